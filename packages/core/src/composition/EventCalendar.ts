import { Schema } from "effect"
import { Event } from "../event/Event.ts"

/** The events of a year by the month, or of a month by the day. */
export const EventCalendar = Schema.Struct({
  year: Schema.Int,
  month: Schema.NullOr(Schema.Int),
  /** Every month of the year, "01" to "12"; of a month, the days that have events. In the order of time. */
  periods: Schema.Array(Schema.Struct({ period: Schema.String, count: Schema.Int, events: Schema.Array(Event) }))
})
export type EventCalendar = typeof EventCalendar.Type

const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"))

const byDay = (a: Event, b: Event) => (a.date === b.date ? a.id - b.id : (a.date ?? "") < (b.date ?? "") ? -1 : 1)

export const eventCalendar = (events: ReadonlyArray<Event>, year: number, month: number | null): EventCalendar => {
  const start = month === null ? `${year}-` : `${year}-${months[month - 1]}-`
  const within = events.filter(({ date }) => date?.startsWith(start)).sort(byDay)
  const found = Map.groupBy(within, ({ date }) => date!.slice(start.length, start.length + 2))
  const periods = month === null ? months : [...found.keys()]
  return {
    year,
    month,
    periods: periods.map((period) => {
      const events = found.get(period) ?? []
      return { period, count: events.length, events }
    })
  }
}
