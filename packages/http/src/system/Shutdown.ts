import { RunKeeper } from "@mma-savant/core/conversation/RunKeeper"
import { Context, Deferred, Duration, Effect, Layer } from "effect"
import { WebSocketManager } from "../conversation/WebSocketManager.ts"

/** How long the answers that are being given when the program is told to stop may take. */
export const DrainTime = Context.Reference<Duration.Duration>("@mma-savant/http/system/DrainTime", {
  defaultValue: () => Duration.seconds(30)
})

/** How long whatever else the program waits for may take when that is done. */
const lastPatience = "2 seconds"

/** The end of the program, for those who must hear of it before the server stops listening. */
export class Shutdown extends Context.Service<
  Shutdown,
  {
    /** Done from the moment the program is told to stop. */
    readonly requested: Deferred.Deferred<void>
    /** Runs something that the program waits for when it stops. */
    readonly during: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
    /**
     * Announces the end, gives the answers underway their {@link DrainTime}, and then ends every socket. Until it is done
     * the server listens: whoever asks is told that it is not ready, and what is asked waits for another server.
     */
    readonly begin: Effect.Effect<void>
  }
>()("@mma-savant/http/system/Shutdown") {
  static readonly layer = Layer.effect(
    Shutdown,
    Effect.gen(function* () {
      const requested = yield* Deferred.make<void>()
      const clients = yield* WebSocketManager
      const runs = yield* RunKeeper
      const drainTime = yield* DrainTime
      const underway = new Set<Deferred.Deferred<void>>()
      return Shutdown.of({
        requested,
        during: (effect) =>
          Effect.acquireUseRelease(
            Effect.tap(Deferred.make<void>(), (end) => Effect.sync(() => underway.add(end))),
            () => effect,
            (end) =>
              Effect.andThen(
                Deferred.succeed(end, undefined),
                Effect.sync(() => underway.delete(end))
              )
          ),
        begin: Deferred.succeed(requested, undefined).pipe(
          Effect.andThen(clients.dismiss),
          Effect.andThen(runs.drain(drainTime)),
          Effect.andThen(clients.clear),
          Effect.andThen(
            Effect.suspend(() => Effect.forEach([...underway], Deferred.await, { concurrency: "unbounded" })).pipe(
              Effect.timeoutOption(lastPatience)
            )
          ),
          Effect.asVoid
        )
      })
    })
  )

  /** Put on top of a server, it begins the shutdown before the server closes. */
  static readonly atEnd = Layer.effectDiscard(Effect.flatMap(Shutdown, ({ begin }) => Effect.addFinalizer(() => begin)))
}
