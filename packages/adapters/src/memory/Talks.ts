import {
  type ChatMessage,
  hasEnded,
  type MessageId,
  type MessageStatus,
  type RunId,
  type SessionId
} from "@mma-savant/core/conversation/ChatMessage"
import type { Conversation } from "@mma-savant/core/conversation/Conversation"
import type { Inquiry } from "@mma-savant/core/conversation/Inquiry"
import { leaseTime } from "@mma-savant/core/conversation/RunLeases"
import type { Instance, OwnedRun, StoredTurn, Turn, TurnEnd } from "@mma-savant/core/conversation/Turn"
import type { UserId } from "@mma-savant/core/Identity"
import { Duration } from "effect"
import type { DailyRequests } from "./DailyRequests.ts"

const lease = Duration.toMillis(leaseTime)

/** A run as it was asked for; the instants are in milliseconds. */
export interface AskedRun {
  readonly turn: Pick<Turn, "ask" | "day">
  readonly place: Pick<StoredTurn, "parentId" | "ahead">
  readonly facts: OwnedRun
  readonly askedAt: number
}

export interface StoredRun extends AskedRun {
  /** That of its answer. */
  status: MessageStatus
  hasBegun: boolean
  owner: Instance | null
  leaseUntil: number
  isStopped: boolean
  inquiry: Inquiry | null
  choice: number | null
}

export interface Talk {
  conversation: Conversation
  /** In the order in which they came. */
  readonly messages: Map<MessageId, ChatMessage>
  /** By the client's id. */
  readonly runs: Map<string, StoredRun>
  /** Those that are not over, in the order in which they were asked for. */
  line: ReadonlyArray<StoredRun>
}

type End = Pick<TurnEnd, "status" | "isCharged"> & Partial<Pick<TurnEnd, "parts">>

/** The talks, and whatever in them is found without knowing the talk. */
export class Talks {
  readonly #requests: DailyRequests
  readonly #talks = new Map<SessionId, Talk>()
  readonly #byMessage = new Map<MessageId, Talk>()
  /** The runs that are not over, or whose end is not told, in the order in which they were asked for. */
  readonly open = new Map<RunId, StoredRun>()

  constructor(requests: DailyRequests) {
    this.#requests = requests
  }

  get(sessionId: SessionId): Talk | undefined {
    return this.#talks.get(sessionId)
  }

  /** Those of a user, the oldest first. */
  of(userId: UserId): ReadonlyArray<Talk> {
    return [...this.#talks.values()].filter(({ conversation }) => conversation.userId === userId)
  }

  with(messageId: MessageId): Talk | undefined {
    return this.#byMessage.get(messageId)
  }

  /** The run of an answer that is not over. */
  giving(answerId: MessageId): StoredRun | undefined {
    return this.with(answerId)?.line.find(({ facts }) => facts.answerId === answerId)
  }

  add(conversation: Conversation): void {
    this.#talks.set(conversation.sessionId, { conversation, messages: new Map(), runs: new Map(), line: [] })
  }

  remove(sessionId: SessionId): boolean {
    const talk = this.#talks.get(sessionId)
    for (const id of talk?.messages.keys() ?? []) this.#byMessage.delete(id)
    for (const { facts } of talk?.runs.values() ?? []) this.open.delete(facts.run)
    return this.#talks.delete(sessionId)
  }

  /** Enters a message, or puts it in the place of the one with its id. */
  put(talk: Talk, message: ChatMessage): void {
    talk.messages.set(message.id, message)
    this.#byMessage.set(message.id, talk)
  }

  /** Enters a run that waits. */
  enter(talk: Talk, cid: string, asked: AskedRun): StoredRun {
    const run: StoredRun = {
      ...asked,
      status: "queued",
      hasBegun: false,
      owner: null,
      leaseUntil: 0,
      isStopped: false,
      inquiry: null,
      choice: null
    }
    talk.runs.set(cid, run)
    talk.line = [...talk.line, run]
    this.open.set(run.facts.run, run)
    return run
  }

  /** Changes the answer of a run that is not over. */
  amend({ facts }: StoredRun, change: Partial<Pick<ChatMessage, "parts" | "status">>): void {
    const talk = this.with(facts.answerId)
    const answer = talk?.messages.get(facts.answerId)
    if (talk !== undefined && answer !== undefined) this.put(talk, { ...answer, ...change })
  }

  /** Makes a waiting run the owner's. */
  start(run: StoredRun, owner: Instance, now: number): OwnedRun {
    run.status = "streaming"
    run.hasBegun = true
    this.amend(run, { status: run.status })
    return this.hold(run, owner, now)
  }

  /** Gives the run to the owner for the time of a lease: to answer it, or to tell its end. */
  hold(run: StoredRun, owner: Instance | null, now: number): OwnedRun {
    run.owner = owner
    run.leaseUntil = now + lease
    return run.facts
  }

  /** Ends a run that is not over; one that was waiting is to be told within the time of a lease. */
  end(run: StoredRun, { isCharged, ...change }: End, now: number): void {
    const { facts, turn } = run
    if (run.status === "queued") this.hold(run, null, now)
    run.status = change.status
    run.inquiry = null
    this.amend(run, change)
    if (!isCharged) this.#requests.add(facts.userId, turn.day, -1)
    const talk = this.get(facts.sessionId)
    if (talk !== undefined) talk.line = talk.line.filter((other) => other !== run)
  }

  /** The end of a run is known to everybody. */
  forget(run: RunId): void {
    const known = this.open.get(run)
    if (known !== undefined && hasEnded(known)) this.open.delete(run)
  }
}
