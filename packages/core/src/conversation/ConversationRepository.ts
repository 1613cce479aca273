import { Context, type Duration, Effect, type Option } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { ChatMessage, MessageId, MessagePart, SessionId } from "./ChatMessage.ts"
import { type CidConflict, type Conversation, SessionNotFound } from "./Conversation.ts"
import type { StoredTurn, Turn, TurnEnd } from "./Turn.ts"

interface Primitives {
  readonly create: (
    conversation: Pick<Conversation, "sessionId" | "userId" | "title">
  ) => Effect.Effect<Conversation, StoreUnavailable>
  /** None for a session of somebody else. */
  readonly find: (sessionId: SessionId, userId: UserId) => Effect.Effect<Option.Option<Conversation>, StoreUnavailable>
  /** The latest messages of a session, at most `limit` (1 to 500), oldest first. */
  readonly messages: (
    sessionId: SessionId,
    limit: number
  ) => Effect.Effect<ReadonlyArray<ChatMessage>, StoreUnavailable>
  /** The turn that a `cid` began, for the same text; none for a new `cid`. */
  readonly findTurn: (
    asked: Pick<Turn, "sessionId" | "cid" | "text">
  ) => Effect.Effect<Option.Option<StoredTurn>, CidConflict | StoreUnavailable>
  /**
   * Enters the question, as a child of the session's latest message, and an empty answer with the status
   * `streaming`, in one transaction, and touches the session. The same `cid` and text again enters nothing and gives
   * the first turn back, however many try at once.
   */
  readonly startTurn: (turn: Turn) => Effect.Effect<StoredTurn, SessionNotFound | CidConflict | StoreUnavailable>
  /** Keeps the parts that an answer has so far. An answer that has ended stays as it is. */
  readonly checkpoint: (answerId: MessageId, parts: ReadonlyArray<MessagePart>) => Effect.Effect<void, StoreUnavailable>
  /** Ends the answer and enters its calls in the usage ledger, in one transaction. A second end changes nothing. */
  readonly finishTurn: (end: TurnEnd) => Effect.Effect<void, StoreUnavailable>
  /**
   * Ends every answer that is still `streaming` but was not touched for so long as `interrupted`, with the parts it
   * has, and gives their number: whoever gave them is no more. The ledger gets no entry, for what they used is unknown.
   */
  readonly interruptAbandoned: (untouched: Duration.Duration) => Effect.Effect<number, StoreUnavailable>
  /** Gives the session a title `instead` of the one it has, null for none; false where it has another by now. */
  readonly nameSession: (
    sessionId: SessionId,
    title: string,
    instead: string | null
  ) => Effect.Effect<boolean, StoreUnavailable>
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
