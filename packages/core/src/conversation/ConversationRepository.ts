import { Context, Effect, type Option } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { ChatMessage, MessageId, SessionId } from "./ChatMessage.ts"
import { type Conversation, SessionNotFound } from "./Conversation.ts"

/** A part of a list, and how long all of it is. */
export interface Slice<A> {
  readonly items: ReadonlyArray<A>
  readonly total: number
}

interface Primitives {
  /** A session of that id which is there already, and the same user's, stays as it is and is given; else `SessionNotFound`. */
  readonly create: (
    conversation: Pick<Conversation, "sessionId" | "userId" | "title">
  ) => Effect.Effect<Conversation, SessionNotFound | StoreUnavailable>
  /** None for a session of somebody else. */
  readonly find: (sessionId: SessionId, userId: UserId) => Effect.Effect<Option.Option<Conversation>, StoreUnavailable>
  /** The sessions of a user, those that changed last first; `limit` is 1 to 100. */
  readonly list: (
    userId: UserId,
    page: { readonly limit: number; readonly offset: number }
  ) => Effect.Effect<Slice<Conversation>, StoreUnavailable>
  /**
   * Gives the session a title `instead` of the one it has, null for none, undefined for whatever it has; false where it
   * has another by now.
   */
  readonly rename: (
    sessionId: SessionId,
    title: string,
    instead?: string | null
  ) => Effect.Effect<boolean, StoreUnavailable>
  /** Deletes the session with all its messages and runs; false where there is none of that user. */
  readonly remove: (sessionId: SessionId, userId: UserId) => Effect.Effect<boolean, StoreUnavailable>
  /**
   * Messages of a session on whatever branch, in the order in which they came: `limit` of them (1 to 500) from `offset`
   * on, or the latest where that is null.
   */
  readonly messages: (
    sessionId: SessionId,
    page: { readonly limit: number; readonly offset: number | null }
  ) => Effect.Effect<Slice<ChatMessage>, StoreUnavailable>
  /** Of the answers with a chart of that call the latest, or `messageId` where it is one of them. */
  readonly charted: (
    sessionId: SessionId,
    callId: string,
    messageId: MessageId | null
  ) => Effect.Effect<Option.Option<ChatMessage>, StoreUnavailable>
  /** The path from a message up, that message and those above it, at most `limit` (1 to 500), oldest first. */
  readonly branch: (leaf: MessageId, limit: number) => Effect.Effect<ReadonlyArray<ChatMessage>, StoreUnavailable>
}

/** Where talks are kept: the record of every message. Laws: `contract/ConversationRepository.ts`. */
export class ConversationRepository extends Context.Service<
  ConversationRepository,
  Primitives & {
    /** The session that `find` finds. */
    readonly get: (
      sessionId: SessionId,
      userId: UserId
    ) => Effect.Effect<Conversation, SessionNotFound | StoreUnavailable>
  }
>()("@mma-savant/core/conversation/ConversationRepository") {
  static make(primitives: Primitives) {
    return ConversationRepository.of({
      ...primitives,
      get: (sessionId, userId) =>
        Effect.flatMap(primitives.find(sessionId, userId), (found) =>
          Effect.fromOption(found, () => new SessionNotFound({ sessionId }))
        )
    })
  }
}
