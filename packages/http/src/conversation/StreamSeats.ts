import * as NodeRequest from "@effect/platform-node/NodeHttpServerRequest"
import type { UserId } from "@mma-savant/core/Identity"
import { Context, Deferred, Duration, Effect, Layer, type Scope } from "effect"
import type { HttpServerRequest } from "effect/http"
import { Listeners } from "./Listeners.ts"
import { mostStreams, TooManyStreams } from "./WatchApi.ts"
import type { Watcher } from "./Watching.ts"

/** How a stream is kept up. */
export const StreamPace = Context.Reference<{
  /** How often it says something, so that nothing between takes it for idle. */
  readonly comment: Duration.Duration
  /** How long a client may take nothing of what it is sent. */
  readonly patience: Duration.Duration
}>("@mma-savant/http/conversation/StreamPace", {
  defaultValue: () => ({ comment: Duration.seconds(15), patience: Duration.seconds(30) })
})

/** The places for streams that users have in this process. */
export class StreamSeats extends Context.Service<
  StreamSeats,
  {
    /**
     * A place until the request is over. A client that takes nothing of what it is sent is cut off, and loses it. What it
     * gives is done when the user is recognised no more, and is to be told nothing from then on.
     */
    readonly take: (
      watcher: Watcher["Service"],
      request: HttpServerRequest.HttpServerRequest
    ) => Effect.Effect<Deferred.Deferred<void>, TooManyStreams, Scope.Scope>
  }
>()("@mma-savant/http/conversation/StreamSeats") {
  static readonly layer = Layer.effect(
    StreamSeats,
    Effect.gen(function* () {
      const { patience } = yield* StreamPace
      const listeners = yield* Listeners
      const taken = new Map<UserId, number>()
      return StreamSeats.of({
        take: Effect.fnUntraced(function* ({ token, userId }, request) {
          const dismissed = yield* Deferred.make<void>()
          const listener = { userId, token, dismiss: Effect.asVoid(Deferred.succeed(dismissed, undefined)) }
          const { socket } = NodeRequest.toIncomingMessage(request)
          const leave = () => socket.destroy()
          yield* Effect.acquireRelease(
            Effect.suspend(() => {
              const count = taken.get(userId) ?? 0
              if (count === mostStreams) return Effect.fail(new TooManyStreams())
              taken.set(userId, count + 1)
              listeners.add(listener)
              socket.setTimeout(Duration.toMillis(patience), leave)
              return Effect.void
            }),
            () =>
              Effect.sync(() => {
                const count = (taken.get(userId) ?? 0) - 1
                if (count > 0) taken.set(userId, count)
                else taken.delete(userId)
                listeners.remove(listener)
                socket.off("timeout", leave)
              })
          )
          return dismissed
        })
      })
    })
  )
}
