import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "../auth/SignedIn.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "chat",
  Effect.fnUntraced(function* (handlers) {
    const sessions = yield* ChatSessionService
    return handlers.handleAll({
      createSession: Effect.fnUntraced(function* ({ payload }) {
        const { id } = yield* CurrentUser
        return yield* sessions.createNewSession(id, payload?.title ?? null)
      }),
      getSession: Effect.fnUntraced(function* ({ params }) {
        const { id } = yield* CurrentUser
        const { conversation, messages } = yield* sessions.getSessionById(params.id, id)
        return { ...conversation, messages }
      })
    })
  })
)
