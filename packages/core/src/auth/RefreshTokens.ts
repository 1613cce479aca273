import { Context, Duration, type Effect, type Redacted } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { TokenRejected } from "./TokenData.ts"

/** How long a refresh token is good; each rotation begins it anew. */
export const refreshLifetime: Duration.Duration = Duration.days(30)

export type RefreshToken = Redacted.Redacted<string>

/**
 * Refresh tokens that rotate: each is good once, and its successor belongs to the same family, that of one sign-in. A
 * token that comes a second time has been stolen, by whoever came first or second: its whole family is revoked
 * (RFC 9700, 4.14.2). A token holds 256 random bits, and the store keeps no more than its SHA-256.
 * Laws: `contract/RefreshTokens.ts`.
 */
export class RefreshTokens extends Context.Service<
  RefreshTokens,
  {
    /** The first token of a new family. */
    readonly issue: (userId: UserId) => Effect.Effect<RefreshToken, StoreUnavailable>
    /** Takes a token for its successor. However many rotate one at once, one gets a token, and soon nobody. */
    readonly rotate: (
      token: RefreshToken
    ) => Effect.Effect<{ readonly userId: UserId; readonly next: RefreshToken }, TokenRejected | StoreUnavailable>
    /** Revokes the family of a token of this user; another's, or one that is none, changes nothing. */
    readonly revoke: (userId: UserId, token: RefreshToken) => Effect.Effect<void, StoreUnavailable>
    readonly revokeAll: (userId: UserId) => Effect.Effect<void, StoreUnavailable>
  }
>()("@mma-savant/core/auth/RefreshTokens") {}
