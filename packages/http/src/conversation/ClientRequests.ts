import { AuthService } from "@mma-savant/core/auth/AuthService"
import { Recognition } from "@mma-savant/core/auth/Recognition"
import { TicketBook } from "@mma-savant/core/auth/TicketBook"
import type { ClientFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import type { ErrorBody } from "@mma-savant/core/conversation/ErrorCode"
import type { Ask } from "@mma-savant/core/conversation/Turn"
import type { Allowance } from "@mma-savant/core/limit/Rate"
import { Cause, Clock, Effect, Option } from "effect"
import { RequestLimits, Taken } from "../limit/RequestLimits.ts"
import type { ChatClient } from "./ChatClient.ts"
import { errorBody, invalid, Refused, told, unexplained } from "./Refusal.ts"
import { WebSocketManager } from "./WebSocketManager.ts"

type Frame<T> = Extract<ClientFrame, { t: T }>

/** What a client asks of the server, answered by `ack` or `nack`. */
export type ClientRequest = Frame<"send" | "regenerate" | "edit" | "cancel" | "answer" | "auth">

const refusals = [
  "CidConflict",
  "MessageNotFound",
  "ModelNotOffered",
  "NoSuchOption",
  "QueueFull",
  "QuotaExceeded",
  "RunNotActive",
  "AskClosed",
  "StoreUnavailable"
] as const

type Question = Frame<"send" | "regenerate" | "edit">

const asAsk = ({ d, t }: Question): Ask => {
  switch (t) {
    case "send":
      return { kind: t, text: d.text, parentId: d.parentId ?? null }
    case "regenerate":
      return { kind: t, messageId: d.messageId }
    case "edit":
      return { kind: t, messageId: d.messageId, text: d.text }
  }
}

/**
 * Does what clients ask, each of which is answered once, whatever comes of it. Whoever was let in may have been kept out
 * since, or signed out, and the session may be gone: that ends the socket.
 */
export const makeRequests = Effect.gen(function* () {
  const auth = yield* AuthService
  const recognition = yield* Recognition
  const chats = yield* ChatSessionService
  const clients = yield* WebSocketManager
  const limits = yield* RequestLimits
  const tickets = yield* TicketBook

  /** A question counts as any other write. */
  const count = ({ userId }: ChatClient) => {
    const taken: Array<Allowance> = []
    return limits.ofUser(userId, "write").pipe(
      Effect.provideService(Taken, taken),
      Effect.catchTag("TooManyRequests", () => {
        const retryAfterMs = Math.ceil(Math.max(...taken.map(({ retryMs }) => retryMs)))
        return Effect.fail(
          new Refused({ error: { ...errorBody("RATE_LIMITED", "You ask too often.", true), retryAfterMs } })
        )
      })
    )
  }

  const ask = Effect.fnUntraced(function* (client: ChatClient, question: Question) {
    const { canAsk, outbox, sessionId, userId } = client
    const { cid, model, mode = "queue" } = { mode: undefined, ...question.d }
    yield* count(client)
    yield* recognition.confirm(client)
    const turn = yield* chats.addMessageToSession({ sessionId, userId, cid, ask: asAsk(question), mode, model, canAsk })
    const { ahead, questionId: messageId, quota, repeated: dup, run } = turn
    yield* outbox.control({ t: "ack", d: { re: question.id, messageId, run, dup, ahead } })
    if (quota !== null) yield* clients.sendMessage(userId, { t: "quota", d: quota })
  })

  /** From now on the socket is open by the token of the ticket. */
  const renew = Effect.fnUntraced(function* (client: ChatClient, { d: { ticket } }: Frame<"auth">) {
    const { sessionId, userId } = client
    const found = yield* tickets.redeem(ticket)
    const holder = Option.filter(found, (of) => of.sessionId === sessionId && of.userId === userId)
    if (Option.isNone(holder))
      return yield* new Refused({ error: invalid("d.ticket", "not, or no longer, a ticket here") })
    const { token } = holder.value
    yield* auth.recogniseUser(userId, token)
    client.token = token
  })

  const perform = Effect.fnUntraced(function* (client: ChatClient, frame: ClientRequest) {
    if (frame.t === "send" || frame.t === "regenerate" || frame.t === "edit") return yield* ask(client, frame)
    if (frame.t === "auth") yield* renew(client, frame)
    else yield* recognition.confirm(client)
    if (frame.t === "cancel") yield* chats.cancelRun(client, frame.d.run)
    if (frame.t === "answer") yield* chats.answerInquiry(client, frame.d.askId, frame.d.value)
    yield* client.outbox.control({ t: "ack", d: { re: frame.id } })
  })

  return (client: ChatClient, frame: ClientRequest) => {
    const nack = (error: ErrorBody) => client.outbox.control({ t: "nack", d: { re: frame.id, ...error } })
    const messageField = frame.t === "send" ? "d.parentId" : "d.messageId"
    return perform(client, frame).pipe(
      Effect.catchTag("Refused", ({ error }) => nack(error)),
      Effect.catchTag(refusals, (error) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => nack(told(error, messageField, now)))
      ),
      Effect.catchDefect(
        Effect.fnUntraced(function* (defect) {
          const errorId = crypto.randomUUID()
          yield* Effect.logError("a frame could not be answered", Cause.die(defect)).pipe(
            Effect.annotateLogs({ errorId })
          )
          yield* nack(unexplained(errorId))
        })
      ),
      Effect.annotateLogs({ session: client.sessionId, user: client.userId })
    )
  }
})
