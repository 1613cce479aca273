import { Duration, Effect, Stream } from "effect"
import type { AiError } from "effect/ai"
import { CircuitBreaker } from "effect/persistence"
import { attempt, Begun } from "./Attempt.ts"
import { modelName } from "./ModelConfig.ts"
import type { Speaker } from "./Speaker.ts"
import { faultKind, isPassing, retryAfter, vendorError } from "./VendorFault.ts"

type Store = CircuitBreaker.CircuitBreakerStore["Service"]

/** A circuit opens on so many faults in a row that may pass. */
const tripPolicy = CircuitBreaker.consecutive(5)

/** How long it stays open: longer when the vendor asks for it, up to the latter. */
const openFor = Duration.seconds(30)
const mostOpenFor = Duration.minutes(5)

const openTime = (error: AiError.AiError): Duration.Duration =>
  Duration.max(openFor, Duration.min(retryAfter(error) ?? Duration.zero, mostOpenFor))

/** Null where the store cannot be reached: the call is then made without being counted. */
const admitted = (store: Store, key: string) =>
  Effect.catch(store.admit(key), ({ reason }) => {
    switch (reason._tag) {
      case "CircuitOpen":
        return Effect.fail(
          vendorError("Breakers", { kind: "overloaded", words: `${key} is left alone`, retryAfter: reason.retryAfter })
        )
      case "CircuitHalfOpen":
        return Effect.fail(vendorError("Breakers", { kind: "overloaded", words: `${key} is being tried` }))
      case "CircuitBreakerStoreError":
        return Effect.as(Effect.logWarning("a call is made without its circuit breaker", reason), null)
    }
  })

/** A call under way, which tells its circuit once how it ended. */
const counted = Effect.fnUntraced(function* (store: Store, key: string) {
  const admission = yield* admitted(store, key)
  let settled = false
  return {
    probes: admission?.probe ?? false,
    settle: (outcome: CircuitBreaker.Outcome["_tag"], time = openFor) =>
      Effect.suspend(() => {
        if (settled || admission === null) return Effect.void
        settled = true
        return store.record({ key, generation: admission.generation, outcome, tripPolicy, openFor: time }).pipe(
          Effect.catch(({ reason }) => Effect.logWarning("a circuit breaker did not learn how a call ended", reason)),
          Effect.uninterruptible
        )
      })
  }
})

/**
 * A speaker that is left alone for a while when it keeps failing: it is then `overloaded` at once. After that while one
 * call tries it, and opens the way for all when its answer begins. A vendor that answers is well, whatever it says of
 * the request; a call that was broken off says nothing. The circuit is that of the provider, model and key, shared by
 * all who share the store; a store that cannot be reached stops nobody.
 */
export const guarded = (store: Store, speaker: Speaker): Speaker => {
  const key = `${modelName(speaker)}/${speaker.key}`
  return {
    ...speaker,
    speak: Effect.fnUntraced(function* (options) {
      const { probes, settle } = yield* Effect.acquireRelease(counted(store, key), ({ settle }) => settle("Ignored"))
      const failed = (error: AiError.AiError) =>
        isPassing(faultKind(error)) ? settle("Failure", openTime(error)) : settle("Success")

      const { value } = yield* Effect.tapError(attempt(speaker, options), failed)
      if (probes) yield* settle("Success")
      const parts = value.parts.pipe(Stream.tapError(failed), Stream.onEnd(settle("Success")))
      return new Begun({ ...value, parts })
    })
  }
}
