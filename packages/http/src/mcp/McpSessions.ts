import type { UserId } from "@mma-savant/core/Identity"
import { Clock, Context, Duration, Effect, Layer, type Scope } from "effect"
import { McpProtocol, McpServer } from "effect/ai"
import { Headers, HttpEffect, HttpRouter, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { identity, registrations } from "./FactServer.ts"
import { McpSessionNotFound } from "./McpApi.ts"

/** The header by which a client says which session it goes on with. */
export const sessionHeader = "mcp-session-id"

/** How many sessions a user has at once: one more ends the one that was silent for the longest. */
export const mostSessions = 20

/** How long a session may be silent: many clients never begin a second one. */
const patience = Duration.toMillis("24 hours")

const path = "/mcp"

interface Session {
  readonly userId: UserId
  readonly heardAt: number
}

/**
 * The library's server, whose sessions never end by themselves and are whoever's who knows their id. Of the protocol, the
 * revisions without batches: a request is one call, and is counted as one.
 */
const library = Effect.gen(function* () {
  const router = yield* HttpRouter.make
  yield* Layer.build(
    McpServer.layerHttp({
      ...identity,
      path,
      protocols: [McpProtocol.v2025_11_25, McpProtocol.v2026_07_28, McpProtocol.v2025_06_18],
      allowSessionTermination: true,
      allowSubscriptions: false,
      registrations
    }).pipe(Layer.provide(Layer.succeed(HttpRouter.HttpRouter, router)), Layer.orDie)
  )
  return { serve: Effect.orDie(router.asHttpEffect()) }
})

/** The sessions of the protocol in this process, each of which is its user's and has an end. */
export class McpSessions extends Context.Service<
  McpSessions,
  {
    /** Answers a request of the user; the session that it names must be theirs. */
    readonly answer: (
      request: HttpServerRequest.HttpServerRequest,
      userId: UserId
    ) => Effect.Effect<
      HttpServerResponse.HttpServerResponse,
      McpSessionNotFound,
      HttpServerRequest.HttpServerRequest | Scope.Scope
    >
  }
>()("@mma-savant/http/mcp/McpSessions") {
  static readonly layer = Layer.effect(
    McpSessions,
    Effect.gen(function* () {
      const { serve } = yield* library
      /** Whoever was heard last stands last. */
      const sessions = new Map<string, Session>()

      const end = (id: string) => {
        sessions.delete(id)
        const farewell = new Request(`http://localhost${path}`, { method: "DELETE", headers: { [sessionHeader]: id } })
        return Effect.scoped(
          Effect.provideService(serve, HttpServerRequest.HttpServerRequest, HttpServerRequest.fromWeb(farewell))
        )
      }

      const hear = (id: string, session: Session) => {
        sessions.delete(id)
        sessions.set(id, session)
      }

      const begin = Effect.fnUntraced(function* (id: string, userId: UserId) {
        const heardAt = yield* Clock.currentTimeMillis
        hear(id, { userId, heardAt })
        const theirs = [...sessions].flatMap(([id, session]) => (session.userId === userId ? [id] : []))
        const silent = [...sessions].flatMap(([id, session]) => (heardAt - session.heardAt > patience ? [id] : []))
        yield* Effect.forEach(new Set([...silent, ...theirs.slice(0, -mostSessions)]), end, { discard: true })
      })

      return McpSessions.of({
        answer: Effect.fnUntraced(function* (request, userId) {
          const id = request.headers[sessionHeader]
          if (id !== undefined) {
            const heardAt = yield* Clock.currentTimeMillis
            const session = sessions.get(id)
            if (session?.userId !== userId || heardAt - session.heardAt > patience) {
              return yield* new McpSessionNotFound()
            }
            hear(id, { userId, heardAt })
          }
          const response = yield* Effect.provideService(serve, HttpServerRequest.HttpServerRequest, request)
          if (id !== undefined) return response
          // The library names a new session only when the response leaves.
          return yield* Effect.succeed(response).pipe(
            HttpEffect.withPreResponseHandler((_, response) => {
              const begun = Headers.get(response.headers, sessionHeader)
              return begun._tag === "None" ? Effect.succeed(response) : Effect.as(begin(begun.value, userId), response)
            })
          )
        })
      })
    })
  )
}
