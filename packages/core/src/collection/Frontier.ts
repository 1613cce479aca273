import { Context, type DateTime, type Effect, type Option, Schema, type Scope } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { RunNumber } from "./CollectionRun.ts"
import type { PageName } from "./Page.ts"
import type { VisitOutcome } from "./VisitOutcome.ts"

/** A process that visits pages; what it took is its own while it lives. */
export const WorkerId = Schema.Int.pipe(Schema.brand("WorkerId"))
export type WorkerId = typeof WorkerId.Type

/** A page to be visited in a run. */
export interface Visit {
  readonly run: RunNumber
  readonly page: PageName
  /** From 1. */
  readonly attempt: number
}

/** Why a page was given up. */
export const DeathCause = Schema.Literals([
  /** There is none at its address. */
  "missing",
  /** However often it was asked for. */
  "unanswered",
  /** By robots.txt. */
  "forbidden",
  /** It is not read as what it should be. */
  "changed",
  /** It says what cannot be. */
  "rejected"
])
export type DeathCause = typeof DeathCause.Type

/** How far a run is. */
export interface FrontierCounts {
  readonly waiting: number
  readonly taken: number
  readonly done: number
  readonly dead: number
  /** Of the dead, those whose page could not be read as what it should be. */
  readonly changed: number
  /** Milliseconds until the first that waits is due; null where none waits. */
  readonly nextDue: number | null
}

/** The pages that runs are still to visit, which any number of workers share. Laws: `contract/Frontier.ts`. */
export class Frontier extends Context.Service<
  Frontier,
  {
    /** A worker, alive as long as the scope and its process: what it has taken is free again when either ends. */
    readonly enlist: Effect.Effect<WorkerId, StoreUnavailable, Scope.Scope>
    /** Adds pages to a run; those that it has had already are passed over. Tells how many are new. One statement. */
    readonly add: (run: RunNumber, pages: ReadonlyArray<PageName>) => Effect.Effect<number, StoreUnavailable>
    /** The next page that is due, in the order of `pageKinds`, or else one whose worker is no more. Nobody else is given it. */
    readonly take: (run: RunNumber, worker: WorkerId) => Effect.Effect<Option.Option<Visit>, StoreUnavailable>
    /** The visit is over, and leads to pages, as if added. Inside the transaction that stores what the page said. One statement. */
    readonly finish: (
      visit: Visit,
      outcome: VisitOutcome,
      next: ReadonlyArray<PageName>
    ) => Effect.Effect<void, StoreUnavailable>
    /** The page is due again at a time. */
    readonly postpone: (visit: Visit, until: DateTime.Utc) => Effect.Effect<void, StoreUnavailable>
    /** Gives the page up, as a dead letter; `reason` is a sentence. */
    readonly bury: (visit: Visit, cause: DeathCause, reason: string) => Effect.Effect<void, StoreUnavailable>
    readonly counts: (run: RunNumber) => Effect.Effect<FrontierCounts, StoreUnavailable>
    /** The outcomes of all finished visits of a run, summed. */
    readonly outcome: (run: RunNumber) => Effect.Effect<VisitOutcome, StoreUnavailable>
  }
>()("@mma-savant/core/collection/Frontier") {}
