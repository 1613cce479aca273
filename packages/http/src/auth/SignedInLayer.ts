import { AuthService } from "@mma-savant/core/auth/AuthService"
import { Effect, Layer } from "effect"
import { CurrentUser, SignedIn } from "./SignedIn.ts"

export const layer = Layer.effect(
  SignedIn,
  Effect.gen(function* () {
    const auth = yield* AuthService
    return SignedIn.of({
      bearer: Effect.fnUntraced(function* (httpEffect, { credential }) {
        const user = yield* auth.getCurrentUser(credential)
        return yield* httpEffect.pipe(Effect.provideService(CurrentUser, user), Effect.annotateLogs({ user: user.id }))
      })
    })
  })
)
