import type { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { RunLeases } from "@mma-savant/core/conversation/RunLeases"
import { Effect, Layer } from "effect"
import type { HttpServerRequest } from "effect/http"
import { HttpApiBuilder, HttpApiSchema } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentToken, CurrentUser } from "../auth/SignedIn.ts"
import { StreamSeats } from "./StreamSeats.ts"
import { makeRunStream, type Told } from "./UiStreamRun.ts"
import { makeTurns } from "./UiStreamTurn.ts"

const headers = { "x-vercel-ai-ui-message-stream": "v1", "x-accel-buffering": "no", connection: "close" } as const

export const layer = HttpApiBuilder.group(
  Api,
  "uiStream",
  Effect.fnUntraced(function* (handlers) {
    const conversations = yield* ConversationRepository
    const leases = yield* RunLeases
    const runs = yield* makeRunStream
    const begin = yield* makeTurns
    const seats = yield* StreamSeats

    const tell = (told: Told, isOld: boolean) =>
      Effect.map(runs.tell(told, isOld), (body) => HttpApiSchema.withHeaders({ body, headers }))

    const resume = Effect.fnUntraced(function* ({
      params: { sessionId },
      request
    }: {
      readonly params: { readonly sessionId: SessionId }
      readonly request: HttpServerRequest.HttpServerRequest
    }) {
      const { id: userId } = yield* CurrentUser
      yield* conversations.get(sessionId, userId)
      const bounds = yield* runs.bounds(sessionId)
      const { queued, running } = yield* leases.current(sessionId)
      const next = running ?? queued[0]
      if (next === undefined) return
      const dismissed = yield* seats.take({ userId, token: yield* CurrentToken }, request)
      return yield* tell({ ...next, userId, bounds, dismissed }, false)
    })

    return handlers.handleAll({
      askUi: Effect.fnUntraced(function* ({ payload, request }) {
        const { id: userId } = yield* CurrentUser
        const { id: sessionId } = payload
        // A session that is nobody's has no log to begin.
        yield* conversations.get(sessionId, userId)
        const dismissed = yield* seats.take({ userId, token: yield* CurrentToken }, request)
        const bounds = yield* runs.bounds(sessionId)
        const { answerId, repeated, run } = yield* begin(payload, userId)
        return yield* tell({ sessionId, userId, run, answerId, bounds, dismissed }, repeated)
      }),
      resumeUi: resume,
      reconnectUi: resume
    })
  })
).pipe(Layer.provide(StreamSeats.layer))
