import { Context, type Effect, Schema } from "effect"
import { UfcstatsId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { RunNumber } from "./CollectionRun.ts"
import { StoredTable } from "./StorageReport.ts"

/** A field of something known that a source now tells otherwise. New things are no changes. */
export const Change = Schema.Struct({
  table: StoredTable,
  key: UfcstatsId,
  field: Schema.String,
  before: Schema.Json,
  after: Schema.Json
})
export type Change = typeof Change.Type

/** What each run changed, field by field. Laws: `contract/ChangeLog.ts`. */
export class ChangeLog extends Context.Service<
  ChangeLog,
  {
    /** Inside the transaction that writes them. */
    readonly record: (run: RunNumber, changes: ReadonlyArray<Change>) => Effect.Effect<void, StoreUnavailable>
    /** In the order recorded, from after so many; `limit` is 1 to 1,000. */
    readonly list: (
      run: RunNumber,
      after: number,
      limit: number
    ) => Effect.Effect<ReadonlyArray<Change>, StoreUnavailable>
  }
>()("@mma-savant/core/collection/ChangeLog") {}
