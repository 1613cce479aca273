import { DateTime, Schema } from "effect"
import { VisitOutcome } from "./VisitOutcome.ts"

/** The source that ships with the program. */
export const sampleSource = "sample"

/** What a person calls a run by: 1, 2, 3 ... */
export const RunNumber = Schema.Int.pipe(
  Schema.check(Schema.isBetween({ minimum: 1, maximum: 2_147_483_647 })),
  Schema.brand("RunNumber")
)
export type RunNumber = typeof RunNumber.Type

/** What a run sets out to do. */
export const Flow = Schema.Literals([
  /** A data set or a snapshot, as a whole. */
  "import",
  "full",
  "events",
  "fighters",
  "rankings",
  "event",
  "fighter",
  "replay"
])
export type Flow = typeof Flow.Type

export const RunStatus = Schema.Literals([
  /** Underway, or cut off without a word: it may be resumed. */
  "running",
  "completed",
  /** Over, but pages were given up, or something could not be stored. */
  "partial",
  /** A site keeps programs out: see `HostGate`. It may be resumed. */
  "blocked",
  /** A page has changed so that it cannot be read. It may be resumed. */
  "page-changed",
  /** Stopped by a person, or by its budget of requests. It may be resumed. */
  "interrupted"
])
export type RunStatus = typeof RunStatus.Type

/** How a run was asked for, so that it can be resumed as it began. */
export const RunPlan = Schema.Struct({
  flow: Flow,
  /** What is read: {@link sampleSource}, "ufcstats.com", the name of a data set. */
  source: Schema.String,
  /** The event or fighter of such a flow, by its key. */
  subject: Schema.NullOr(Schema.String),
  /** Only events from this day on. */
  since: Schema.NullOr(Schema.String),
  /** Also pages of which nothing more is expected. */
  force: Schema.Boolean,
  /** Also lists that have become shorter. */
  allowShrink: Schema.Boolean,
  /** The most requests that the run may send in all; null for any number. */
  maxRequests: Schema.NullOr(Schema.Int)
})
export type RunPlan = typeof RunPlan.Type

/** One run of a collector: what it was to do, and what came of it. */
export const CollectionRun = Schema.Struct({
  number: RunNumber,
  plan: RunPlan,
  status: RunStatus,
  startedAt: Schema.DateTimeUtc,
  finishedAt: Schema.NullOr(Schema.DateTimeUtc),
  outcome: VisitOutcome
})
export type CollectionRun = typeof CollectionRun.Type

/** A run, and the name of the order that it was begun for. */
export const OrderedRun = Schema.Struct({ run: RunNumber, order: Schema.String })
export type OrderedRun = typeof OrderedRun.Type

/** Null while the run is underway. */
export const durationSeconds = ({ finishedAt, startedAt }: CollectionRun): number | null =>
  finishedAt === null ? null : (DateTime.toEpochMillis(finishedAt) - DateTime.toEpochMillis(startedAt)) / 1000
