import { judge } from "@mma-savant/core/auth/Access"
import { UserId } from "@mma-savant/core/Identity"
import { UserNotFound } from "@mma-savant/core/user/User"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { HttpRouter } from "effect/http"
import { RoutePolicy } from "../request/RoutePolicy.ts"
import { idParameter } from "../request/WholeNumber.ts"
import { Forbidden, Permitted } from "./Permitted.ts"
import { CurrentUser } from "./SignedIn.ts"

const userIdOf = Schema.decodeUnknownOption(idParameter(UserId))

export const layer = Layer.succeed(Permitted, (httpEffect, { endpoint }) =>
  Effect.gen(function* () {
    const { access } = Context.getUnsafe(endpoint.annotations, RoutePolicy)
    const subject = userIdOf((yield* HttpRouter.params)["id"])
    // An id that is none leads nowhere, and the route says what is wrong with it.
    if (access === "self-or-admin" && Option.isNone(subject)) return yield* httpEffect
    switch (judge(access, yield* CurrentUser, Option.getOrNull(subject))) {
      case "granted":
        return yield* httpEffect
      case "forbidden":
        return yield* new Forbidden()
      case "hidden":
        return yield* new UserNotFound({ id: Option.getOrThrow(subject) })
    }
  })
)
