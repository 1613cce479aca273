import { assert, it } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import { persistent } from "../../src/llm/Retries.ts"
import { FaultKind, isPassing } from "../../src/llm/VendorFault.ts"
import { heardInTime, type Play, scripted } from "./ScriptedSpeaker.ts"

it.effect("a fault that may pass is tried again, and each wait is told", () =>
  Effect.gen(function* () {
    const one = scripted([[{ fails: "overloaded" }], ["metadata", { fails: "unreachable" }], [{ text: "Yes." }]])
    const { fault, milliseconds, signals, text } = yield* heardInTime(persistent(one.speaker))
    assert.deepStrictEqual({ fault, text }, { fault: null, text: "Yes." })
    const delays = signals.map((signal) => (signal._tag === "Notice" && signal.kind === "retry" ? signal.delayMs : -1))
    assert.lengthOf(delays, 2)
    assert.strictEqual(delays[0]! + delays[1]!, milliseconds)
    assert.isAtMost(delays[0]!, 500)
    assert.isAtMost(delays[1]!, 1000)
  })
)

it.effect("three tries are the most", () =>
  Effect.gen(function* () {
    const one = scripted([[{ fails: "timeout" }]])
    assert.strictEqual((yield* heardInTime(persistent(one.speaker))).fault, "timeout")
    assert.lengthOf(one.begun, 3)
  })
)

it.effect("a wait that does not fit into 30 s is not begun", () =>
  Effect.gen(function* () {
    const one = scripted([[{ fails: "rate_limited", retryAfter: Duration.seconds(31) }]])
    assert.deepStrictEqual(yield* heardInTime(persistent(one.speaker)), {
      text: "",
      signals: [],
      fault: "rate_limited",
      milliseconds: 0
    })
  })
)

it.effect("the time that a try takes is spent of the 30 s", () =>
  Effect.gen(function* () {
    const one = scripted([[{ wait: "31 seconds" }, { fails: "timeout" }]])
    assert.strictEqual((yield* heardInTime(persistent(one.speaker))).fault, "timeout")
    assert.lengthOf(one.begun, 1)
  })
)

it.effect("an answer that has begun is not tried again", () =>
  Effect.gen(function* () {
    const one = scripted([[{ text: "Y" }, { fails: "unreachable" }], [{ text: "Yes." }]])
    const { fault, text } = yield* heardInTime(persistent(one.speaker))
    assert.deepStrictEqual({ fault, text }, { fault: "unreachable", text: "Y" })
  })
)

it.effect("a try ends before the next begins", () =>
  Effect.gen(function* () {
    const one = scripted([[{ fails: "overloaded" }], [{ text: "Yes." }]])
    const opened: Array<number> = []
    const watched = {
      ...one.speaker,
      speak: (...options: Parameters<typeof one.speaker.speak>) => {
        opened.push(one.open)
        return one.speaker.speak(...options)
      }
    }
    yield* heardInTime(persistent(watched))
    assert.deepStrictEqual(opened, [0, 0])
    assert.strictEqual(one.open, 0)
  })
)

const between = (minimum: number, maximum: number) =>
  Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum, maximum })))

/** What happens in one try: how long it takes to fail, in what way, and what the vendor asks for. */
const Failure = Schema.Struct({ takes: between(0, 12_000), kind: FaultKind, asks: Schema.NullOr(between(0, 20_000)) })
const failures = Schema.Array(Failure).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(5)))

it.effect.prop(
  "whatever goes wrong: at most three tries, none after 30 s, none earlier than the vendor asks, none after a fault that stays",
  [failures],
  ([sequence]) =>
    Effect.gen(function* () {
      const plays = sequence.map(
        ({ asks, kind, takes }): Play => [
          { wait: takes },
          { fails: kind, ...(asks === null ? {} : { retryAfter: Duration.millis(asks) }) }
        ]
      )
      const one = scripted([plays[0]!, ...plays.slice(1)])
      const { signals } = yield* heardInTime(persistent(one.speaker))
      const [from] = one.begun
      assert.isAtMost(one.begun.length, 3)
      assert.lengthOf(signals, one.begun.length - 1)
      one.begun.slice(1).forEach((at, index) => {
        const { asks, kind, takes } = sequence[Math.min(index, sequence.length - 1)]!
        assert.isTrue(isPassing(kind))
        assert.isAtMost(at - from!, 30_000)
        const told = kind === "rate_limited" || kind === "overloaded" || kind === "timeout" || kind === "unreachable"
        assert.isAtLeast(at - one.begun[index]!, takes + (told ? (asks ?? 0) : 0))
      })
      assert.strictEqual(one.open, 0)
    })
)
