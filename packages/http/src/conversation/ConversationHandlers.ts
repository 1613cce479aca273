import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import type { Conversation } from "@mma-savant/core/conversation/Conversation"
import { Effect, Layer } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "../auth/SignedIn.ts"
import { standardLimit } from "../request/Paging.ts"
import * as ChartHandlers from "./ChartHandlers.ts"
import * as MessageHandlers from "./MessageHandlers.ts"
import * as WatchHandlers from "./WatchHandlers.ts"

const told = (conversation: Conversation) => ({ ...conversation, title: conversation.name })

const sessions = HttpApiBuilder.group(
  Api,
  "chat",
  Effect.fnUntraced(function* (handlers) {
    const chats = yield* ChatSessionService
    return handlers.handleAll({
      createSession: Effect.fnUntraced(
        function* ({ payload }) {
          const { id } = yield* CurrentUser
          return told(yield* chats.createNewSession(id, payload?.title ?? null))
        },
        // Its id is new: it is nobody else's.
        Effect.catchTag("SessionNotFound", Effect.die)
      ),
      listSessions: Effect.fnUntraced(function* ({ query: { limit = standardLimit, offset = 0 } }) {
        const { id } = yield* CurrentUser
        const { items, total } = yield* chats.getUserSessions(id, { limit, offset })
        return { sessions: items.map(told), total, limit, offset }
      }),
      getSession: Effect.fnUntraced(function* ({ params: { sessionId }, query }) {
        const { id } = yield* CurrentUser
        const { conversation, messages } = yield* chats.getSessionById(sessionId, id, query)
        const { items, total } = messages
        const offset = query.offset ?? total - items.length
        return { ...told(conversation), messages: items, total, hasMore: offset + items.length < total, offset }
      }),
      renameSession: Effect.fnUntraced(function* ({ params: { sessionId }, payload }) {
        const { id: userId } = yield* CurrentUser
        return told(yield* chats.updateSessionTitle({ sessionId, userId }, payload.title))
      }),
      deleteSession: Effect.fnUntraced(function* ({ params: { sessionId } }) {
        const { id: userId } = yield* CurrentUser
        yield* chats.deleteSession({ sessionId, userId })
      })
    })
  })
)

/** All that can be done with talks over HTTP. */
export const layer = Layer.mergeAll(sessions, MessageHandlers.layer, ChartHandlers.layer, WatchHandlers.layer)
