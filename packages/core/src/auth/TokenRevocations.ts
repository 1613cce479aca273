import { Context, type DateTime, Duration, Effect } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { TokenData } from "./TokenData.ts"

/** How long a revoked token is remembered after it expires: verifiers allow for clocks that differ. */
export const revocationGrace: Duration.Duration = Duration.minutes(1)

/** A token, and who bears it. */
export interface Borne {
  readonly token: Pick<TokenData, "id" | "iat">
  readonly userId: UserId
}

interface Primitives {
  /** Revokes one token, until {@link revocationGrace} after it expires, which may be long ago or never. */
  readonly revoke: (token: Pick<TokenData, "id" | "exp">) => Effect.Effect<void, StoreUnavailable>
  /** Revokes every token of a user that was issued at or before the instant. An earlier instant changes nothing. */
  readonly revokeUntil: (userId: UserId, instant: DateTime.Utc) => Effect.Effect<void, StoreUnavailable>
  /** What holds of each, in their order. One look, whatever was revoked and however many they are. */
  readonly areRevoked: (many: ReadonlyArray<Borne>) => Effect.Effect<ReadonlyArray<boolean>, StoreUnavailable>
}

interface One {
  readonly isRevoked: (token: Borne["token"], userId: UserId) => Effect.Effect<boolean, StoreUnavailable>
}

/**
 * Which tokens are good no more before they expire. A revocation holds for every program over the same store from the
 * moment it is told. That of one token is forgotten when it cannot be good any more; that of all tokens of a user, an
 * instant, never. Laws: `contract/TokenRevocations.ts`.
 */
export class TokenRevocations extends Context.Service<TokenRevocations, Primitives & One>()(
  "@mma-savant/core/auth/TokenRevocations"
) {
  /** Every request looks at one: a store that can do so at less cost than at many says how. */
  static make(primitives: Primitives & Partial<One>) {
    return TokenRevocations.of({
      isRevoked: (token, userId) => Effect.map(primitives.areRevoked([{ token, userId }]), ([verdict]) => verdict!),
      ...primitives
    })
  }
}
