import { Schema } from "effect"
import type { Event } from "../event/Event.ts"
import type { IsoDate } from "../IsoDate.ts"

export const TrendPeriod = Schema.Literals(["year", "month"])
export type TrendPeriod = typeof TrendPeriod.Type

/** How many events there were in each of the last five years, or in each month of this one. */
export const EventTrends = Schema.Struct({
  by: TrendPeriod,
  /** In the order of time: "2024", or "2024-02". */
  periods: Schema.Array(Schema.Struct({ period: Schema.String, events: Schema.Int })),
  total: Schema.Int,
  /** Of a period. */
  average: Schema.Finite
})
export type EventTrends = typeof EventTrends.Type

const years = 5

const periodsOf = (by: TrendPeriod, today: IsoDate): ReadonlyArray<string> => {
  const year = Number(today.slice(0, 4))
  return by === "year"
    ? Array.from({ length: years }, (_, index) => String(year - years + 1 + index))
    : Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`)
}

/** Events that were called off are none. */
export const eventTrends = (events: ReadonlyArray<Event>, by: TrendPeriod, today: IsoDate): EventTrends => {
  const held = events.filter(({ status }) => status !== "cancelled" && status !== "postponed")
  const periods = periodsOf(by, today).map((period) => ({
    period,
    events: held.filter(({ date }) => date?.startsWith(`${period}-`)).length
  }))
  const total = periods.reduce((sum, { events }) => sum + events, 0)
  return { by, periods, total, average: total / periods.length }
}
