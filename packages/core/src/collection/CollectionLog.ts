import { Context, DateTime, type Effect, Schema } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { Finding } from "./Finding.ts"
import { StorageReport } from "./StorageReport.ts"

/** The source that ships with the program. */
export const sampleSource = "sample"

/** One run of a collector: what it read and what came of it. */
export const CollectionRun = Schema.Struct({
  /** What kind of source was read, such as {@link sampleSource}. */
  source: Schema.String,
  startedAt: Schema.DateTimeUtc,
  finishedAt: Schema.DateTimeUtc,
  report: StorageReport,
  findings: Schema.Array(Finding)
})
export type CollectionRun = typeof CollectionRun.Type

export const durationSeconds = (run: CollectionRun): number =>
  (DateTime.toEpochMillis(run.finishedAt) - DateTime.toEpochMillis(run.startedAt)) / 1000

/** The record of what was collected when. Laws: `contract/CollectionLog.ts`. */
export class CollectionLog extends Context.Service<
  CollectionLog,
  {
    /** Keeps the run and its findings. */
    readonly record: (run: CollectionRun) => Effect.Effect<void, StoreUnavailable>
    /** The runs that finished last, newest first, with their findings; `limit` is 1 to 100. */
    readonly runs: (limit: number) => Effect.Effect<ReadonlyArray<CollectionRun>, StoreUnavailable>
  }
>()("@mma-savant/core/collection/CollectionLog") {}
