import { Context, Effect, Schema, type Scope, Stream } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { RunId, SessionId } from "./ChatMessage.ts"
import type { FrameBody, LoggedFrame } from "./ChatProtocol.ts"
import { type LogPlace, type LogPull, type LogReader, LogTails, type PlaceLost } from "./LogTail.ts"

/** A run as it writes. */
export interface RunPen {
  readonly run: RunId
  /**
   * Grows with every run of a session, and is looked at when the run begins; null for a run that is told of beside the one
   * that is open.
   */
  readonly number: number | null
}

/** The state of a log. */
export interface LogBounds {
  /** Never empty: the same as long as the numbers go on, another once they have begun again. */
  readonly epoch: string
  /** The number of the newest frame, 0 where there was none, and of the oldest that is kept, `head + 1` where none is. */
  readonly head: number
  readonly oldest: number
  /** The run that has begun and not ended, and the number of its first frame. */
  readonly open: { readonly run: RunId; readonly start: number } | null
}

/** The run may write nothing: it has not begun, it has ended, or another is open or has been since. */
export class RunClosed extends Schema.TaggedError<RunClosed>()("RunClosed", { run: Schema.String }) {}

/** What an adapter of the log does. */
export interface ChatLogPrimitives extends LogReader {
  /**
   * Gives the frames the next numbers, keeps them and rings the doorbell: all of them or none. With a pen they are a
   * run's: `run.start` opens it, `run.end` closes it for good, and in between it alone is open. Opening it again is left
   * out, so that a batch may be said twice. A pen without a number tells of a run in one batch, once: of a run that was
   * lately told of so, nothing is taken. Frames without a pen are always taken.
   */
  readonly append: (
    sessionId: SessionId,
    bodies: ReadonlyArray<FrameBody>,
    pen: RunPen | null
  ) => Effect.Effect<void, RunClosed | StoreUnavailable>
  /**
   * At least the newest 2,000 frames are kept, and all of the run that is open; when nothing was added for 15 minutes,
   * maybe none. When nothing was for a day, the log may begin anew (`LogRetention`). A log that is not there begins with
   * this, at 0: the epoch is that of the frames to come.
   */
  readonly bounds: (sessionId: SessionId) => Effect.Effect<LogBounds, StoreUnavailable>
  /** Takes the log away and rings; whoever follows it finds its place lost. */
  readonly forget: (sessionId: SessionId) => Effect.Effect<void, StoreUnavailable>
}

/** The ordered log of what happened in a session, the same for all who watch it. Laws: `contract/ChatLog.ts`. */
export class ChatLog extends Context.Service<
  ChatLog,
  ChatLogPrimitives & {
    /**
     * The frames after a number of an epoch, now and to come, each once and in order, as they are pulled. A lost ring
     * costs 5 seconds, never a frame.
     */
    readonly tail: (sessionId: SessionId, from: LogPlace) => Effect.Effect<LogPull, StoreUnavailable, Scope.Scope>
    /** The same as a stream of batches. */
    readonly follow: (
      sessionId: SessionId,
      from: LogPlace
    ) => Stream.Stream<ReadonlyArray<LoggedFrame>, PlaceLost | StoreUnavailable>
  }
>()("@mma-savant/core/conversation/ChatLog") {
  static make(primitives: ChatLogPrimitives) {
    const tails = new LogTails(primitives)
    return ChatLog.of({
      ...primitives,
      tail: (sessionId, from) => tails.follow(sessionId, from),
      follow: (sessionId, from) => Stream.unwrap(Effect.map(tails.follow(sessionId, from), Stream.fromEffectRepeat))
    })
  }
}
