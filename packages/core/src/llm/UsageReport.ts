import { Schema } from "effect"
import { IsoDate } from "../IsoDate.ts"
import { CallTokens } from "./ModelCall.ts"

/** What a report has a row for each of. */
export const UsageBy = Schema.Literals(["day", "model", "user"])
export type UsageBy = typeof UsageBy.Type

/** The most days that one report covers. */
export const mostUsageDays = 366

/** The calls of one day, model or user. */
export const UsageRow = Schema.Struct({
  /** The day in UTC; `provider/model`; the id of the user, null for users who are gone and for calls of nobody's. */
  key: Schema.NullOr(Schema.String),
  calls: Schema.Int,
  /** Of the calls. */
  failed: Schema.Int,
  /** Sums over the calls that tell; null where none does. */
  tokens: CallTokens,
  /** US dollars, summed over the calls of which it is known; null where it is of none. */
  cost: Schema.NullOr(Schema.Finite),
  /** Milliseconds of the completed calls; null where there is none. */
  medianFirstTokenMs: Schema.NullOr(Schema.Finite),
  medianTotalMs: Schema.NullOr(Schema.Finite)
})
export type UsageRow = typeof UsageRow.Type

/** What the models were used for between two days, both included. */
export const UsageReport = Schema.Struct({
  from: IsoDate,
  to: IsoDate,
  by: UsageBy,
  /** Days in order; models and users by cost, the dearest first, at most 100. */
  rows: Schema.Array(UsageRow)
})
export type UsageReport = typeof UsageReport.Type

/** No report covers these days: `field` is what is wrong, `message` says why. */
export class UsagePeriodInvalid extends Schema.TaggedError<UsagePeriodInvalid>()("UsagePeriodInvalid", {
  field: Schema.Literals(["from", "to"]),
  message: Schema.String
}) {}
