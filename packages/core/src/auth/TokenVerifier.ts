import { Context, type Effect, type Redacted } from "effect"
import type { TokenData, TokenRejected } from "./TokenData.ts"

/**
 * Decides whether a bearer token is good. Signature, issuer, audience and expiry are always checked, the algorithm is
 * one of an allow-list, and every failure is the same {@link TokenRejected}. Laws: `contract/Tokens.ts`.
 */
export class TokenVerifier extends Context.Service<
  TokenVerifier,
  { readonly verify: (token: Redacted.Redacted<string>) => Effect.Effect<TokenData, TokenRejected> }
>()("@mma-savant/core/auth/TokenVerifier") {}
