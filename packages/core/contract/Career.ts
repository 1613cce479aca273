import { Arbitrary, Schema } from "effect"
import type { EventFacts } from "../src/event/Event.ts"
import type { EventId, FighterId } from "../src/Identity.ts"
import { MatchStatus } from "../src/match/Match.ts"
import { Method } from "../src/match/Method.ts"
import { WeightClass } from "../src/ranking/WeightClass.ts"
import { day, matchFacts, roundStats, side } from "./Facts.ts"

const schema = Arbitrary.schema

/** One of the values; one listed twice comes up twice as often. */
const oneOf = <const A>(values: ReadonlyArray<A>) =>
  Arbitrary.map(
    schema(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: values.length - 1 })))),
    (index) => values[index]!
  )
const orNull = <A>(value: Arbitrary.Arbitrary<A>) =>
  Arbitrary.map(Arbitrary.all([value, oneOf([0, 1, 2, 3])]), ([known, missing]) => (missing === 0 ? null : known))
const flag = schema(Schema.Boolean)
const few = orNull(oneOf([0, 1, 2, 5]))

const landed = orNull(
  Arbitrary.map(Arbitrary.all([oneOf([0, 1, 7, 40]), oneOf([0, 3, 30])]), ([hits, misses]) => ({
    landed: hits,
    attempted: hits + misses
  }))
)

const cells = Arbitrary.all({
  knockdowns: few,
  sigStrikes: landed,
  totalStrikes: landed,
  takedowns: landed,
  submissionAttempts: few,
  reversals: few,
  controlSeconds: orNull(oneOf([0, 61, 300])),
  head: landed,
  body: landed,
  leg: landed,
  distance: landed,
  clinch: landed,
  ground: landed
})

/** No rounds, one to three of them, or a single row for the whole bout. */
const rounds = Arbitrary.map(
  Arbitrary.all({ whole: flag, rows: Arbitrary.array(cells, { minLength: 0, maxLength: 3 }) }),
  ({ rows, whole }) => rows.map((row, index) => roundStats(whole && rows.length === 1 ? 0 : index + 1, row))
)

const outcomes = [
  ["WIN", "LOSS"],
  ["WIN", "LOSS"],
  ["WIN", "LOSS"],
  ["LOSS", "WIN"],
  ["DRAW", "DRAW"],
  ["NC", "NC"],
  ["WIN", null],
  [null, null]
] as const

const timeFormats = [
  "3 Rnd (5-5-5)",
  "5 Rnd (5-5-5-5-5)",
  "1 Rnd + 2OT (15-3-3)",
  "1 Rnd (20)",
  "3 Rnd + OT (5-5-5-5)",
  "No Time Limit"
] as const

/** The days of the nights at which generated bouts take place; the last two cards have no day or are still to come. */
export const nights: ReadonlyArray<EventFacts["date"]> = [
  day("1994-03-11"),
  day("2015-12-12"),
  day("2020-06-06"),
  null,
  day("2031-01-01")
]

/** How many fighters the generated bouts are between. */
export const rivals = 3

/**
 * A bout between two of a few rivals, or one of them and somebody unidentified, at one of a few nights: so small a world
 * that rematches on the same card, and bouts that only their ids can order, are common.
 */
const bout = Arbitrary.all({
  /** Beyond the last night: a bout under no event. */
  night: oneOf([0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 5]),
  pair: oneOf(["01", "10", "02", "12", "20", "0?", "?1", "2", "??"]),
  outcome: oneOf(outcomes),
  rounds: Arbitrary.all([rounds, rounds]),
  performances: Arbitrary.all([flag, flag]),
  facts: Arbitrary.all({
    status: oneOf(["completed", "completed", "completed", ...MatchStatus.literals]),
    weightClass: orNull(oneOf(["lightweight", "lightweight", "catch-weight", ...WeightClass.literals])),
    method: orNull(schema(Method)),
    isTitleBout: flag,
    fightOfTheNight: flag,
    cardOrder: orNull(oneOf([1, 2, 12])),
    resultRound: orNull(oneOf([1, 2, 3, 5])),
    resultTime: orNull(oneOf([0, 1, 275, 300])),
    timeFormat: orNull(oneOf(timeFormats))
  })
})

/** The bouts of a few rivals, as plans: who they are and where the nights are kept is filled in by {@link written}. */
export const careers = Arbitrary.array(bout, { minLength: 1, maxLength: 24 })

export type Plan = typeof bout extends Arbitrary.Arbitrary<infer A> ? A : never

/** A planned bout as it is written. */
export const written = (
  { facts, night, outcome, pair, performances }: Plan,
  fighters: ReadonlyArray<{ readonly id: FighterId; readonly name: string }>,
  eventIds: ReadonlyArray<EventId>
) =>
  matchFacts({
    ...facts,
    eventId: eventIds[night] ?? null,
    corners: [...pair].map((rival, index) =>
      side(
        rival === "?" ? { id: null, name: `Unidentified ${index}` } : fighters[Number(rival)]!,
        outcome[index] ?? null,
        { performanceOfTheNight: performances[index] ?? false }
      )
    )
  })
