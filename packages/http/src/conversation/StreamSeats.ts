import * as NodeRequest from "@effect/platform-node/NodeHttpServerRequest"
import type { UserId } from "@mma-savant/core/Identity"
import { Context, Duration, Effect, Layer, type Scope } from "effect"
import type { HttpServerRequest } from "effect/http"
import { TooManyStreams } from "./WatchApi.ts"

/** How a stream is kept up. */
export const StreamPace = Context.Reference<{
  /** How often it says something, so that nothing between takes it for idle. */
  readonly comment: Duration.Duration
  /** How long a client may take nothing of what it is sent. */
  readonly patience: Duration.Duration
}>("@mma-savant/http/conversation/StreamPace", {
  defaultValue: () => ({ comment: Duration.seconds(15), patience: Duration.seconds(30) })
})

/** Streams that a user may have open here. */
const mostOfUser = 5

/** The places for streams that users have in this process. */
export class StreamSeats extends Context.Service<
  StreamSeats,
  {
    /** A place until the request is over. A client that takes nothing of what it is sent is cut off, and loses it. */
    readonly take: (
      userId: UserId,
      request: HttpServerRequest.HttpServerRequest
    ) => Effect.Effect<void, TooManyStreams, Scope.Scope>
  }
>()("@mma-savant/http/conversation/StreamSeats") {
  static readonly layer = Layer.effect(
    StreamSeats,
    Effect.gen(function* () {
      const { patience } = yield* StreamPace
      const taken = new Map<UserId, number>()
      return StreamSeats.of({
        take: Effect.fnUntraced(function* (userId, request) {
          const { socket } = NodeRequest.toIncomingMessage(request)
          const leave = () => socket.destroy()
          yield* Effect.acquireRelease(
            Effect.suspend(() => {
              const count = taken.get(userId) ?? 0
              if (count === mostOfUser) return Effect.fail(new TooManyStreams())
              taken.set(userId, count + 1)
              socket.setTimeout(Duration.toMillis(patience), leave)
              return Effect.void
            }),
            () =>
              Effect.sync(() => {
                const count = (taken.get(userId) ?? 0) - 1
                if (count > 0) taken.set(userId, count)
                else taken.delete(userId)
                socket.off("timeout", leave)
              })
          )
        })
      })
    })
  )
}
