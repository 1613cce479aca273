import { MessageId, MessageRole, RunId } from "@mma-savant/core/conversation/ChatMessage"
import { CidConflict, MessageNotFound, QueueFull } from "@mma-savant/core/conversation/Conversation"
import { type Ask, mostQueued, OwnedRun, type StoredTurn, type Turn } from "@mma-savant/core/conversation/Turn"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect, Schema } from "effect"

const OpenRun = Schema.Struct({ ...OwnedRun.fields, isQueued: Schema.Boolean, day: IsoDate })
type OpenRun = typeof OpenRun.Type

/** A session as a turn finds it. */
export const Standing = Schema.Struct({
  conversationId: Schema.Int,
  head: Schema.NullOr(MessageId),
  /** The number of the last message. */
  seq: Schema.Int,
  /** The user's limit, and what is used of the day. */
  limit: Schema.Int,
  used: Schema.Int,
  /** The turn that had the `cid` before, and whether the same was asked. */
  known: Schema.NullOr(
    Schema.Struct({
      questionId: MessageId,
      parentId: Schema.NullOr(MessageId),
      answerId: MessageId,
      run: RunId,
      isSame: Schema.Boolean
    })
  ),
  /** The message that is asked about, where the session has it: the question that it is or answers, and what that is below. */
  target: Schema.NullOr(
    Schema.Struct({ id: MessageId, role: MessageRole, questionId: MessageId, parentId: Schema.NullOr(MessageId) })
  ),
  /** The runs that are not over, in their order. */
  open: Schema.Array(OpenRun)
})
export type Standing = typeof Standing.Type

/** What a turn enters, in a session that stands as it was found. */
export interface TurnPlan {
  readonly questionId: MessageId
  readonly parentId: MessageId | null
  readonly isRunning: boolean
  readonly cancelled: ReadonlyArray<OpenRun>
  readonly stopping: OpenRun | null
  readonly ahead: number
}

/** The message that is asked about. */
export const targetOf = (ask: Ask): MessageId | null => (ask.kind === "send" ? ask.parentId : ask.messageId)

/** The first turn of the `cid`; null where there is none. */
export const knownTurn = Effect.fnUntraced(function* ({ known, open }: Standing, { cid }: Turn) {
  if (known === null) return null
  const { isSame, ...ids } = known
  if (!isSame) return yield* new CidConflict({ cid })
  const place = open.findIndex(({ run }) => run === ids.run)
  return {
    ...ids,
    repeated: true,
    owned: null,
    ahead: Math.max(0, place),
    cancelled: [],
    stopping: null,
    quota: null
  } satisfies StoredTurn
})

/** Which question it is and what that hangs below; null where it cannot be asked of that message. */
const placeOf = ({ head, target }: Standing, { ask, questionId }: Turn) => {
  if (targetOf(ask) === null) return { questionId, parentId: head }
  if (target === null) return null
  const { id, parentId, role } = target
  if (ask.kind === "send") return role === "assistant" ? { questionId, parentId: id } : null
  if (ask.kind === "edit") return role === "user" ? { questionId, parentId } : null
  return role === "system" ? null : { questionId: target.questionId, parentId }
}

export const planOf = Effect.fnUntraced(function* (standing: Standing, turn: Turn) {
  const { ask, mode, owner, sessionId } = turn
  const { open } = standing
  const place = placeOf(standing, turn)
  if (place === null) return yield* new MessageNotFound({ messageId: targetOf(ask)! })
  const isInterrupting = mode === "interrupt"
  const waiting = open.filter(({ isQueued }) => isQueued)
  const cancelled = isInterrupting ? waiting : []
  const stopping = isInterrupting ? (open.find(({ isQueued }) => !isQueued) ?? null) : null
  const ahead = open.length - cancelled.length
  const isRunning = owner !== null && ahead === 0
  if (waiting.length - cancelled.length >= mostQueued) return yield* new QueueFull({ sessionId })
  return { ...place, isRunning, cancelled, stopping, ahead } satisfies TurnPlan
})
