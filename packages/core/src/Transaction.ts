import { Context, type Effect } from "effect"
import type { StoreUnavailable } from "./StoreUnavailable.ts"

/**
 * All or nothing: what the ports of one store write within an effect stands when it succeeds, and is as if it had never been
 * written when it fails or is interrupted. Nothing that waits for anything but the store belongs in it.
 * Laws: `contract/Transaction.ts`.
 */
export class Transaction extends Context.Service<
  Transaction,
  {
    readonly run: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StoreUnavailable, R>
  }
>()("@mma-savant/core/Transaction") {}
