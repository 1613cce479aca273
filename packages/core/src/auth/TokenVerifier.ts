import { Context, type Effect, type Redacted } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { TokenData, TokenRejected } from "./TokenData.ts"

type Verify = (token: Redacted.Redacted<string>) => Effect.Effect<TokenData, TokenRejected | StoreUnavailable>

/**
 * Decides whether a token is good. Signature, issuer, audience and expiry are always checked, the algorithm is one of an
 * allow-list, and every failure of the token is the same {@link TokenRejected}; StoreUnavailable is the issuer's keys
 * being out of reach. Laws: `contract/Tokens.ts`.
 */
export class TokenVerifier extends Context.Service<
  TokenVerifier,
  {
    /** Tokens that are a bearer's: our own, and those of the issuers that are trusted for every request. */
    readonly verify: Verify
    /** Tokens that are exchanged for our own at sign-in: those of every identity provider, not our own. */
    readonly verifyLogin: Verify
  }
>()("@mma-savant/core/auth/TokenVerifier") {}
