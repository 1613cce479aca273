import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "../auth/SignedIn.ts"
import { makeBeginning } from "./TurnBeginning.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "messages",
  Effect.fnUntraced(function* (handlers) {
    const chats = yield* ChatSessionService
    const { begin, beginTalk } = yield* makeBeginning
    return handlers.handleAll({
      addMessage: Effect.fnUntraced(function* ({ headers, payload }) {
        const { id: userId } = yield* CurrentUser
        const key = headers["idempotency-key"]
        const { content: text, parentId = null, role: _, sessionId, ...chosen } = payload
        const ask = { kind: "send" as const, text, parentId }
        const asked = { userId, cid: key ?? crypto.randomUUID(), ask, ...chosen }
        return yield* sessionId === undefined ? beginTalk(asked, key) : begin({ ...asked, sessionId })
      }),
      regenerate: Effect.fnUntraced(function* ({ headers, params: { sessionId }, payload: { messageId, ...chosen } }) {
        const { id: userId } = yield* CurrentUser
        const cid = headers["idempotency-key"] ?? crypto.randomUUID()
        return yield* begin({ sessionId, userId, cid, ask: { kind: "regenerate", messageId }, ...chosen })
      }),
      edit: Effect.fnUntraced(function* ({ headers, params: { sessionId }, payload }) {
        const { id: userId } = yield* CurrentUser
        const { content: text, messageId, ...chosen } = payload
        const cid = headers["idempotency-key"] ?? crypto.randomUUID()
        return yield* begin({ sessionId, userId, cid, ask: { kind: "edit", messageId, text }, ...chosen })
      }),
      cancelRun: Effect.fnUntraced(function* ({ params: { run, sessionId } }) {
        const { id: userId } = yield* CurrentUser
        yield* chats.cancelRun({ sessionId, userId }, run)
      }),
      answerInquiry: Effect.fnUntraced(function* ({ params: { sessionId }, payload: { askId, value } }) {
        const { id: userId } = yield* CurrentUser
        yield* chats.answerInquiry({ sessionId, userId }, askId, value)
      })
    })
  })
)
