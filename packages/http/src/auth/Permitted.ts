import { UserNotFound } from "@mma-savant/core/user/User"
import { Schema } from "effect"
import { HttpApiMiddleware } from "effect/http-api"
import { problem } from "../problem/Problem.ts"
import type { CurrentUser } from "./SignedIn.ts"

/** The route is for administrators. */
export class Forbidden extends Schema.TaggedError<Forbidden>()("Forbidden", {}) {}

const forbidden = problem(
  Forbidden,
  { status: 403, code: "FORBIDDEN", title: "Forbidden" },
  {
    tell: () => ({ detail: "This is for administrators." }),
    revive: () => ({ _tag: "Forbidden" as const })
  }
)

export const userNotFound = problem(
  UserNotFound,
  { status: 404, code: "USER_NOT_FOUND", title: "Not Found" },
  {
    tell: ({ id }) => ({ detail: `There is no user with the id ${id}.`, subject: id }),
    revive: ({ subject }) => ({ _tag: "UserNotFound" as const, id: Number(subject) })
  }
)

/** Keeps the policy of a route: administrators' routes are 403 for others, and other people's things are 404. */
export class Permitted extends HttpApiMiddleware.Service<Permitted, { requires: CurrentUser }>()(
  "@mma-savant/http/auth/Permitted",
  { error: [forbidden, userNotFound] }
) {}
