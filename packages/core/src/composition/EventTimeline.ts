import { Schema } from "effect"
import { Event } from "../event/Event.ts"
import type { IsoDate } from "../IsoDate.ts"
import { TrendPeriod } from "./EventTrends.ts"

/** "2024", or "2024-02", and its events in the order of time. */
const Period = Schema.Struct({ period: Schema.String, events: Schema.Array(Event) })

/** The events of this month or year, of the one before and of the one after. */
export const EventTimeline = Schema.Struct({ by: TrendPeriod, previous: Period, current: Period, next: Period })
export type EventTimeline = typeof EventTimeline.Type

const periodAt = (by: TrendPeriod, today: IsoDate, turn: -1 | 0 | 1): string => {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  if (by === "year") return String(year + turn)
  return new Date(Date.UTC(year, month - 1 + turn, 1)).toISOString().slice(0, 7)
}

/** Of events given latest first. */
export const eventTimeline = (events: ReadonlyArray<Event>, by: TrendPeriod, today: IsoDate): EventTimeline => {
  const at = (turn: -1 | 0 | 1) => {
    const period = periodAt(by, today, turn)
    return { period, events: events.filter(({ date }) => date?.startsWith(`${period}-`)).reverse() }
  }
  return { by, previous: at(-1), current: at(0), next: at(1) }
}
