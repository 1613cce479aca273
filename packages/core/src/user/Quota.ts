import { DateTime, Schema } from "effect"
import type { IsoDate } from "../IsoDate.ts"
import { DailyLimit } from "./User.ts"

const count = Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0)))

/** The questions that a user may ask on a day in UTC. */
export const Quota = Schema.Struct({
  limit: DailyLimit,
  /** Those of the day: every question that is being answered, and those that count of the answered ones. */
  used: count,
  remaining: count,
  /** The end of the day. */
  resetAt: Schema.String
})
export type Quota = typeof Quota.Type

/** What is left of a limit, 0 where it was lowered below what is used. */
export const quota = (limit: number, used: number, day: IsoDate): Quota => ({
  limit,
  used,
  remaining: Math.max(0, limit - used),
  resetAt: DateTime.formatIso(DateTime.add(DateTime.makeUnsafe(day), { days: 1 }))
})

/** The day's questions are used up. */
export class QuotaExceeded extends Schema.TaggedError<QuotaExceeded>()("QuotaExceeded", { quota: Quota }) {}
