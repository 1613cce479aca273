import { DateTime, Effect } from "effect"
import type { UserId } from "../Identity.ts"
import { RefreshTokens } from "./RefreshTokens.ts"
import { TokenRevocations } from "./TokenRevocations.ts"

/** Ends every sign-in of a user: the tokens that were issued until now, and those that renew them. */
export const endSignIns = Effect.fnUntraced(function* (userId: UserId) {
  const revocations = yield* TokenRevocations
  const refreshTokens = yield* RefreshTokens
  // In this order: a sign-in that is under way is refused by the first, or ended by the second.
  yield* revocations.revokeUntil(userId, yield* DateTime.now)
  yield* refreshTokens.revokeAll(userId)
})
