import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import type { User } from "@mma-savant/core/user/User"
import { Context } from "effect"
import { HttpApiMiddleware, HttpApiSecurity } from "effect/http-api"
import { problem, unavailable } from "../problem/Problem.ts"

/** Who is asking. */
export class CurrentUser extends Context.Service<CurrentUser, User>()("@mma-savant/http/auth/CurrentUser") {}

const unauthorized = problem(
  TokenRejected,
  { status: 401, code: "UNAUTHORIZED", title: "Unauthorized" },
  {
    tell: () => ({ detail: "A valid bearer token is needed." }),
    revive: () => ({ _tag: "TokenRejected" as const })
  }
)

/** Routes that need a user: answered 401 without a good bearer token. */
export class SignedIn extends HttpApiMiddleware.Service<SignedIn, { provides: CurrentUser; requires: never }>()(
  "@mma-savant/http/auth/SignedIn",
  {
    requiredForClient: true,
    security: { bearer: HttpApiSecurity.bearer },
    error: [unauthorized, unavailable]
  }
) {}
