import { Context, type Effect } from "effect"
import type { UserId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Quota, QuotaExceeded } from "../user/Quota.ts"
import type { MessageId, MessagePart } from "./ChatMessage.ts"
import type { CidConflict, MessageNotFound, QueueFull, SessionNotFound } from "./Conversation.ts"
import type { StoredTurn, Turn, TurnEnd } from "./Turn.ts"

/** What a turn may be refused for; then nothing is stored, cancelled or counted. */
export type TurnRefused = SessionNotFound | CidConflict | MessageNotFound | QueueFull | QuotaExceeded

/** The record of what was asked and answered, and what it counted. Laws: `contract/TurnRepository.ts`. */
export class TurnRepository extends Context.Service<
  TurnRepository,
  {
    /**
     * In one transaction: the question (none for `regenerate`), an answer without parts below it, its run, one request
     * of the user's day, the head of the session and its last change. The run is running, and the answer `streaming`,
     * where it has an owner and every other run of the session is over; else it waits and is `queued`, 3 of a session
     * at most. With `interrupt` the waiting ones end as `cancelled`, uncounted, and the running one is marked to stop.
     * The same `cid` and ask again enters nothing and gives the first turn, however many try at once; another ask is a
     * `CidConflict`. A message of another session, or of the wrong role, is `MessageNotFound`: a question hangs below
     * an answer (or nothing), `edit` takes a question, `regenerate` either.
     */
    readonly begin: (turn: Turn) => Effect.Effect<StoredTurn, TurnRefused | StoreUnavailable>
    /** Keeps the parts that an answer has so far. An answer that has ended stays as it is. */
    readonly checkpoint: (
      answerId: MessageId,
      parts: ReadonlyArray<MessagePart>
    ) => Effect.Effect<void, StoreUnavailable>
    /**
     * Gives an answer that was interrupted the parts that were heard of it, as long as its end is not told. False for
     * every other: it stays as it is.
     */
    readonly recover: (
      answerId: MessageId,
      parts: ReadonlyArray<MessagePart>
    ) => Effect.Effect<boolean, StoreUnavailable>
    /**
     * Ends the answer and its run, enters its calls in the usage ledger and gives an uncharged request back, in one
     * transaction. False for an answer that had ended: nothing changes then. The end is its owner's to tell as long as
     * the lease lasts.
     */
    readonly finish: (end: TurnEnd) => Effect.Effect<boolean, StoreUnavailable>
    /** What is left to a user on a day. */
    readonly quota: (userId: UserId, day: IsoDate) => Effect.Effect<Quota, StoreUnavailable>
  }
>()("@mma-savant/core/conversation/TurnRepository") {}
