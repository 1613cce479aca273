import { UfcstatsId } from "@mma-savant/core/Identity"
import { Schema } from "effect"

const count = Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0)))

/** What becomes of a request. */
const Answer = Schema.Union([
  /** A status with an empty page; `retryAfter` is sent as it stands. */
  Schema.Struct({
    do: Schema.Literal("status"),
    status: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 400, maximum: 599 }))),
    retryAfter: Schema.optionalKey(Schema.String)
  }),
  /** A page that keeps programs out, in place of the one that was asked for. */
  Schema.Struct({ do: Schema.Literal("challenge") }),
  /** The connection is closed without a word. */
  Schema.Struct({ do: Schema.Literal("hang-up") }),
  /** The page as it would look after a change of its markup. */
  Schema.Struct({
    do: Schema.Literal("relayout"),
    change: Schema.Literals(["drop-column", "rename-class", "empty-table"])
  })
])

/** What becomes of the site itself. */
const Turn = Schema.Union([
  Schema.Struct({ do: Schema.Literal("rename"), fighter: UfcstatsId, name: Schema.NonEmptyString }),
  /** An event is listed, and its bouts have no results yet. */
  Schema.Struct({ do: Schema.Literal("withhold"), event: UfcstatsId }),
  Schema.Struct({ do: Schema.Literal("publish"), event: UfcstatsId }),
  /** The result of a bout becomes a no contest. */
  Schema.Struct({ do: Schema.Literal("overturn"), fight: UfcstatsId }),
  /** The bout is on no card any more. */
  Schema.Struct({ do: Schema.Literal("cancel"), fight: UfcstatsId })
])
export type Turn = typeof Turn.Type

/** Happens once, when the site has answered so many requests. */
const TurnStep = Schema.Struct({ after: Schema.optionalKey(count), turn: Turn })

/** Happens to requests whose path matches, from so many answered requests on, so many times; always when left out. */
const AnswerStep = Schema.Struct({
  after: Schema.optionalKey(count),
  times: Schema.optionalKey(count),
  /** A regular expression. */
  path: Schema.String,
  answer: Answer
})
export type AnswerStep = typeof AnswerStep.Type

/** What a simulated site does besides answering. */
export const Scenario = Schema.Struct({
  /** Milliseconds before each answer. */
  latency: Schema.optionalKey(count),
  /** The site's robots.txt; without one it answers 404 there, as the real one does. */
  robots: Schema.optionalKey(Schema.String),
  steps: Schema.optionalKey(Schema.Array(Schema.Union([TurnStep, AnswerStep])))
})
export type Scenario = typeof Scenario.Type
