import { AuthService } from "@mma-savant/core/auth/AuthService"
import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { Context, Effect, Layer, Redacted } from "effect"
import { HttpRouter } from "effect/http"
import type { HttpApiEndpoint } from "effect/http-api"
import { RequestLimits } from "../limit/RequestLimits.ts"
import { RoutePolicy } from "../request/RoutePolicy.ts"
import { makeTicketEntry } from "./TicketEntry.ts"
import { Watcher, Watching } from "./Watching.ts"

export const layer = Layer.effect(
  Watching,
  Effect.gen(function* () {
    const auth = yield* AuthService
    const enter = yield* makeTicketEntry
    const limits = yield* RequestLimits

    const count = (watcher: Watcher["Service"], { annotations }: HttpApiEndpoint.Top) => {
      const { rate } = Context.getUnsafe(annotations, RoutePolicy)
      return Effect.as(rate === null ? Effect.void : limits.ofUser(watcher.userId, rate), watcher)
    }

    const byTicket = Effect.fnUntraced(function* (ticket: Redacted.Redacted<string>) {
      if (Redacted.value(ticket) === "") return yield* new TokenRejected()
      const { sessionId } = yield* HttpRouter.params
      return yield* enter(ticket, sessionId)
    })

    return Watching.of({
      ticket: (httpEffect, { credential, endpoint }) =>
        byTicket(credential).pipe(
          Effect.flatMap((watcher) => count(watcher, endpoint)),
          // Only a ticket that is not good lets the bearer be looked at: everything else is the answer.
          Effect.catchTag(["StoreUnavailable", "TooManyRequests"], Effect.die),
          Effect.flatMap((watcher) => Effect.provideService(httpEffect, Watcher, watcher))
        ),
      bearer: Effect.fnUntraced(function* (httpEffect, { credential, endpoint }) {
        const { token, user } = yield* auth.getCurrentUser(credential)
        const watcher = yield* count({ token, userId: user.id }, endpoint)
        return yield* Effect.provideService(httpEffect, Watcher, watcher)
      })
    })
  })
)
