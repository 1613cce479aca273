import { Deferred, type Duration, Effect } from "effect"

/** A run in hand: what reaches it from outside. */
export class RunHold {
  /** Whether its user wants it stopped. */
  isCancelled = false
  private asking: Deferred.Deferred<number> | null = null

  /** Waits for a choice, for so long; null where none came. To be waited for once at a time. */
  awaitChoice(patience: Duration.Duration): Effect.Effect<number | null> {
    return Effect.gen({ self: this }, function* () {
      const asking = yield* Deferred.make<number>()
      this.asking = asking
      return yield* Effect.timeoutOrElse(Deferred.await(asking), {
        duration: patience,
        orElse: () => Effect.succeed(null)
      })
    })
  }

  choose(choice: number): Effect.Effect<void> {
    return this.asking === null ? Effect.void : Effect.asVoid(Deferred.succeed(this.asking, choice))
  }
}
