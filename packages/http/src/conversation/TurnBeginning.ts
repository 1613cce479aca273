import { createHash } from "node:crypto"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { type Asked, ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { mostQueued } from "@mma-savant/core/conversation/Turn"
import type { UserId } from "@mma-savant/core/Identity"
import { Clock, Effect } from "effect"
import { HttpApiSchema } from "effect/http-api"
import { Taken } from "../limit/RequestLimits.ts"

/** When to come again to a session in which as many questions wait as may, in milliseconds. */
const queuePause = 5000

/** Notes an allowance that is used up, which the response tells like every other. */
const usedUp = (limit: number, retryMs: number) =>
  Effect.map(Taken, (taken) => void taken.push({ allowed: false, limit, remaining: 0, resetMs: retryMs, retryMs }))

/**
 * The session that a user's key begins: the same for the same key, another for every other user. It is a UUID of the
 * version whose bits are ours to choose (RFC 9562, 5.8).
 */
const sessionOfKey = (userId: UserId, key: string): SessionId => {
  const hash = createHash("sha256").update(`session of user ${userId} by key ${key}`).digest("hex")
  const [, a, b, c, d, e] = /^(.{8})(.{4})(.{3})(.{3})(.{12})/.exec(hash)!
  return SessionId.make(`${a}-${b}-8${c}-8${d}-${e}`)
}

/** Begins answers for who asks over HTTP. */
export const makeBeginning = Effect.gen(function* () {
  const chats = yield* ChatSessionService

  const begin = (asked: Asked) =>
    chats.addMessageToSession(asked).pipe(
      Effect.map(({ ahead, answerId, questionId: messageId, repeated: duplicate, run }) => {
        const { sessionId } = asked
        const headers = { location: `/api/chat/session/${sessionId}/events` }
        return HttpApiSchema.withHeaders({ body: { sessionId, messageId, answerId, run, duplicate, ahead }, headers })
      }),
      Effect.tapErrorTag("QueueFull", () => usedUp(mostQueued, queuePause)),
      Effect.tapErrorTag("QuotaExceeded", ({ quota: { limit, resetAt } }) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => usedUp(limit, Math.max(0, Date.parse(resetAt) - now)))
      )
    )

  /** A new talk, which the same key finds again. One that no key leads to goes when its question is refused. */
  const beginTalk = Effect.fnUntraced(function* (asked: Omit<Asked, "sessionId">, key: string | undefined) {
    const { userId } = asked
    const isLost = key === undefined
    const sessionId = isLost ? SessionId.make(crypto.randomUUID()) : sessionOfKey(userId, key)
    yield* chats.createNewSession(userId, null, sessionId)
    const forget = Effect.catch(chats.deleteSession({ sessionId, userId }), (error) =>
      Effect.logWarning("a session without a question stays", error)
    )
    return yield* Effect.tapError(begin({ ...asked, sessionId }), ({ _tag }) =>
      isLost && _tag !== "StoreUnavailable" ? forget : Effect.void
    )
  })

  return { begin, beginTalk }
})
