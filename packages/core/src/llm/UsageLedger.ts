import { Context, type DateTime, type Effect } from "effect"
import type { UserId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { ModelCall } from "./ModelCall.ts"
import type { UsageBy, UsageRow } from "./UsageReport.ts"

/** A call as it is entered: for whom it was made, null for nobody, and when it ended. */
export interface UsageEntry {
  readonly userId: UserId | null
  readonly at: DateTime.Utc
  readonly call: ModelCall
}

/** Which entries are reported, and how they are gathered. */
export interface UsageQuery {
  /** Whose; null is everybody's and nobody's. */
  readonly userId: UserId | null
  /** Days in UTC, both included. */
  readonly from: IsoDate
  readonly to: IsoDate
  readonly by: UsageBy
}

/**
 * Every call of a language model, for good: calls of a deleted user stay, as nobody's. The calls of an answer are
 * entered by `TurnRepository.finish`, with the answer. Laws: `contract/UsageLedger.ts`.
 */
export class UsageLedger extends Context.Service<
  UsageLedger,
  {
    /** Enters calls that belong to no answer: all of them, or none. */
    readonly record: (entries: ReadonlyArray<UsageEntry>) => Effect.Effect<void, StoreUnavailable>
    /**
     * A row for each day, model or user with an entry in the period. The earliest 366 days in order; the 100 models or
     * users of the highest cost, then of the most calls, then in the order of their keys, those of unknown cost last.
     */
    readonly report: (query: UsageQuery) => Effect.Effect<ReadonlyArray<UsageRow>, StoreUnavailable>
  }
>()("@mma-savant/core/llm/UsageLedger") {}
