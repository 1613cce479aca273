import type { MessageId, RunId } from "./ChatMessage.ts"
import type { FrameMessage, LoggedFrame } from "./ChatProtocol.ts"
import type { AnswerInFlight } from "./InFlight.ts"

/** The most messages of a session that are shown at once. */
export const shownMessages = 200

/** What a watcher has seen before: the number of a frame, and the epoch in which it was counted where that is known. */
export interface Seen {
  readonly after?: number
  readonly epoch?: string
}

/** Everything that a session has come to, after the frame `head` of `epoch`. */
export interface Snapshot {
  readonly epoch: string
  readonly head: number
  /** The latest {@link shownMessages} that have ended, on whatever branch, oldest first. */
  readonly messages: ReadonlyArray<FrameMessage>
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
