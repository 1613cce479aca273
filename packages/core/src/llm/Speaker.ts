import { Context, Effect, type Scope, Stream } from "effect"
import { type AiError, LanguageModel, type Response } from "effect/ai"
import { gathered } from "./GatheredParts.ts"
import type { ModelConfig, Provider } from "./ModelConfig.ts"
import { SignalSink } from "./ModelSignal.ts"

export type SpokenPart = Response.StreamPartEncoded

/** What a vendor said of a key's allowance with the head of an answer; null where it did not. */
export interface KeyAllowance {
  readonly requestsLeft: number | null
  readonly tokensLeft: number | null
  /** Until the allowance is whole again, in milliseconds. */
  readonly resetMs: number | null
}

/** An answer that has begun: its head has come. */
export interface Speech {
  /** Ends with exactly one `finish` part, or fails; it never just stops. */
  readonly parts: Stream.Stream<SpokenPart, AiError.AiError>
  readonly allowance: KeyAllowance | null
}

/**
 * A model as it can be asked by one key: what a `LanguageModel` is made of, and what timeouts, retries, breakers and
 * caches are put around.
 */
export interface Speaker {
  readonly provider: Provider
  readonly model: string
  /** Which of the vendor's keys, as logs may name it; never the key. */
  readonly key: string
  /** Done when the head has come. Closing the scope, whenever, ends the request at the vendor. */
  readonly speak: (options: LanguageModel.ProviderOptions) => Effect.Effect<Speech, AiError.AiError, Scope.Scope>
  /** Whether it is sure of what it would say, asked before it speaks; left out by whoever cannot know. */
  readonly isSure?: (options: LanguageModel.ProviderOptions) => Effect.Effect<boolean>
}

/** The vendors that are set up: one speaker for each key, none for a vendor without. */
export class Vendors extends Context.Service<
  Vendors,
  { readonly speakers: (config: ModelConfig) => ReadonlyArray<Speaker> }
>()("@mma-savant/core/llm/Vendors") {}

/** A part that is the answer itself: what has begun when it comes cannot begin anew unseen. */
export const isSubstance = ({ type }: SpokenPart): boolean => type !== "response-metadata"

/**
 * Effect's port over a speaker. Text that is wanted whole is gathered from the stream, which cannot hang unseen; what was
 * said before a reset is no part of it.
 */
export const languageModel = ({ speak }: Speaker) => {
  const streamText = (options: LanguageModel.ProviderOptions) =>
    Stream.unwrap(Effect.map(speak(options), ({ parts }) => parts))
  return LanguageModel.make({
    streamText,
    generateText: Effect.fnUntraced(function* (options) {
      const tell = yield* SignalSink
      let said: Array<SpokenPart> = []
      yield* streamText(options).pipe(
        Stream.runForEachArray((parts) => Effect.sync(() => void said.push(...parts))),
        Effect.provideService(SignalSink, (signal) => {
          if (signal._tag === "Notice") return tell(signal)
          said = []
          return Effect.void
        })
      )
      return gathered(said)
    })
  })
}
