import { Context, Effect, Schema, type Scope, Stream } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { RunId, SessionId } from "./ChatMessage.ts"
import type { FrameBody, LoggedFrame } from "./ChatProtocol.ts"
import { type LogPlace, type LogPull, type LogReader, type PlaceLost, tail } from "./LogTail.ts"

/** A run as it writes: its `number` grows with every run of a session. */
export interface RunPen {
  readonly run: RunId
  readonly number: number
}

/** The state of a log. */
export interface LogBounds {
  /** The same as long as the numbers go on, another once they have begun again; empty where nothing was ever added. */
  readonly epoch: string
  /** The number of the newest frame, 0 where there was none, and of the oldest that is kept, `head + 1` where none is. */
  readonly head: number
  readonly oldest: number
  /** The run that has begun and not ended, and the number of its first frame. */
  readonly open: { readonly run: RunId; readonly start: number } | null
}

/** The run may write nothing: it has not begun, it has ended, or another is open or has been since. */
export class RunClosed extends Schema.TaggedError<RunClosed>()("RunClosed", { run: Schema.String }) {}

interface Primitives extends LogReader {
  /**
   * Gives the frames the next numbers, keeps them and rings the doorbell: all of them or none. With a pen they are a
   * run's: `run.start` opens it, `run.end` closes it for good, and in between it alone is open. Opening it again is left
   * out, so that a batch may be said twice. Frames without a pen are always taken.
   */
  readonly append: (
    sessionId: SessionId,
    bodies: ReadonlyArray<FrameBody>,
    pen: RunPen | null
  ) => Effect.Effect<void, RunClosed | StoreUnavailable>
  /**
   * At least the newest 2,000 frames are kept, and all of the run that is open; when nothing was added for 15 minutes,
   * maybe none. When nothing was for a day, the log may begin anew.
   */
  readonly bounds: (sessionId: SessionId) => Effect.Effect<LogBounds, StoreUnavailable>
  /** Takes the log away and rings; whoever follows it finds its place lost. */
  readonly forget: (sessionId: SessionId) => Effect.Effect<void, StoreUnavailable>
}

/** The ordered log of what happened in a session, the same for all who watch it. Laws: `contract/ChatLog.ts`. */
export class ChatLog extends Context.Service<
  ChatLog,
  Primitives & {
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
  static make(primitives: Primitives) {
    const pullOf = (sessionId: SessionId, from: LogPlace) => tail(primitives, sessionId, from)
    return ChatLog.of({
      ...primitives,
      tail: pullOf,
      follow: (sessionId, from) => Stream.unwrap(Effect.map(pullOf(sessionId, from), Stream.fromEffectRepeat))
    })
  }
}
