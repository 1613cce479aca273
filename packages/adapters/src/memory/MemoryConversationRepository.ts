import type { ChatMessage, MessageId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { CidConflict, Conversation, SessionNotFound } from "@mma-savant/core/conversation/Conversation"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { addMessage } from "@mma-savant/core/conversation/MessageManager"
import type { Turn } from "@mma-savant/core/conversation/Turn"
import { Clock, DateTime, Duration, Effect, Layer, Option } from "effect"
import { MemoryUsers, type Talk } from "./MemoryUsers.ts"

const make = Effect.map(MemoryUsers, ({ talks, usage }) => {
  const answers = new Map<MessageId, { readonly sessionId: SessionId; readonly touchedAt: number }>()

  const began = ({ cid, sessionId, text }: Pick<Turn, "sessionId" | "cid" | "text">) => {
    const turn = talks.get(sessionId)?.turns.get(cid)
    if (turn === undefined) return Effect.succeedNone
    if (turn.text !== text) return Effect.fail(new CidConflict({ cid }))
    const { answerId, questionId, run } = turn
    return Effect.succeedSome({ answerId, questionId, run, repeated: true })
  }

  const enter = (talk: Talk, turn: Turn, now: DateTime.Utc): void => {
    const { answerId, cid, questionId, sessionId, text } = turn
    const question: ChatMessage = {
      id: questionId,
      parentId: talk.messages.at(-1)?.id ?? null,
      role: "user",
      parts: [{ kind: "text", text }],
      status: "completed",
      createdAt: now
    }
    const answer: ChatMessage = {
      id: answerId,
      parentId: questionId,
      role: "assistant",
      parts: [],
      status: "streaming",
      createdAt: now
    }
    talks.set(sessionId, {
      conversation: new Conversation({ ...talk.conversation, updatedAt: now }),
      messages: addMessage(addMessage(talk.messages, question), answer),
      turns: new Map(talk.turns).set(cid, turn)
    })
    answers.set(answerId, { sessionId, touchedAt: DateTime.toEpochMillis(now) })
  }

  /** Changes an answer that is still being given; whether it is. */
  const amend = (answerId: MessageId, change: Partial<ChatMessage>): Effect.Effect<boolean> =>
    Effect.map(Clock.currentTimeMillis, (touchedAt) => {
      const sessionId = answers.get(answerId)?.sessionId
      const talk = sessionId === undefined ? undefined : talks.get(sessionId)
      const message = talk?.messages.find(({ id }) => id === answerId)
      if (sessionId === undefined || talk === undefined || message?.status !== "streaming") return false
      answers.set(answerId, { sessionId, touchedAt })
      talks.set(sessionId, { ...talk, messages: addMessage(talk.messages, { ...message, ...change }) })
      return true
    })

  return ConversationRepository.make({
    create: (asked) =>
      Effect.map(DateTime.now, (now) => {
        const conversation = new Conversation({ ...asked, createdAt: now, updatedAt: now })
        talks.set(asked.sessionId, { conversation, messages: [], turns: new Map() })
        return conversation
      }),

    find: (sessionId, userId) =>
      Effect.sync(() =>
        Option.filter(Option.fromUndefinedOr(talks.get(sessionId)?.conversation), (found) => found.userId === userId)
      ),

    messages: (sessionId, limit) => Effect.sync(() => talks.get(sessionId)?.messages.slice(-limit) ?? []),

    findTurn: (asked) => Effect.suspend(() => began(asked)),

    startTurn: Effect.fn("ConversationRepository.startTurn")(function* (turn) {
      const { answerId, questionId, run, sessionId, userId } = turn
      const now = yield* DateTime.now
      const talk = talks.get(sessionId)
      if (talk?.conversation.userId !== userId) return yield* new SessionNotFound({ sessionId })
      const known = yield* began(turn)
      if (Option.isSome(known)) return known.value
      enter(talk, turn, now)
      return { answerId, questionId, run, repeated: false }
    }),

    checkpoint: (answerId, parts) => Effect.asVoid(amend(answerId, { parts })),

    finishTurn: Effect.fn("ConversationRepository.finishTurn")(function* ({ answerId, calls, parts, status }) {
      if (!(yield* amend(answerId, { parts, status }))) return
      const at = yield* DateTime.now
      const userId = talks.get(answers.get(answerId)!.sessionId)!.conversation.userId
      usage.push(...calls.map((call) => ({ userId, at, call })))
    }),

    interruptAbandoned: Effect.fn("ConversationRepository.interruptAbandoned")(function* (untouched) {
      const latest = (yield* Clock.currentTimeMillis) - Duration.toMillis(untouched)
      const abandoned = [...answers].filter(([, { touchedAt }]) => touchedAt <= latest)
      const ended = yield* Effect.forEach(abandoned, ([id]) => amend(id, { status: "interrupted" }))
      return ended.filter(Boolean).length
    }),

    nameSession: (sessionId, title, instead) =>
      Effect.sync(() => {
        const talk = talks.get(sessionId)
        if (talk?.conversation.title !== instead) return false
        talks.set(sessionId, { ...talk, conversation: new Conversation({ ...talk.conversation, title }) })
        return true
      })
  })
})

export const layer = Layer.effect(ConversationRepository, make)
