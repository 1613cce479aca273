import { assert, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import { pooled } from "../../src/llm/KeyPool.ts"
import type { KeyAllowance } from "../../src/llm/Speaker.ts"
import { allowed, heard, type Play, scripted } from "./ScriptedSpeaker.ts"

const speaks: Play = [{ text: "Yes." }]
const slow: Play = [{ wait: "10 seconds" }, { text: "Yes." }]

type Plays = Parameters<typeof scripted>[0]

const keysOf = (...plays: ReadonlyArray<Plays>) => plays.map((one, at) => scripted(one, { key: String(at) }))

const poolOf = (keys: ReturnType<typeof keysOf>) => {
  const [first, ...others] = keys.map(({ speaker }) => speaker)
  return pooled([first!, ...others])
}

/** How often each key was asked. */
const asked = (keys: ReturnType<typeof keysOf>) => keys.map(({ begun }) => begun.length)

it.effect("calls at once are shared out evenly", () =>
  Effect.gen(function* () {
    const keys = keysOf([slow], [slow], [slow])
    const pool = poolOf(keys)
    const calls = yield* Effect.forEach(Array.from({ length: 9 }), () => Effect.forkChild(heard(pool)))
    yield* TestClock.adjust("5 seconds")
    assert.deepStrictEqual(
      keys.map(({ open }) => open),
      [3, 3, 3]
    )
    yield* TestClock.adjust("5 seconds")
    yield* Effect.forEach(calls, Fiber.join)
    assert.isTrue(keys.every(({ open }) => open === 0))
  })
)

it.effect("the key with the fewest calls under way is asked", () =>
  Effect.gen(function* () {
    const keys = keysOf([slow, speaks], [speaks])
    const pool = poolOf(keys)
    const call = yield* Effect.forkChild(heard(pool))
    yield* TestClock.adjust("1 second")
    yield* Effect.repeat(heard(pool), { times: 4 })
    assert.deepStrictEqual(asked(keys), [1, 5])
    yield* Fiber.interrupt(call)
    yield* heard(pool)
    assert.deepStrictEqual(asked(keys), [2, 5])
  })
)

it.effect("calls one after the other take turns", () =>
  Effect.gen(function* () {
    const keys = keysOf([speaks], [speaks], [speaks])
    yield* Effect.repeat(heard(poolOf(keys)), { times: 8 })
    assert.deepStrictEqual(asked(keys), [3, 3, 3])
  })
)

it.effect.each<
  readonly [kind: "auth" | "spent" | "rate_limited", retryAfter: Duration.Duration | undefined, aside: Duration.Input]
>([
  ["auth", undefined, "5 minutes"],
  ["spent", undefined, "5 minutes"],
  ["rate_limited", Duration.minutes(2), "2 minutes"]
])(
  "after the fault %s the next key is asked at once, and the one at fault is left out for a while",
  ([kind, retryAfter, aside]) =>
    Effect.gen(function* () {
      const keys = keysOf([[{ fails: kind, ...(retryAfter && { retryAfter }) }], speaks], [speaks])
      const pool = poolOf(keys)
      const { fault, signals, text } = yield* heard(pool)
      assert.deepStrictEqual({ fault, signals, text }, { fault: null, signals: [], text: "Yes." })
      yield* TestClock.adjust(Duration.subtract(Duration.fromInputUnsafe(aside), Duration.millis(1)))
      yield* Effect.repeat(heard(pool), { times: 4 })
      assert.deepStrictEqual(asked(keys), [1, 6])
      yield* TestClock.adjust("1 millis")
      yield* heard(pool)
      assert.deepStrictEqual(asked(keys), [2, 6])
    })
)

it.effect.each<readonly [law: string, allowance: KeyAllowance]>([
  ["requests", allowed({ requestsLeft: 0, tokensLeft: 1000, resetMs: 60_000 })],
  ["tokens", allowed({ requestsLeft: 10, tokensLeft: 0, resetMs: 60_000 })]
])("a key without any %s left waits until it has all of them again", ([, allowance]) =>
  Effect.gen(function* () {
    const keys = [scripted([speaks], { key: "0", allowance }), scripted([speaks], { key: "1" })]
    const pool = poolOf(keys)
    yield* Effect.repeat(heard(pool), { times: 4 })
    assert.deepStrictEqual(asked(keys), [1, 4])
    yield* TestClock.adjust("60 seconds")
    yield* heard(pool)
    assert.deepStrictEqual(asked(keys), [2, 4])
  })
)

it.effect("when all keys wait, the one that is free first is asked all the same, and no other", () =>
  Effect.gen(function* () {
    const waits = (seconds: number): Play => [{ fails: "rate_limited", retryAfter: Duration.seconds(seconds) }]
    const keys = keysOf([waits(50), speaks], [waits(20), waits(40)], [waits(30), speaks])
    const pool = poolOf(keys)
    assert.strictEqual((yield* heard(pool)).fault, "rate_limited")
    assert.deepStrictEqual(asked(keys), [1, 1, 1])
    assert.strictEqual((yield* heard(pool)).fault, "rate_limited")
    assert.deepStrictEqual(asked(keys), [1, 2, 1])
    assert.strictEqual((yield* heard(pool)).fault, null)
    assert.deepStrictEqual(asked(keys), [1, 2, 2])
  })
)

it.effect("a fault of the request is no fault of the key", () =>
  Effect.gen(function* () {
    const keys = keysOf([[{ fails: "request" }]], [speaks])
    const pool = poolOf(keys)
    assert.strictEqual((yield* heard(pool)).fault, "request")
    assert.deepStrictEqual(asked(keys), [1, 0])
  })
)

const counts = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 5 })))

it.effect.prop(
  "a call asks each key at most once, and fails only when no key is good",
  [Schema.Array(Schema.Boolean).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(6))), counts],
  ([good, calls]) =>
    Effect.gen(function* () {
      const keys = keysOf(...good.map((is): Plays => [is ? speaks : [{ fails: "auth" }]]))
      const pool = poolOf(keys)
      for (let call = 0; call < calls; call++) {
        const before = asked(keys)
        const { fault } = yield* heard(pool)
        assert.strictEqual(fault, good.includes(true) ? null : "auth")
        assert.isTrue(asked(keys).every((count, at) => count - before[at]! <= 1))
      }
      keys.forEach(({ begun }, at) => {
        if (!good[at] && good.includes(true)) assert.isAtMost(begun.length, 1)
      })
    })
)
