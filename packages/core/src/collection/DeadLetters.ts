import { Context, type Effect, Schema } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { RunNumber } from "./CollectionRun.ts"
import { DeathCause } from "./Frontier.ts"
import { PageName } from "./Page.ts"

/** A page that a run gave up. */
export const DeadLetter = Schema.Struct({
  run: RunNumber,
  page: PageName,
  attempts: Schema.Int,
  cause: DeathCause,
  /** A sentence. */
  reason: Schema.String,
  since: Schema.DateTimeUtc
})
export type DeadLetter = typeof DeadLetter.Type

/** Which ones: of a run, of a page, or all. */
export interface DeadLetterScope {
  readonly run?: RunNumber | undefined
  readonly page?: PageName | undefined
}

/** The pages that were given up. Laws: `contract/DeadLetters.ts`. */
export class DeadLetters extends Context.Service<
  DeadLetters,
  {
    /** The latest first; `limit` is 1 to 100. */
    readonly list: (scope: DeadLetterScope, limit: number) => Effect.Effect<ReadonlyArray<DeadLetter>, StoreUnavailable>
    /** They wait again, in their runs, as if never tried; tells the pages. */
    readonly replay: (scope: DeadLetterScope) => Effect.Effect<ReadonlyArray<DeadLetter>, StoreUnavailable>
    /** They are forgotten; tells how many. */
    readonly purge: (scope: DeadLetterScope) => Effect.Effect<number, StoreUnavailable>
  }
>()("@mma-savant/core/collection/DeadLetters") {}
