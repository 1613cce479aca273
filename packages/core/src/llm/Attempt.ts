import { Channel, Effect, Exit, Scope, Stream } from "effect"
import type { AiError, LanguageModel } from "effect/ai"
import { isSubstance, type Speaker, type Speech } from "./Speaker.ts"
import { vendorError } from "./VendorFault.ts"

/** Gives the effect a scope of its own, which is closed as soon as it fails, or by `close`. */
export const contained = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<
  { readonly value: A; readonly close: Effect.Effect<void> },
  E,
  Exclude<R, Scope.Scope> | Scope.Scope
> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const scope = yield* Scope.fork(yield* Effect.scope)
      const value = yield* restore(Scope.provide(self, scope)).pipe(
        Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause)))
      )
      return { value, close: Scope.close(scope, Exit.void) }
    })
  )

/** A speech whose answer has begun: its first part of substance is here. */
export class Begun implements Speech {
  readonly parts: Speech["parts"]
  readonly allowance: Speech["allowance"]

  constructor({ allowance, parts }: Speech) {
    this.parts = parts
    this.allowance = allowance
  }
}

const silence = vendorError("Attempt", { kind: "response", words: "the answer ended before it began" })

const begun = Effect.fnUntraced(function* (speaker: Speaker, options: LanguageModel.ProviderOptions) {
  const speech = yield* speaker.speak(options)
  if (speech instanceof Begun) return speech
  const pull = yield* Channel.toPullScoped(Stream.toChannel(speech.parts), yield* Effect.scope)
  const next = Effect.catchTag(pull, "Done", () => Effect.fail(silence))
  let heard = yield* next
  while (!heard.some(isSubstance)) heard = [...heard, ...(yield* next)]
  let first: typeof heard | null = heard
  const rest = Effect.suspend(() => {
    if (first === null) return pull
    const again = Effect.succeed(first)
    first = null
    return again
  })
  return new Begun({ allowance: speech.allowance, parts: Stream.fromPull(Effect.succeed(rest)) })
})

/**
 * Lets a speaker speak until the answer itself begins, so that a fault before that is a fault of this effect, and has
 * ended the request. Nothing that was said is lost. `close` ends the request before its time.
 */
export const attempt = (
  speaker: Speaker,
  options: LanguageModel.ProviderOptions
): Effect.Effect<{ readonly value: Begun; readonly close: Effect.Effect<void> }, AiError.AiError, Scope.Scope> =>
  contained(begun(speaker, options))
