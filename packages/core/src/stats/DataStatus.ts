import { Schema } from "effect"
import { IsoDate } from "../IsoDate.ts"

/** How much of the facts is at hand, and of when. */
export const DataStatus = Schema.Struct({
  /** The day of the last completed fight in the data: what every answer is as of. Null while there is none. */
  asOf: Schema.NullOr(IsoDate),
  /** The day of the first. */
  since: Schema.NullOr(IsoDate),
  /** All events, whatever their status. */
  events: Schema.Int,
  /** Completed fights, and how many of them have statistics. */
  fights: Schema.Int,
  measuredFights: Schema.Int,
  fighters: Schema.Int,
  /** Scheduled for today or later. */
  upcomingEvents: Schema.Int,
  /** True while something has been collected, and nothing but the sample that ships with the program. */
  sampleOnly: Schema.Boolean,
  /** Changes whenever a fact changes; what caches are keyed by. */
  version: Schema.Int
})
export type DataStatus = typeof DataStatus.Type
