import { Array as Arr, Clock, Duration, Effect, Order } from "effect"
import type { LanguageModel } from "effect/ai"
import { attempt } from "./Attempt.ts"
import type { KeyAllowance, Speaker } from "./Speaker.ts"
import { type FaultKind, faultKind, retryAfter } from "./VendorFault.ts"

/** Faults of the key rather than of the request, and how long the key is set aside where the vendor does not say. */
const setAside: Partial<Record<FaultKind, Duration.Duration>> = {
  auth: Duration.minutes(5),
  spent: Duration.minutes(5),
  rate_limited: Duration.seconds(1),
  overloaded: Duration.zero
}

interface Place {
  readonly speaker: Speaker
  /** Calls under way. */
  busy: number
  /** When the key may be used again, in milliseconds since 1970. */
  freeAt: number
  /** The number of the call that used it last. */
  used: number
}

const allowanceWait = (allowance: KeyAllowance | null): number =>
  allowance !== null && (allowance.requestsLeft === 0 || allowance.tokensLeft === 0) ? (allowance.resetMs ?? 0) : 0

const heldBack = (place: Place, milliseconds: number) =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    place.freeAt = Math.max(place.freeAt, now + milliseconds)
  })

const placeOf = (speaker: Speaker): Place => {
  const place: Place = {
    busy: 0,
    freeAt: 0,
    used: 0,
    speaker: {
      ...speaker,
      speak: (options) =>
        Effect.acquireRelease(
          Effect.sync(() => {
            place.busy += 1
          }),
          () =>
            Effect.sync(() => {
              place.busy -= 1
            })
        ).pipe(Effect.andThen(speaker.speak(options)))
    }
  }
  return place
}

/** The best first: one that is free, or will be soonest; of these the least busy; of these the one unused for longest. */
const byUse = (now: number) =>
  Order.combineAll<Place>([
    Order.mapInput(Order.Number, ({ freeAt }) => Math.max(freeAt - now, 0)),
    Order.mapInput(Order.Number, ({ busy }) => busy),
    Order.mapInput(Order.Number, ({ used }) => used)
  ])

/**
 * The keys of one configuration as one speaker, made once for all calls. A key that the vendor does not let in for now
 * is set aside, and the call goes on to the next that is free. When all are set aside, the one that is free first is
 * asked all the same.
 */
export const pooled = (keys: Arr.NonEmptyReadonlyArray<Speaker>): Speaker => {
  const places = Arr.map(keys, placeOf)
  let calls = 0

  const spoken = (
    options: LanguageModel.ProviderOptions,
    left: Arr.NonEmptyReadonlyArray<Place>
  ): ReturnType<Speaker["speak"]> =>
    Effect.gen(function* () {
      const [place, ...others] = Arr.sort(left, byUse(yield* Clock.currentTimeMillis))
      place.used = ++calls
      return yield* attempt(place.speaker, options).pipe(
        Effect.flatMap(({ value }) => Effect.as(heldBack(place, allowanceWait(value.allowance)), value)),
        Effect.catch((error) =>
          Effect.gen(function* () {
            const wait = setAside[faultKind(error)]
            if (wait === undefined) return yield* error
            yield* heldBack(place, Duration.toMillis(retryAfter(error) ?? wait))
            const now = yield* Clock.currentTimeMillis
            const free = others.filter(({ freeAt }) => freeAt <= now)
            return yield* Arr.isArrayNonEmpty(free) ? spoken(options, free) : error
          })
        )
      )
    })

  return { ...keys[0], speak: (options) => spoken(options, places) }
}
