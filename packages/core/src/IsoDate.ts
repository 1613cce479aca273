import { DateTime, Effect, Schema } from "effect"

const real = (text: string) => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

/** A calendar day of the years 0001 to 9999, `YYYY-MM-DD`, without a time or a zone; text order is time order. */
export const IsoDate = Schema.String.pipe(
  Schema.check(
    Schema.isPattern(/^(?!0000)\d{4}-\d{2}-\d{2}$/, { message: "a date is written YYYY-MM-DD" }),
    Schema.makeFilter(real, { message: "no such day in the calendar" })
  ),
  Schema.brand("IsoDate")
)
export type IsoDate = typeof IsoDate.Type

/** Today in UTC: the day against which a bout is past or still to come. */
export const today: Effect.Effect<IsoDate> = Effect.map(DateTime.now, (now) =>
  IsoDate.make(DateTime.formatIsoDateUtc(now))
)

/** Whole years from `birth` to `day`. */
export const yearsBetween = (birth: IsoDate, day: IsoDate): number => {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

/** The earlier of two days; the second where the first is open. */
export const earlier = (a: IsoDate | undefined, b: IsoDate): IsoDate => (a !== undefined && a < b ? a : b)
