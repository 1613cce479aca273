import { Context, Deferred, Effect, Layer } from "effect"

/** How long open sockets have to say goodbye. */
const patience = "2 seconds"

/** The end of the program, for those who must hear of it before the server stops listening. */
export class Shutdown extends Context.Service<
  Shutdown,
  {
    /** Done from the moment the program is told to stop. */
    readonly requested: Deferred.Deferred<void>
    /** Runs something that the program waits for when it stops. */
    readonly during: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
    /** Announces the end and waits for all that are underway, 2 seconds at most. */
    readonly begin: Effect.Effect<void>
  }
>()("@mma-savant/http/system/Shutdown") {
  static readonly layer = Layer.effect(
    Shutdown,
    Effect.gen(function* () {
      const requested = yield* Deferred.make<void>()
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
          Effect.andThen(
            Effect.suspend(() => Effect.forEach([...underway], Deferred.await, { concurrency: "unbounded" }))
          ),
          Effect.timeoutOption(patience),
          Effect.asVoid
        )
      })
    })
  )

  /** Put on top of a server, it begins the shutdown before the server closes. */
  static readonly atEnd = Layer.effectDiscard(Effect.flatMap(Shutdown, ({ begin }) => Effect.addFinalizer(() => begin)))
}
