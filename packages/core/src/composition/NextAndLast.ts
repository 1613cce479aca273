import { Schema } from "effect"
import { Event } from "../event/Event.ts"
import { daysBetween, type IsoDate } from "../IsoDate.ts"

const days = Schema.NullOr(Schema.Int)

/** The next event to come and the last one held; null where there is none. */
export const NextAndLast = Schema.Struct({
  next: Schema.NullOr(Event),
  daysUntilNext: days,
  last: Schema.NullOr(Event),
  daysSinceLast: days
})
export type NextAndLast = typeof NextAndLast.Type

/** Of events given latest first. */
export const nextAndLast = (events: ReadonlyArray<Event>, today: IsoDate): NextAndLast => {
  const next = events.findLast(({ date, status }) => date !== null && date >= today && status === "scheduled") ?? null
  const last = events.find(({ date, status }) => date !== null && date <= today && status === "completed") ?? null
  return {
    next,
    daysUntilNext: next?.date == null ? null : daysBetween(today, next.date),
    last,
    daysSinceLast: last?.date == null ? null : daysBetween(last.date, today)
  }
}
