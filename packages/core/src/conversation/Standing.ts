import type { MessageId, RunId } from "./ChatMessage.ts"
import type { FrameMessage, LoggedFrame } from "./ChatProtocol.ts"
import type { AnswerInFlight } from "./InFlight.ts"

/** The most messages of a session that are shown at once. */
export const shownMessages = 200

/** The most bytes of messages that a snapshot has, as JSON: with the answer in flight less than a socket may have waiting. */
export const shownBytes = 256 * 1024

/**
 * What a watcher has seen before: the number of a frame, and the epoch in which it was counted. Without the epoch nobody
 * knows which frame that is, but for 0, which is before all of them.
 */
export interface Seen {
  readonly after?: number
  readonly epoch?: string
}

/** Everything that a session has come to, after the frame `head` of `epoch`, which is empty where the log is out of reach. */
export interface Snapshot {
  readonly epoch: string
  readonly head: number
  /** The latest that have ended, on whatever branch, oldest first: as many as {@link shownMessages} and {@link shownBytes}. */
  readonly messages: ReadonlyArray<FrameMessage>
  /** Whether there are earlier ones. */
  readonly more: boolean
  /** The latest answer, ended or not; null before the first question. */
  readonly leaf: MessageId | null
  readonly inFlight: AnswerInFlight | null
}

/** How a session stands when somebody begins to watch it. */
export interface Standing {
  readonly epoch: string
  readonly oldest: number
  readonly head: number
  readonly activeRun: RunId | null
  readonly queue: ReadonlyArray<RunId>
  /** In the place of all that was seen before; null where the frames go on after that. */
  readonly snapshot: Snapshot | null
}

export type Watched =
  /** The first of every watch. */
  | { readonly _tag: "Standing"; readonly standing: Standing }
  /** In the place of all that was told before: frames were lost, or the log cannot be reached. */
  | { readonly _tag: "Snapshot"; readonly snapshot: Snapshot }
  /** In order, one or more. */
  | { readonly _tag: "Frames"; readonly frames: ReadonlyArray<LoggedFrame> }
