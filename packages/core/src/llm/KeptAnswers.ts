import { Duration, Effect, Option, Stream } from "effect"
import type { LanguageModel } from "effect/ai"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CurrentData } from "../stats/CurrentData.ts"
import { AnswerCache } from "./AnswerCache.ts"
import { callKey } from "./CallKey.ts"
import { free } from "./FreeCall.ts"
import { FreshAnswer } from "./FreshAnswer.ts"
import type { ModelConfig } from "./ModelConfig.ts"
import { type ModelSignal, SignalSink } from "./ModelSignal.ts"
import type { Speaker, SpokenPart } from "./Speaker.ts"

/** How long an answer is kept. */
const lifetime = Duration.days(1)

/** How long the store is waited for before the model is asked. */
const patience = Duration.millis(250)

/** Letters of the longest answer that is kept. */
const mostLetters = 1 << 18

/** Changes when the parts are written otherwise than before. */
const form = 1

/** An answer of nothing but the first question of a talk: whoever asks it is told the same. */
const isFirst = ({ prompt }: LanguageModel.ProviderOptions): boolean =>
  prompt.content.filter(({ role }) => role === "user").length === 1

/** Said to its end, and more than nothing. */
const isWhole = (parts: ReadonlyArray<SpokenPart>): boolean => {
  const last = parts.at(-1)
  const isEnded = last?.type === "finish" && (last.reason === "stop" || last.reason === "tool-calls")
  return isEnded && parts.some(({ type }) => type === "text-delta" || type === "tool-call")
}

/** Another model spoke, or the answer began anew. */
const isTurn = (signal: ModelSignal): boolean =>
  signal._tag === "Reset" || (signal._tag === "Notice" && signal.kind === "fallback")

/** Of a text that was made of parts. */
const partsOf = (text: string): ReadonlyArray<SpokenPart> => JSON.parse(text)

/** The store serves where it can; without it the model is asked. */
const forgiving = <A>(access: Effect.Effect<Option.Option<A>, StoreUnavailable>): Effect.Effect<Option.Option<A>> =>
  access.pipe(
    Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.succeed(Option.none<A>()) }),
    Effect.catch((error) => Effect.as(Effect.logWarning("kept answers cannot be reached", error), Option.none()))
  )

/**
 * Makes speakers that say again what was said for an equal call, of the first question of a talk, over the same data:
 * a whole answer, for a day, and only of the first model of the `chain` that is asked. The listener is told by a notice,
 * and the log by a call that cost nothing. The day, and what tools and the user have answered by then, are parts of what
 * the model is told, and so of what is equal. Who wants a `FreshAnswer` gets one, which is not kept.
 */
export const keptAnswers = Effect.gen(function* () {
  const cache = yield* AnswerCache
  const { status } = yield* CurrentData

  return (speaker: Speaker, chain: ReadonlyArray<ModelConfig>): Speaker => {
    const { model, provider } = speaker

    const replayed = Effect.fnUntraced(function* (parts: ReadonlyArray<SpokenPart>) {
      const sink = yield* SignalSink
      return yield* free(
        Effect.as(sink({ _tag: "Notice", kind: "cache_hit" }), { allowance: null, parts: Stream.fromArray(parts) }),
        () => ({ provider, model, source: "cache" })
      )
    })

    const kept = Effect.fnUntraced(function* (key: string, options: LanguageModel.ProviderOptions) {
      const sink = yield* SignalSink
      const spoken: Array<SpokenPart> = []
      let isOwn = true
      const { allowance, parts } = yield* Effect.provideService(speaker.speak(options), SignalSink, (signal) => {
        if (isTurn(signal)) isOwn = false
        return sink(signal)
      })
      const keep = Effect.suspend(() => {
        const text = isOwn && isWhole(spoken) ? JSON.stringify(spoken) : ""
        if (text === "" || text.length > mostLetters) return Effect.void
        return forgiving(Effect.asSome(cache.set(key, text, lifetime)))
      })
      return {
        allowance,
        parts: parts.pipe(
          Stream.mapArray((chunk) => {
            for (const part of chunk) spoken.push(part)
            return chunk
          }),
          Stream.onEnd(keep)
        )
      }
    })

    return {
      ...speaker,
      speak: Effect.fnUntraced(function* (options) {
        if ((yield* FreshAnswer) || !isFirst(options)) return yield* speaker.speak(options)
        const data = yield* forgiving(Effect.asSome(status))
        if (Option.isNone(data)) return yield* speaker.speak(options)
        const key = yield* callKey([form, data.value.version, chain], options)
        const known = yield* forgiving(cache.get(key))
        return Option.isSome(known) ? yield* replayed(partsOf(known.value)) : yield* kept(key, options)
      })
    }
  }
})
