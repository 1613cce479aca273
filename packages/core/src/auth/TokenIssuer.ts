import { Context, type DateTime, type Duration, type Effect, type Redacted } from "effect"
import type { User } from "../user/User.ts"
import type { TokenData } from "./TokenData.ts"

/** Whom a token is for: a user of ours, or an account that is admitted like one of an identity provider's. */
export type TokenHolder = Pick<User, "id" | "email" | "username"> | Pick<TokenData, "account" | "email">

/**
 * Issues access tokens that the program's own `TokenVerifier` accepts until they expire; the address in them counts as
 * verified. Laws: `contract/Tokens.ts`.
 */
export class TokenIssuer extends Context.Service<
  TokenIssuer,
  {
    /** `issuedAt` is now where it is left out; it may be a millisecond ahead. */
    readonly issue: (
      holder: TokenHolder,
      lifetime: Duration.Duration,
      issuedAt?: DateTime.Utc
    ) => Effect.Effect<Redacted.Redacted<string>>
  }
>()("@mma-savant/core/auth/TokenIssuer") {}
