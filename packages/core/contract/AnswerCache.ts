import { assert, it } from "@effect/vitest"
import { Duration, Effect, type Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { AnswerCache } from "../src/llm/AnswerCache.ts"
import { freshWord } from "./Facts.ts"

const day = Duration.days(1)

/**
 * The laws of {@link AnswerCache}. `elapse` lets time pass for the adapter: by the test clock, or in a store that has a
 * clock of its own.
 */
export const suite = (
  adapter: string,
  layer: Layer.Layer<AnswerCache, unknown>,
  elapse: (time: Duration.Duration) => Effect.Effect<void> = TestClock.adjust
) =>
  it.layer(layer, { timeout: "60 seconds" })(`AnswerCache / ${adapter}`, (it) => {
    it.effect("what is kept is given back to the letter, as often as it is asked for", () =>
      Effect.gen(function* () {
        const cache = yield* AnswerCache
        const texts = ["", " ", "\0\n\r", "null", "Ä a\u0308 한국어 🥊", '{"a":[1,"\\u0000"]}', "ab🥊".repeat(50_000)]
        const kept = texts.map((text) => [freshWord(), text] as const)
        yield* Effect.forEach(kept, ([key, text]) => cache.set(key, text, day), { concurrency: "unbounded" })
        for (const [key, text] of [...kept, ...kept]) {
          assert.deepStrictEqual(yield* cache.get(key), Option.some(text))
        }
      })
    )

    it.effect("nothing is known of a key that was never given, however it looks", () =>
      Effect.gen(function* () {
        const cache = yield* AnswerCache
        const word = freshWord()
        yield* cache.set(word, "text", day)
        for (const key of ["", "*", "constructor", "__proto__", `${word} `, word.slice(1), word.toUpperCase()]) {
          if (key === word) continue
          assert.deepStrictEqual(yield* cache.get(key), Option.none(), key)
        }
      })
    )

    it.effect("the last text of a key is the one that is kept, for its own lifetime", () =>
      Effect.gen(function* () {
        const cache = yield* AnswerCache
        const key = freshWord()
        yield* cache.set(key, "first", Duration.hours(1))
        yield* cache.set(key, "second", day)
        yield* elapse(Duration.hours(2))
        assert.deepStrictEqual(yield* cache.get(key), Option.some("second"))
        yield* cache.set(key, "third", Duration.hours(1))
        yield* elapse(Duration.hours(2))
        assert.deepStrictEqual(yield* cache.get(key), Option.none())
      })
    )

    it.effect("a text is kept for its lifetime and not longer, however often it is asked for", () =>
      Effect.gen(function* () {
        const cache = yield* AnswerCache
        const key = freshWord()
        yield* cache.set(key, "text", day)
        yield* elapse(Duration.subtract(day, Duration.minutes(1)))
        assert.deepStrictEqual(yield* cache.get(key), Option.some("text"))
        yield* elapse(Duration.minutes(1))
        assert.deepStrictEqual(yield* cache.get(key), Option.none())
      })
    )

    it.effect("a lifetime too short to measure is none, and no fault", () =>
      Effect.gen(function* () {
        const cache = yield* AnswerCache
        const key = freshWord()
        yield* cache.set(key, "text", Duration.micros(1n))
        yield* elapse(Duration.seconds(1))
        assert.deepStrictEqual(yield* cache.get(key), Option.none())
      })
    )
  })
