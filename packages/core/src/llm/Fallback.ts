import { type Array as Arr, Effect, Stream } from "effect"
import type { AiError } from "effect/ai"
import { attempt } from "./Attempt.ts"
import { modelName } from "./ModelConfig.ts"
import { SignalSink } from "./ModelSignal.ts"
import type { Speaker } from "./Speaker.ts"
import { type FaultKind, faultKind } from "./VendorFault.ts"

/** Whether another model may answer what this one does not. What one refuses to answer, no other is asked. */
const movesOn = (kind: FaultKind): boolean => kind !== "refused"

/**
 * Speakers of which each is asked when the one before it has failed. What that one has already said of the answer is
 * taken back with a `Reset`. Of several faults the last is told, and nothing is taken back for it.
 */
export const fallback = (chain: Arr.NonEmptyReadonlyArray<Speaker>): Speaker => ({
  ...chain[0],
  speak: Effect.fnUntraced(function* (options) {
    const tell = yield* SignalSink

    const spoken = (speaker: Speaker, [next, ...others]: ReadonlyArray<Speaker>): ReturnType<Speaker["speak"]> => {
      const instead = (error: AiError.AiError, takenBack: Effect.Effect<void>): ReturnType<Speaker["speak"]> => {
        if (next === undefined || !movesOn(faultKind(error))) return Effect.fail(error)
        return takenBack.pipe(
          Effect.andThen(tell({ _tag: "Notice", kind: "fallback", from: modelName(speaker), to: modelName(next) })),
          Effect.andThen(spoken(next, others))
        )
      }
      return Effect.matchEffect(attempt(speaker, options), {
        onFailure: (error) => instead(error, Effect.void),
        onSuccess: ({ close, value }) => {
          const takenBack = Effect.andThen(close, tell({ _tag: "Reset" }))
          const parts = Stream.catch(value.parts, (error) =>
            Stream.unwrap(Effect.map(instead(error, takenBack), (speech) => speech.parts))
          )
          return Effect.succeed({ ...value, parts })
        }
      })
    }

    return yield* spoken(chain[0], chain.slice(1))
  })
})
