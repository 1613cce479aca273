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
    /**
     * `subjects` are the keys of what is read and then written. Transactions about the same pass one by one, those of other
     * processes too: what one reads stands until it has written. Others need not wait for each other.
     */
    readonly run: <A, E, R>(
      subjects: ReadonlyArray<string>,
      effect: Effect.Effect<A, E, R>
    ) => Effect.Effect<A, E | StoreUnavailable, R>
  }
>()("@mma-savant/core/Transaction") {}
