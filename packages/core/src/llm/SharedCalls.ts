import { Effect, Fiber, Stream } from "effect"
import { callText } from "./CallKey.ts"
import { free } from "./FreeCall.ts"
import { FreshAnswer } from "./FreshAnswer.ts"
import { CallLog } from "./ModelCall.ts"
import type { ModelConfig } from "./ModelConfig.ts"
import { SignalSink } from "./ModelSignal.ts"
import { type Listener, Recording } from "./Recording.ts"
import type { Speaker } from "./Speaker.ts"

/** Letters of an answer, beyond which nobody joins any more. */
const mostLetters = 1 << 20

/**
 * Makes speakers of which equal calls that are under way are one call: everybody hears all of it from the beginning, at
 * their own pace, its signals and its failure too. It ends when nobody listens any more, and not before. It is charged
 * to whoever has listened longest; the others' logs learn of a shared call. `chain` are the models that the speaker may
 * ask: what is equal but for them is not one call. Who wants a `FreshAnswer` shares none.
 */
export const sharedCalls = Effect.sync(() => {
  const underWay = new Map<string, Recording>()

  return (speaker: Speaker, chain: ReadonlyArray<ModelConfig>): Speaker => ({
    ...speaker,
    speak: Effect.fnUntraced(function* (options) {
      if (yield* FreshAnswer) return yield* speaker.speak(options)
      const key = callText(chain, options)
      const sink = yield* SignalSink
      const listener: Listener = { log: yield* CallLog, isCharged: false }

      const forget = (recording: Recording) => {
        if (underWay.get(key) === recording) underWay.delete(key)
      }

      const record = (recording: Recording) =>
        speaker.speak(options).pipe(
          Effect.tap(({ allowance }) => Effect.sync(() => recording.add([{ _tag: "Head", allowance }]))),
          Effect.flatMap(({ parts }) =>
            Stream.runForEachArray(parts, (chunk) => Effect.sync(() => recording.add(chunk)))
          ),
          Effect.scoped,
          Effect.provideService(SignalSink, (signal) => Effect.sync(() => recording.add([signal]))),
          Effect.provideService(CallLog, (call) => recording.charge(call)),
          Effect.onExit((exit) =>
            Effect.sync(() => {
              forget(recording)
              recording.end(exit)
            })
          )
        )

      const join = Effect.suspend(() => {
        const known = underWay.get(key)
        const recording = known !== undefined && known.letters <= mostLetters ? known : new Recording(speaker)
        recording.listeners.add(listener)
        if (recording === known) return Effect.succeed(recording)
        underWay.set(key, recording)
        return Effect.map(Effect.forkDetach(record(recording)), (fiber) => {
          recording.fiber = fiber
          return recording
        })
      })

      const leave = (recording: Recording) =>
        Effect.suspend(() => {
          const { fiber, listeners } = recording
          if (listeners.size > 1 || fiber === null) {
            listeners.delete(listener)
            return Effect.void
          }
          forget(recording)
          return Effect.ensuring(
            Fiber.interrupt(fiber),
            Effect.sync(() => listeners.delete(listener))
          )
        })

      // The name is asked for after the leave, by which a call that ends with it has been charged.
      let recording = new Recording(speaker)
      const heard = Effect.acquireRelease(join, leave).pipe(
        Effect.tap((joined) =>
          Effect.sync(() => {
            recording = joined
          })
        ),
        Effect.flatMap((joined) => joined.replay(sink))
      )
      return yield* free(heard, () => (listener.isCharged ? null : { ...recording.answerer, source: "shared" }))
    })
  })
})
