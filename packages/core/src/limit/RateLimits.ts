import { Context, type Effect } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Allowance, Rate } from "./Rate.ts"

/**
 * Counts how often something is done, by the rule of `Rate`. One call is one atomic step, however many programs share
 * the store, and a key is forgotten when all of its limit is there again. Laws: `contract/RateLimits.ts`.
 */
export class RateLimits extends Context.Service<
  RateLimits,
  {
    /** Takes one from the allowance of a key. A key is always taken from at the same rate. */
    readonly take: (key: string, rate: Rate) => Effect.Effect<Allowance, StoreUnavailable>
  }
>()("@mma-savant/core/limit/RateLimits") {}
