import { Clock, Duration, Effect, Random } from "effect"
import { attempt } from "./Attempt.ts"
import { SignalSink } from "./ModelSignal.ts"
import type { Speaker } from "./Speaker.ts"
import { faultKind, isPassing, retryAfter } from "./VendorFault.ts"

/** How often a model is asked again when it fails in passing. */
export interface Retries {
  /** The first one included. */
  readonly mostTries: number
  /** The longest wait before the second try; it doubles with each. */
  readonly base: Duration.Duration
  /** The longest wait of all, unless the vendor asks for more. */
  readonly cap: Duration.Duration
  /** From the question until the last try may begin. */
  readonly budget: Duration.Duration
}

export const usualRetries: Retries = {
  mostTries: 3,
  base: Duration.millis(500),
  cap: Duration.seconds(8),
  budget: Duration.seconds(30)
}

/**
 * A speaker that is asked again after a fault that may pass, as long as the answer itself has not begun. It waits with
 * full jitter (M. Brooker, "Exponential Backoff And Jitter", 2015), on top of what the vendor asks for. A wait that does
 * not fit into the budget is not begun: the fault is told at once.
 */
export const persistent = (speaker: Speaker, retries: Retries = usualRetries): Speaker => ({
  ...speaker,
  speak: Effect.fnUntraced(function* (options) {
    const tell = yield* SignalSink
    const lastStart = (yield* Clock.currentTimeMillis) + Duration.toMillis(retries.budget)

    const tried = (number: number): ReturnType<typeof attempt> =>
      Effect.catch(attempt(speaker, options), (error) =>
        Effect.gen(function* () {
          if (number === retries.mostTries || !isPassing(faultKind(error))) return yield* error
          const longest = Math.min(Duration.toMillis(retries.cap), Duration.toMillis(retries.base) * 2 ** (number - 1))
          const asked = Duration.toMillis(retryAfter(error) ?? Duration.zero)
          const delayMs = Math.ceil(asked + longest * (yield* Random.next))
          if ((yield* Clock.currentTimeMillis) + delayMs > lastStart) return yield* error
          yield* tell({ _tag: "Notice", kind: "retry", delayMs })
          yield* Effect.sleep(delayMs)
          return yield* tried(number + 1)
        })
      )

    return (yield* tried(1)).value
  })
})
