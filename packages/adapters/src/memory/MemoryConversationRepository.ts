import type { ChatMessage } from "@mma-savant/core/conversation/ChatMessage"
import { Conversation, SessionNotFound } from "@mma-savant/core/conversation/Conversation"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { DateTime, Effect, Layer, Option } from "effect"
import { MemoryUsers } from "./MemoryUsers.ts"

const changedAt = ({ updatedAt }: Conversation): number => DateTime.toEpochMillis(updatedAt)

export const layer = Layer.effect(
  ConversationRepository,
  Effect.map(MemoryUsers, ({ talks }) =>
    ConversationRepository.make({
      create: ({ sessionId, title, userId }) =>
        Effect.flatMap(DateTime.now, (now) => {
          const known = talks.get(sessionId)?.conversation
          if (known !== undefined) {
            return known.userId === userId ? Effect.succeed(known) : Effect.fail(new SessionNotFound({ sessionId }))
          }
          const conversation = new Conversation({
            sessionId,
            userId,
            title,
            head: null,
            createdAt: now,
            updatedAt: now
          })
          talks.add(conversation)
          return Effect.succeed(conversation)
        }),

      find: (sessionId, userId) =>
        Effect.sync(() =>
          Option.filter(Option.fromUndefinedOr(talks.get(sessionId)?.conversation), (found) => found.userId === userId)
        ),

      list: (userId, { limit, offset }) =>
        Effect.sync(() => {
          const own = talks.of(userId).map(({ conversation }) => conversation)
          // Of those that changed at once the newest comes first.
          const sorted = own.toReversed().sort((a, b) => changedAt(b) - changedAt(a))
          return { items: sorted.slice(offset, offset + limit), total: own.length }
        }),

      rename: (sessionId, title, instead) =>
        Effect.map(DateTime.now, (now) => {
          const talk = talks.get(sessionId)
          if (talk === undefined || (instead !== undefined && talk.conversation.title !== instead)) return false
          talk.conversation = new Conversation({ ...talk.conversation, title, updatedAt: now })
          return true
        }),

      remove: (sessionId, userId) =>
        Effect.sync(() => talks.get(sessionId)?.conversation.userId === userId && talks.remove(sessionId)),

      messages: (sessionId, { limit, offset }) =>
        Effect.sync(() => {
          const all = [...(talks.get(sessionId)?.messages.values() ?? [])]
          const from = offset ?? Math.max(0, all.length - limit)
          return { items: all.slice(from, from + limit), total: all.length }
        }),

      charted: (sessionId, callId, messageId) =>
        Effect.sync(() =>
          Option.fromUndefinedOr(
            [...(talks.get(sessionId)?.messages.values() ?? [])].findLast(
              ({ id, parts }) =>
                (messageId === null || id === messageId) &&
                parts.some((part) => part.kind === "chart" && part.callId === callId)
            )
          )
        ),

      branch: (leaf, limit) =>
        Effect.sync(() => {
          const messages = talks.with(leaf)?.messages
          const path: Array<ChatMessage> = []
          let message = messages?.get(leaf)
          while (message !== undefined && path.length < limit) {
            path.unshift(message)
            message = message.parentId === null ? undefined : messages?.get(message.parentId)
          }
          return path
        })
    })
  )
)
