import { AuthService } from "@mma-savant/core/auth/AuthService"
import { Context, Effect, Layer } from "effect"
import { RequestLimits } from "../limit/RequestLimits.ts"
import { RoutePolicy } from "../request/RoutePolicy.ts"
import { CurrentToken, CurrentUser, SignedIn } from "./SignedIn.ts"

export const layer = Layer.effect(
  SignedIn,
  Effect.gen(function* () {
    const auth = yield* AuthService
    const limits = yield* RequestLimits
    return SignedIn.of({
      bearer: Effect.fnUntraced(function* (httpEffect, { credential, endpoint }) {
        const { token, user } = yield* auth.getCurrentUser(credential)
        const { rate } = Context.getUnsafe(endpoint.annotations, RoutePolicy)
        if (rate !== null) yield* limits.ofUser(user.id, rate)
        return yield* httpEffect.pipe(
          Effect.provideService(CurrentUser, user),
          Effect.provideService(CurrentToken, token),
          Effect.annotateLogs({ user: user.id })
        )
      })
    })
  })
)
