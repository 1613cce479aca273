import { Effect, Option, Schema } from "effect"
import { FighterId } from "../Identity.ts"
import { earlier, IsoDate, today, todayIn } from "../IsoDate.ts"
import { WeightClass } from "../ranking/WeightClass.ts"
import { mostRows, ToolFailure, ToolTable } from "./ToolTable.ts"

const int = (minimum: number, maximum: number) => Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum, maximum })))

/** What every tool answers with. */
export const answered = { success: ToolTable, failure: ToolFailure, failureMode: "return" } as const

export const limit = (standard: number) =>
  Schema.optionalKey(int(1, mostRows)).annotate({ description: `1 to ${mostRows} rows, ${standard} when left out` })

export const fighterId = FighterId.annotate({ description: "A fighterId from `resolve` or from another tool's rows" })

export const name = Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(200)))

/** The days of the fights that count. */
export const days = {
  year: Schema.optionalKey(int(1990, 2100)),
  from: Schema.optionalKey(IsoDate),
  to: Schema.optionalKey(IsoDate)
}

/** The fights that count. */
export const scope = { weightClass: Schema.optionalKey(WeightClass), ...days }

export const last = Schema.optionalKey(int(1, 100)).annotate({
  description: "Only each fighter's latest so many of the fights"
})

export const minFights = Schema.optionalKey(int(1, 100))

export const timeZone = Schema.optionalKey(Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(64)))).annotate({
  description: "The user's time zone, such as Asia/Seoul; UTC when left out"
})

interface Scope {
  readonly year?: number
  readonly from?: IsoDate
  readonly to?: IsoDate
}

/** Fails for a period that ends before it begins: finding nothing in it would look like an answer. */
export const inOrder = (from: IsoDate | undefined, to: IsoDate | undefined): Effect.Effect<void, ToolFailure> =>
  from === undefined || to === undefined || from <= to
    ? Effect.void
    : Effect.fail<ToolFailure>({ code: "BAD_CALL", message: `The days end (${to}) before they begin (${from}).` })

/** The days that all of the arguments let in, none of them later than today. */
export const within = Effect.fnUntraced(function* <S extends Scope>({ from, to, year, ...rest }: S) {
  const [first, end] = year === undefined ? [] : [IsoDate.make(`${year}-01-01`), IsoDate.make(`${year}-12-31`)]
  const since = first === undefined || (from !== undefined && from > first) ? from : first
  const until = end === undefined ? to : earlier(to, end)
  yield* inOrder(since, until)
  return { ...rest, ...(since === undefined ? {} : { from: since }), to: earlier(until, yield* today) }
})

/** Today where the user is. */
export const localDay = (zone: string = "UTC"): Effect.Effect<IsoDate, ToolFailure> =>
  Effect.flatMap(
    todayIn(zone),
    Option.match({
      onSome: (day) => Effect.succeed(day),
      onNone: () => Effect.fail<ToolFailure>({ code: "BAD_CALL", message: `There is no time zone called "${zone}".` })
    })
  )
