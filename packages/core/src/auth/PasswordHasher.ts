import { Context, type Effect } from "effect"
import type { Password } from "./Password.ts"

/**
 * One-way hashes of passwords that are slow to guess. The text of a hash names its own cost, so that a costlier one may
 * be chosen later; the same password gives another hash each time. Laws: `contract/PasswordHasher.ts`.
 */
export class PasswordHasher extends Context.Service<
  PasswordHasher,
  {
    readonly hash: (password: Password) => Effect.Effect<string>
    /** False for another password, and for a text that is no hash of ours, in the time of a true one. */
    readonly verify: (password: Password, hash: string | null) => Effect.Effect<boolean>
  }
>()("@mma-savant/core/auth/PasswordHasher") {}
