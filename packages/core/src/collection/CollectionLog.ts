import { Context, type Effect, type Option } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { CollectionRun, OrderedRun, RunNumber, RunPlan, RunStatus } from "./CollectionRun.ts"
import type { Finding } from "./Finding.ts"
import type { VisitOutcome } from "./VisitOutcome.ts"

/** The record of what was collected when. Laws: `contract/CollectionLog.ts`. */
export class CollectionLog extends Context.Service<
  CollectionLog,
  {
    /** Begins a run. In the name of an order there is one run at most: the one that was begun before is given again. */
    readonly begin: (plan: RunPlan, order?: string) => Effect.Effect<CollectionRun, StoreUnavailable>
    /** Says how a run ended, and what came of it; "running" that it is underway again, and when it ends is open. */
    readonly settle: (
      number: RunNumber,
      status: RunStatus,
      outcome: VisitOutcome
    ) => Effect.Effect<CollectionRun, StoreUnavailable>
    /** Counts a request of the run, and tells whether it may be sent: as long as its plan has some left. */
    readonly spend: (number: RunNumber) => Effect.Effect<boolean, StoreUnavailable>
    /** Inside the transaction that stores the facts they were found among. */
    readonly note: (number: RunNumber, findings: ReadonlyArray<Finding>) => Effect.Effect<void, StoreUnavailable>
    readonly find: (number: RunNumber) => Effect.Effect<Option.Option<CollectionRun>, StoreUnavailable>
    /** The runs that were begun in the name of an order and are not over, the first one first. */
    readonly underway: Effect.Effect<ReadonlyArray<OrderedRun>, StoreUnavailable>
    /** The runs that began last, newest first; `limit` is 1 to 100. */
    readonly runs: (limit: number) => Effect.Effect<ReadonlyArray<CollectionRun>, StoreUnavailable>
    /** In the order noted, from after so many; `limit` is 1 to 1,000. */
    readonly findings: (
      number: RunNumber,
      after: number,
      limit: number
    ) => Effect.Effect<ReadonlyArray<Finding>, StoreUnavailable>
  }
>()("@mma-savant/core/collection/CollectionLog") {}
