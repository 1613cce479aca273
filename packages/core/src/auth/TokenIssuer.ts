import { Context, type Duration, type Effect, type Redacted } from "effect"
import type { TokenData } from "./TokenData.ts"

/** Issues tokens that the program's own {@link TokenVerifier} accepts until they expire. Laws: `contract/Tokens.ts`. */
export class TokenIssuer extends Context.Service<
  TokenIssuer,
  {
    readonly issue: (
      bearer: Pick<TokenData, "provider" | "sub" | "email" | "name">,
      lifetime: Duration.Duration
    ) => Effect.Effect<Redacted.Redacted<string>>
  }
>()("@mma-savant/core/auth/TokenIssuer") {}
