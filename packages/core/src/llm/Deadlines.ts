import { type Cause, Clock, Duration, Effect, Queue, Stream } from "effect"
import type { AiError } from "effect/ai"
import { contained } from "./Attempt.ts"
import { isSubstance, type Speaker, type SpokenPart } from "./Speaker.ts"
import { vendorError } from "./VendorFault.ts"

/** How long a model may take. */
export interface Deadlines {
  /** Until the head of the answer. */
  readonly connect: Duration.Duration
  /** From the head until the first part of the answer itself. */
  readonly firstToken: Duration.Duration
  /** From one part to the next. */
  readonly idle: Duration.Duration
  /** From the question to the end of the answer, with the pauses of whoever listens. */
  readonly total: Duration.Duration
}

export const usualDeadlines: Deadlines = {
  connect: Duration.seconds(10),
  firstToken: Duration.seconds(30),
  idle: Duration.seconds(20),
  total: Duration.seconds(180)
}

/** Parts that may wait for whoever listens; then the model waits. */
const mostWaiting = 64

const late = (what: string, limit: Duration.Duration): AiError.AiError =>
  vendorError("Deadlines", { kind: "timeout", words: `${what} within ${Duration.format(limit)}` })

/**
 * A speaker that fails with a `timeout` when it takes too long; its request has ended by then. One watch goes with an
 * answer, however many its parts: it sleeps until the deadline that it knows, and then looks whether that has moved on.
 */
export const punctual = (speaker: Speaker, limits: Deadlines = usualDeadlines): Speaker => ({
  ...speaker,
  speak: Effect.fnUntraced(function* (options) {
    const clock = yield* Clock.Clock
    const now = () => clock.currentTimeMillisUnsafe()
    const end = now() + Duration.toMillis(limits.total)
    const idle = Duration.toMillis(limits.idle)

    const { close, value } = yield* speaker.speak(options).pipe(
      Effect.timeoutOrElse({
        duration: Duration.min(limits.connect, limits.total),
        orElse: () => Effect.fail(late("no head of an answer", limits.connect))
      }),
      contained
    )

    const firstDue = now() + Duration.toMillis(limits.firstToken)
    let speaking = false
    let due = firstDue
    const queue = yield* Queue.bounded<SpokenPart, AiError.AiError | Cause.Done>(mostWaiting)

    const carry = Stream.runForEachArray(value.parts, (parts) => {
      speaking ||= parts.some(isSubstance)
      // Whoever listens may take as long as the whole answer may.
      due = end
      return Effect.map(Queue.offerAll(queue, parts), () => {
        due = speaking ? now() + idle : firstDue
      })
    })

    const watch: Effect.Effect<never, AiError.AiError> = Effect.suspend(() => {
      const left = Math.min(due, end) - now()
      if (left > 0) return Effect.andThen(Effect.sleep(Math.min(left, idle)), watch)
      if (end <= due) return Effect.fail(late("no end of the answer", limits.total))
      return Effect.fail(
        speaking ? late("no further part", limits.idle) : late("no part of an answer", limits.firstToken)
      )
    })

    yield* Effect.raceFirst(carry, watch).pipe(
      Effect.onExit(() => close),
      Queue.into(queue),
      Effect.forkScoped
    )
    return { allowance: value.allowance, parts: Stream.fromQueue(queue) }
  })
})
