import { DateTime, Effect, Option, Schema } from "effect"

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

/** In English, from January. */
export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
] as const

/** Today in UTC: the day against which a bout is past or still to come. */
export const today: Effect.Effect<IsoDate> = Effect.map(DateTime.now, (now) =>
  IsoDate.make(DateTime.formatIsoDateUtc(now))
)

/** Whole years from `birth` to `day`. */
export const yearsBetween = (birth: IsoDate, day: IsoDate): number => {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

/** Whole days from one day to another. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** The day so many days later; earlier for a negative number. */
export const addDays = (day: IsoDate, days: number): IsoDate =>
  IsoDate.make(new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10))

/** Today in a time zone such as "Asia/Seoul"; none where there is no such zone. */
export const todayIn = (timeZone: string): Effect.Effect<Option.Option<IsoDate>> =>
  Effect.map(DateTime.now, (now) =>
    Option.map(DateTime.setZoneNamed(now, timeZone), (local) => IsoDate.make(DateTime.formatIsoDate(local)))
  )

/** The earlier of two days; the second where the first is open. */
export const earlier = (a: IsoDate | undefined, b: IsoDate): IsoDate => (a !== undefined && a < b ? a : b)

/** The same day so many years before; of 29 February, the last day of the month where there is no such day. */
export const yearsBefore = (day: IsoDate, years: number): IsoDate => {
  const text = `${String(Number(day.slice(0, 4)) - years).padStart(4, "0")}${day.slice(4)}`
  return IsoDate.make(real(text) ? text : text.replace(/29$/, "28"))
}
