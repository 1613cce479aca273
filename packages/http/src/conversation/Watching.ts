import type { TokenData } from "@mma-savant/core/auth/TokenData"
import type { UserId } from "@mma-savant/core/Identity"
import { Context } from "effect"
import { HttpApiMiddleware, HttpApiSecurity } from "effect/http-api"
import { unauthorized } from "../auth/SignedIn.ts"
import { tooMany } from "../limit/TooMany.ts"
import { unavailable } from "../problem/Problem.ts"

/** Who watches a session, and by which token. */
export class Watcher extends Context.Service<
  Watcher,
  { readonly userId: UserId; readonly token: Pick<TokenData, "id" | "iat" | "exp"> }
>()("@mma-savant/http/conversation/Watcher") {}

/**
 * Routes that tell of a session: by a bearer token or, where headers cannot be set, by a ticket to the session, which is
 * good once.
 */
export class Watching extends HttpApiMiddleware.Service<Watching, { provides: Watcher; requires: never }>()(
  "@mma-savant/http/conversation/Watching",
  {
    security: { ticket: HttpApiSecurity.apiKey({ key: "ticket", in: "query" }), bearer: HttpApiSecurity.bearer },
    error: [unauthorized, tooMany, unavailable]
  }
) {}
