import { Context, Duration, Effect, type Scope, Stream } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { SessionId } from "./ChatMessage.ts"
import type { FrameBody, LoggedFrame } from "./ChatProtocol.ts"

/** How long a lost doorbell can delay a reader. */
const pollInterval = Duration.seconds(5)

/** Frames read at once. */
const readSize = 500

interface Bounds {
  /** The same as long as the numbers go on; another once they have begun again, as a log in memory does with its server. */
  readonly epoch: string
  readonly oldest: number
  readonly head: number
}

interface Primitives {
  /** Gives the frames the next numbers, keeps them, and rings the doorbell. All of them or none. */
  readonly append: (
    sessionId: SessionId,
    bodies: ReadonlyArray<FrameBody>
  ) => Effect.Effect<ReadonlyArray<LoggedFrame>, StoreUnavailable>
  /** The frames after a number, in order, at most `limit`. */
  readonly read: (
    sessionId: SessionId,
    after: number,
    limit: number
  ) => Effect.Effect<ReadonlyArray<LoggedFrame>, StoreUnavailable>
  /**
   * The numbers of the oldest and the newest frame kept; 0 and 0 for an empty log. At least 2,000 frames are kept, and
   * at least the newest once nothing was added for 15 minutes.
   */
  readonly bounds: (sessionId: SessionId) => Effect.Effect<Bounds, StoreUnavailable>
  /**
   * Listens for new heads; it hears from the moment the effect returns. A ring may be lost, and several may become one.
   */
  readonly listen: (
    sessionId: SessionId
  ) => Effect.Effect<Stream.Stream<number, StoreUnavailable>, StoreUnavailable, Scope.Scope>
}

/** The ordered log of what happened in a session, the same for all who watch it. Laws: `contract/ChatLog.ts`. */
export class ChatLog extends Context.Service<
  ChatLog,
  Primitives & {
    /** Every frame after a number, now and to come, each once and in order. A lost ring costs 5 seconds, never a frame. */
    readonly follow: (sessionId: SessionId, after: number) => Stream.Stream<LoggedFrame, StoreUnavailable>
  }
>()("@mma-savant/core/conversation/ChatLog") {
  static make(primitives: Primitives) {
    return ChatLog.of({
      ...primitives,
      follow: (sessionId, after) =>
        Stream.unwrap(
          Effect.map(primitives.listen(sessionId), (rings) => {
            let cursor = after
            const unread: Stream.Stream<LoggedFrame, StoreUnavailable> = Stream.suspend(() =>
              Stream.unwrap(
                Effect.map(primitives.read(sessionId, cursor, readSize), (frames) => {
                  cursor = frames.at(-1)?.seq ?? cursor
                  const batch = Stream.fromIterable(frames)
                  return frames.length < readSize ? batch : Stream.concat(batch, unread)
                })
              )
            )
            const heads = Stream.merge(rings, Stream.tick(pollInterval), { haltStrategy: "left" })
            return Stream.concat(
              unread,
              Stream.flatMap(heads, () => unread)
            )
          })
        )
    })
  }
}
