import { assert, it } from "@effect/vitest"
import * as AnswerCacheLaws from "@mma-savant/core/contract/AnswerCache"
import { AnswerCache } from "@mma-savant/core/llm/AnswerCache"
import { Duration, Effect, Option, Schema } from "effect"
import * as MemoryAnswerCache from "../../src/memory/MemoryAnswerCache.ts"

AnswerCacheLaws.suite("memory", MemoryAnswerCache.layer)

const day = Duration.days(1)

/** Room for a thousand letters. */
const small = Effect.provide(MemoryAnswerCache.layerWith(2000), { local: true })

it.effect("what has not been asked for the longest makes room", () =>
  Effect.gen(function* () {
    const { get, set } = yield* AnswerCache
    for (const key of ["a", "b", "c"]) yield* set(key, "x".repeat(300), day)
    yield* get("a")
    yield* set("d", "x".repeat(300), day)
    assert.isTrue(Option.isNone(yield* get("b")))
    for (const key of ["a", "c", "d"]) assert.isTrue(Option.isSome(yield* get(key)), key)
  }).pipe(small)
)

it.effect("a text for which there is no room at all takes none from others, and the key is without", () =>
  Effect.gen(function* () {
    const { get, set } = yield* AnswerCache
    yield* set("a", "x".repeat(900), day)
    yield* set("b", "short", day)
    yield* set("b", "x".repeat(1000), day)
    assert.isTrue(Option.isSome(yield* get("a")))
    assert.isTrue(Option.isNone(yield* get("b")))
  }).pipe(small)
)

const settings = Schema.Array(
  Schema.Struct({
    key: Schema.Literals(["a", "b", "c", "d"]),
    letters: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1100 })))
  })
)

it.effect.prop("whatever was set, no more is kept than there is room for", { settings }, ({ settings }) =>
  Effect.gen(function* () {
    const { get, set } = yield* AnswerCache
    for (const [at, { key, letters }] of settings.entries()) {
      yield* set(key, "x".repeat(letters), day)
      const kept = yield* Effect.forEach(["a", "b", "c", "d"], get)
      const taken = kept.filter(Option.isSome).reduce((sum, { value }) => sum + 1 + value.length, 0)
      assert.isAtMost(taken, 1000)
      // The last always fits where it fits at all.
      assert.strictEqual(Option.isSome(yield* get(key)), letters < 1000, `${at}`)
    }
  }).pipe(small)
)
