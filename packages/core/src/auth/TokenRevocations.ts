import { Context, type DateTime, Duration, type Effect } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { TokenData } from "./TokenData.ts"

/** How long a revoked token is remembered after it expires: verifiers allow for clocks that differ. */
export const revocationGrace: Duration.Duration = Duration.minutes(1)

/**
 * Which tokens are good no more before they expire. A revocation holds for every program over the same store from the
 * moment it is told. That of one token is forgotten when it cannot be good any more; that of all tokens of a user, an
 * instant, never. Laws: `contract/TokenRevocations.ts`.
 */
export class TokenRevocations extends Context.Service<
  TokenRevocations,
  {
    /** Revokes one token, until {@link revocationGrace} after it expires, which may be long ago or never. */
    readonly revoke: (token: Pick<TokenData, "id" | "exp">) => Effect.Effect<void, StoreUnavailable>
    /** Revokes every token of a user that was issued at or before the instant. An earlier instant changes nothing. */
    readonly revokeUntil: (userId: UserId, instant: DateTime.Utc) => Effect.Effect<void, StoreUnavailable>
    /** One look, whatever was revoked. */
    readonly isRevoked: (
      token: Pick<TokenData, "id" | "iat">,
      userId: UserId
    ) => Effect.Effect<boolean, StoreUnavailable>
  }
>()("@mma-savant/core/auth/TokenRevocations") {}
