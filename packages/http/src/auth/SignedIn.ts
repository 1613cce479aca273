import { type TokenData, TokenRejected } from "@mma-savant/core/auth/TokenData"
import type { User } from "@mma-savant/core/user/User"
import { Context } from "effect"
import { HttpApiMiddleware, HttpApiSecurity } from "effect/http-api"
import { tooMany } from "../limit/TooMany.ts"
import { problem, unavailable } from "../problem/Problem.ts"

/** Who is asking. */
export class CurrentUser extends Context.Service<CurrentUser, User>()("@mma-savant/http/auth/CurrentUser") {}

/** What the token says by which the user is known. */
export class CurrentToken extends Context.Service<CurrentToken, TokenData>()("@mma-savant/http/auth/CurrentToken") {}

export const unauthorized = problem(
  TokenRejected,
  { status: 401, code: "UNAUTHORIZED", title: "Unauthorized" },
  {
    tell: () => ({ detail: "Valid credentials are needed." }),
    revive: () => ({ _tag: "TokenRejected" as const })
  }
)

/** Routes that need a user: answered 401 without a good bearer token. */
export class SignedIn extends HttpApiMiddleware.Service<
  SignedIn,
  { provides: CurrentUser | CurrentToken; requires: never }
>()("@mma-savant/http/auth/SignedIn", {
  requiredForClient: true,
  security: { bearer: HttpApiSecurity.bearer },
  error: [unauthorized, tooMany, unavailable]
}) {}
