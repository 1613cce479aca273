import type { UserId } from "../Identity.ts"
import type { ModelCall } from "../llm/ModelCall.ts"
import type { MessageId, MessagePart, MessageStatus, RunId, RunUsage, SessionId } from "./ChatMessage.ts"

/** A question and the place for its answer. */
export interface Turn {
  readonly sessionId: SessionId
  readonly userId: UserId
  /** The client's id of the question, unique in the session. */
  readonly cid: string
  readonly run: RunId
  readonly text: string
  readonly questionId: MessageId
  readonly answerId: MessageId
}

/** The turn as it stands in the store: the one asked for, or the one that had the same `cid` before. */
export interface StoredTurn extends Pick<Turn, "questionId" | "answerId" | "run"> {
  readonly repeated: boolean
}

/** The end of a turn. */
export interface TurnEnd {
  readonly answerId: MessageId
  readonly parts: ReadonlyArray<MessagePart>
  readonly status: Exclude<MessageStatus, "streaming">
  readonly usage: RunUsage
  /** Every call of a model that was made for it, for the ledger. */
  readonly calls: ReadonlyArray<ModelCall>
}
