import { Schema } from "effect"
import { EventSummary } from "./EventSummary.ts"

const Side = Schema.Literals(["a", "b", "equal"])
type Side = typeof Side.Type

/** Two nights next to each other. */
export const EventComparison = Schema.Struct({
  a: EventSummary,
  b: EventSummary,
  moreBouts: Side,
  moreMainEvents: Side,
  /** Absolute. */
  boutDifference: Schema.Int
})
export type EventComparison = typeof EventComparison.Type

const more = (a: number, b: number): Side => (a === b ? "equal" : a > b ? "a" : "b")

export const eventComparison = (a: EventSummary, b: EventSummary): EventComparison => ({
  a,
  b,
  moreBouts: more(a.bouts, b.bouts),
  moreMainEvents: more(a.mainEvents, b.mainEvents),
  boutDifference: Math.abs(a.bouts - b.bouts)
})
