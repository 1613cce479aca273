import { Schema } from "effect"
import { UserId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { ModelCall } from "../llm/ModelCall.ts"
import type { Quota } from "../user/Quota.ts"
import { type EndedStatus, MessageId, type MessagePart, RunId, type RunUsage, SessionId } from "./ChatMessage.ts"

/** What a user wants answered. */
export type Ask =
  /** A new question, below the given answer, or below the head of the session where that is null. */
  | { readonly kind: "send"; readonly text: string; readonly parentId: MessageId | null }
  /** The question of an answer, or a question itself, answered anew. */
  | { readonly kind: "regenerate"; readonly messageId: MessageId }
  /** Another question in the place of one. */
  | { readonly kind: "edit"; readonly messageId: MessageId; readonly text: string }

/** What happens to the runs of a session that are there already: the new one waits for them, or cancels them all. */
export const TurnMode = Schema.Literals(["queue", "interrupt"])
export type TurnMode = typeof TurnMode.Type

/** The most runs that wait in a session. */
export const mostQueued = 3

/** A program that answers: one for each start of it. */
export const Instance = Schema.String.pipe(Schema.check(Schema.isUUID()), Schema.brand("Instance"))
export type Instance = typeof Instance.Type

/** A question to be stored, and the place for its answer. */
export interface Turn {
  readonly sessionId: SessionId
  readonly userId: UserId
  /** The client's id of what is asked, unique in the session. */
  readonly cid: string
  readonly ask: Ask
  readonly mode: TurnMode
  /** The name of the model that is to be asked first; null for the usual. */
  readonly model: string | null
  /** Whether the client can be asked back. */
  readonly canAsk: boolean
  /** The program that will answer; null for one that will not, and leaves the run to others. */
  readonly owner: Instance | null
  /** The day in UTC on which it counts. */
  readonly day: IsoDate
  readonly run: RunId
  /** Not used where the question is there already. */
  readonly questionId: MessageId
  readonly answerId: MessageId
}

/** A run and the answer that it gives. */
export const RunRef = Schema.Struct({ sessionId: SessionId, run: RunId, answerId: MessageId })
export type RunRef = typeof RunRef.Type

/** A run that a program has taken, to give its answer. */
export const OwnedRun = Schema.Struct({
  ...RunRef.fields,
  /** Grows with every run of the session, so that a program that comes too late is known: 1 or more. */
  number: Schema.Int,
  questionId: MessageId,
  userId: UserId,
  /** As it was asked for. */
  model: Schema.NullOr(Schema.String),
  canAsk: Schema.Boolean,
  /** Whether it is another answer to a question that had one: none that was given before will do. */
  isAnew: Schema.Boolean
})
export type OwnedRun = typeof OwnedRun.Type

/** The turn as it stands in the store: the one asked for, or the one that had the same `cid` before. */
export interface StoredTurn {
  readonly questionId: MessageId
  /** What the question hangs below. */
  readonly parentId: MessageId | null
  readonly answerId: MessageId
  readonly run: RunId
  /** Whether it was there before. */
  readonly repeated: boolean
  /** The run, where it is to be answered at once by the owner that was named. */
  readonly owned: OwnedRun | null
  /** The runs before it that were not over when it was stored. */
  readonly ahead: number
  /** Of `interrupt`: the waiting runs that are cancelled with it, and the running one that its owner must stop. */
  readonly cancelled: ReadonlyArray<OwnedRun>
  readonly stopping: RunId | null
  /** What is left of the user's day; null for a turn that was there before. */
  readonly quota: Quota | null
}

/** The end of an answer. */
export interface TurnEnd {
  readonly answerId: MessageId
  readonly parts: ReadonlyArray<MessagePart>
  readonly status: EndedStatus
  /** Whether it counts towards the day of its user. */
  readonly isCharged: boolean
  readonly usage: RunUsage
  /** Every call of a model that was made for it, for the ledger. */
  readonly calls: ReadonlyArray<ModelCall>
}
