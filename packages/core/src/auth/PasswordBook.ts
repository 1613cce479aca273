import { Context, type Effect, type Option } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/** The hash of each user's password, for those who have one. It goes with its user. Laws: `contract/PasswordBook.ts`. */
export class PasswordBook extends Context.Service<
  PasswordBook,
  {
    readonly find: (userId: UserId) => Effect.Effect<Option.Option<string>, StoreUnavailable>
    /** Puts the hash in the place of an earlier one; nothing happens for nobody. */
    readonly set: (userId: UserId, hash: string) => Effect.Effect<void, StoreUnavailable>
  }
>()("@mma-savant/core/auth/PasswordBook") {}
