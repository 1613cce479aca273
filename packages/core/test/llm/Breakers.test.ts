import { assert, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Schema } from "effect"
import { CircuitBreaker } from "effect/persistence"
import { TestClock } from "effect/testing"
import { guarded } from "../../src/llm/Breakers.ts"
import { FaultKind, isPassing } from "../../src/llm/VendorFault.ts"
import { heard, type Play, scripted } from "./ScriptedSpeaker.ts"

const { CircuitBreakerStore } = CircuitBreaker

/** Circuits of its own for each test. */
const withStore = Effect.provide(Layer.fresh(CircuitBreaker.layerStoreMemory()))

const fails = (kind: FaultKind): Play => [{ fails: kind }]
const speaks: Play = [{ text: "Yes." }]
const fiveFailures: readonly [Play, ...ReadonlyArray<Play>] = [
  fails("overloaded"),
  ["metadata", { fails: "timeout" }],
  fails("unreachable"),
  fails("response"),
  [{ text: "Y" }, { fails: "unreachable" }]
]

const key = "scripted/transcript/1"

const guard = (one: ReturnType<typeof scripted>) =>
  Effect.map(CircuitBreakerStore, (store) => guarded(store, one.speaker))

it.effect(
  "five faults in a row that may pass, in mid-answer too, open the circuit: the next call is overloaded at once",
  () =>
    Effect.gen(function* () {
      const one = scripted([...fiveFailures, speaks])
      const speaker = yield* guard(one)
      const faults = yield* Effect.forEach(fiveFailures, () => Effect.map(heard(speaker), ({ fault }) => fault))
      assert.deepStrictEqual(faults, ["overloaded", "timeout", "unreachable", "response", "unreachable"])
      assert.strictEqual((yield* heard(speaker)).fault, "overloaded")
      assert.lengthOf(one.begun, 5)
    }).pipe(withStore)
)

it.effect("an answer, and a fault of the request, begin the count anew", () =>
  Effect.gen(function* () {
    for (const between of [speaks, fails("request"), fails("auth")]) {
      const four = fiveFailures.slice(1)
      const one = scripted([fails("overloaded"), ...four.slice(1), between, ...four])
      const speaker = yield* guard(one)
      yield* Effect.repeat(heard(speaker), { times: 8 })
      assert.strictEqual((yield* (yield* CircuitBreakerStore).state(key))._tag, "Closed")
      yield* heard(speaker)
      assert.strictEqual((yield* (yield* CircuitBreakerStore).state(key))._tag, "Open")
      yield* TestClock.adjust("1 day")
    }
  }).pipe(withStore)
)

it.effect("after 30 s one call tries the vendor and closes the circuit", () =>
  Effect.gen(function* () {
    const one = scripted([...fiveFailures, speaks])
    const speaker = yield* guard(one)
    yield* Effect.forEach(fiveFailures, () => heard(speaker))
    yield* TestClock.adjust("29 seconds")
    assert.strictEqual((yield* heard(speaker)).fault, "overloaded")
    yield* TestClock.adjust("1 second")
    assert.deepStrictEqual((yield* heard(speaker)).text, "Yes.")
    assert.strictEqual((yield* (yield* CircuitBreakerStore).state(key))._tag, "Closed")
  }).pipe(withStore)
)

it.effect("while one call tries the vendor all others are overloaded, until its answer begins", () =>
  Effect.gen(function* () {
    const slow: Play = [{ wait: "2 seconds" }, { text: "Y" }, { wait: "10 seconds" }, { text: "es." }]
    const one = scripted([...fiveFailures, slow, speaks])
    const speaker = yield* guard(one)
    yield* Effect.forEach(fiveFailures, () => heard(speaker))
    yield* TestClock.adjust("30 seconds")
    const trying = yield* Effect.forkChild(heard(speaker))
    yield* TestClock.adjust("1 second")
    assert.strictEqual((yield* heard(speaker)).fault, "overloaded")
    yield* TestClock.adjust("1 second")
    assert.strictEqual((yield* heard(speaker)).text, "Yes.")
    yield* TestClock.adjust("10 seconds")
    assert.strictEqual((yield* Fiber.join(trying)).text, "Yes.")
  }).pipe(withStore)
)

it.effect("a call that tries the vendor and fails opens the circuit again", () =>
  Effect.gen(function* () {
    const one = scripted([...fiveFailures, fails("timeout"), speaks])
    const speaker = yield* guard(one)
    yield* Effect.forEach(fiveFailures, () => heard(speaker))
    yield* TestClock.adjust("30 seconds")
    assert.strictEqual((yield* heard(speaker)).fault, "timeout")
    assert.strictEqual((yield* heard(speaker)).fault, "overloaded")
    assert.lengthOf(one.begun, 6)
  }).pipe(withStore)
)

it.effect("a call that tries the vendor and is broken off lets the next one try", () =>
  Effect.gen(function* () {
    const one = scripted([...fiveFailures, [{ wait: "1 day" }], speaks])
    const speaker = yield* guard(one)
    yield* Effect.forEach(fiveFailures, () => heard(speaker))
    yield* TestClock.adjust("30 seconds")
    const trying = yield* Effect.forkChild(heard(speaker))
    yield* TestClock.adjust("1 second")
    yield* Fiber.interrupt(trying)
    assert.strictEqual((yield* heard(speaker)).text, "Yes.")
  }).pipe(withStore)
)

it.effect("the circuit stays open for as long as the vendor asks, and no longer than 5 minutes", () =>
  Effect.gen(function* () {
    const store = yield* CircuitBreakerStore
    for (const [asked, stays] of [
      [60, 60],
      [3600, 300]
    ] as const) {
      const one = scripted([[{ fails: "rate_limited", retryAfter: Duration.seconds(asked) }]], { key: String(asked) })
      const speaker = guarded(store, one.speaker)
      yield* Effect.repeat(heard(speaker), { times: 4 })
      const state = yield* store.state(`scripted/transcript/${asked}`)
      assert.deepInclude(state, { _tag: "Open", retryAfter: Duration.seconds(stays) })
    }
  }).pipe(withStore)
)

it.effect("each provider, model and key has its own circuit", () =>
  Effect.gen(function* () {
    const speaker = yield* guard(scripted(fiveFailures))
    yield* Effect.forEach(fiveFailures, () => heard(speaker))
    for (const other of [{ key: "2" }, { model: "other" }]) {
      assert.strictEqual((yield* heard(yield* guard(scripted([speaks], other)))).text, "Yes.")
    }
  }).pipe(withStore)
)

it.effect("a store that cannot be reached stops nobody", () =>
  Effect.gen(function* () {
    const gone = new CircuitBreaker.CircuitBreakerError({
      reason: new CircuitBreaker.CircuitBreakerStoreError({ message: "gone" })
    })
    const forgetful = yield* CircuitBreakerStore
    for (const store of [
      { ...forgetful, admit: () => Effect.fail(gone) },
      { ...forgetful, record: () => Effect.fail(gone) }
    ]) {
      assert.strictEqual((yield* heard(guarded(store, scripted([speaks]).speaker))).text, "Yes.")
    }
  }).pipe(withStore)
)

const outcomes = Schema.Array(Schema.NullOr(FaultKind)).pipe(
  Schema.check(Schema.isMinLength(1), Schema.isMaxLength(30))
)

it.effect.prop("a circuit is open exactly after five faults in a row that may pass", [outcomes], ([sequence]) =>
  Effect.gen(function* () {
    const plays = sequence.map((kind) => (kind === null ? speaks : fails(kind)))
    const one = scripted([plays[0]!, ...plays.slice(1)])
    const speaker = yield* guard(one)
    let row = 0
    for (const kind of sequence) {
      if (row === 5) break
      yield* heard(speaker)
      row = kind !== null && isPassing(kind) ? row + 1 : 0
    }
    const state = yield* (yield* CircuitBreakerStore).state(key)
    assert.strictEqual(state._tag, row === 5 ? "Open" : "Closed")
  }).pipe(withStore)
)
