import { Context, type Duration, type Effect, Schema } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** Why nobody asks a host any more: the page on which it kept programs out, and the sign by which that was known. */
export const Block = Schema.Struct({
  host: Schema.String,
  url: Schema.String,
  sign: Schema.String,
  since: Schema.DateTimeUtc
})
export type Block = typeof Block.Type

/** How a host stands towards whoever is about to ask it. */
export interface HostStanding {
  /** Milliseconds until anybody may ask; 0 for now. */
  readonly penalty: number
  readonly block: Block | null
}

/**
 * The turns at each host and its breaker, which all workers of all processes over one store share. Time is the store's
 * own. Laws: `contract/HostGate.ts`.
 */
export class HostGate extends Context.Service<
  HostGate,
  {
    /**
     * Takes the next turn at a host and tells in how many milliseconds it is. Turns are at least `interval` apart, however
     * many ask at once, and none is before the end of a penalty: after one they come one by one, not all at once.
     */
    readonly takeTurn: (host: string, interval: Duration.Duration) => Effect.Effect<number, StoreUnavailable>
    /** What became of the host while a turn was waited for. */
    readonly standing: (host: string) => Effect.Effect<HostStanding, StoreUnavailable>
    /** Nobody asks for so long from now. A shorter word never takes back a longer one. */
    readonly penalize: (host: string, wait: Duration.Duration) => Effect.Effect<void, StoreUnavailable>
    /** Opens the breaker, for good: only a person closes it. The first block stands. */
    readonly block: (block: Omit<Block, "since">) => Effect.Effect<void, StoreUnavailable>
    readonly blocks: Effect.Effect<ReadonlyArray<Block>, StoreUnavailable>
    /** Closes the breaker of a host, or of all where that is null; the blocks that were. */
    readonly reset: (host: string | null) => Effect.Effect<ReadonlyArray<Block>, StoreUnavailable>
  }
>()("@mma-savant/core/collection/HostGate") {}
