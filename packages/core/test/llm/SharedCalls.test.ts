import { assert, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Schema, Stream } from "effect"
import type { AiError } from "effect/ai"
import { TestClock } from "effect/testing"
import { FreshAnswer } from "../../src/llm/FreshAnswer.ts"
import { metered } from "../../src/llm/Meter.ts"
import { type ModelSignal, SignalSink } from "../../src/llm/ModelSignal.ts"
import { sharedCalls } from "../../src/llm/SharedCalls.ts"
import type { Speaker, SpokenPart } from "../../src/llm/Speaker.ts"
import { faultKind } from "../../src/llm/VendorFault.ts"
import { Ear } from "./Ear.ts"
import { chain, question } from "./Question.ts"
import { finish, type Play, scripted } from "./ScriptedSpeaker.ts"

/** Everybody has done what there was to do without time going by. */
const settled = Effect.forEach(Array.from({ length: 20 }), () => Effect.yieldNow, { discard: true })

const shared = (speaker: Speaker) =>
  Effect.map(sharedCalls, (share) =>
    share(
      metered(speaker, () => null),
      chain
    )
  )

const said = (...texts: ReadonlyArray<string>): ReadonlyArray<SpokenPart> =>
  texts.map((delta) => ({ type: "text-delta", id: "1", delta }))

/** Its head after a second, and its finish a second after its words. */
const slow: Play = [
  { wait: "1 second" },
  "head",
  "metadata",
  { text: "Ada " },
  { text: "is " },
  { text: "a fighter." },
  { wait: "1 second" }
]

it.effect("50 equal questions at once are one call, and everybody hears all of it", () =>
  Effect.gen(function* () {
    const script = scripted([slow])
    const one = yield* shared(script.speaker)
    const ears = Array.from({ length: 50 }, () => new Ear())
    const fibers = yield* Effect.forEach(ears, (ear) =>
      Effect.forkChild(Effect.flatMap(question(), (options) => ear.listen(one, options)))
    )
    yield* settled
    yield* TestClock.adjust("1 second")
    yield* settled
    for (const ear of ears) assert.strictEqual(ear.text, "Ada is a fighter.")
    yield* TestClock.adjust("1 second")
    yield* Effect.forEach(fibers, Fiber.join)
    assert.strictEqual(script.begun.length, 1)
    for (const ear of ears) assert.deepStrictEqual(ear.heard, ears[0]!.heard)
    assert.strictEqual(ears[0]!.heard.length, 5)
    assert.strictEqual(script.open, 0)
  })
)

it.effect("one log learns of the model's call and its tokens, the others' of a shared one that cost nothing", () =>
  Effect.gen(function* () {
    const one = yield* shared(scripted([slow]).speaker)
    const ears = [new Ear(), new Ear(), new Ear()]
    const options = yield* question()
    const fibers = yield* Effect.forEach(ears, (ear) => Effect.forkChild(ear.listen(one, options)))
    yield* settled
    yield* TestClock.adjust("2 seconds")
    yield* Effect.forEach(fibers, Fiber.join)
    const calls = ears.flatMap((ear) => ear.calls)
    assert.deepStrictEqual(
      calls.map(({ cost, outcome, source, tokens }) => [source, outcome, tokens.input, tokens.output, cost]),
      [
        ["model", "completed", 10, 5, null],
        ["shared", "completed", 0, 0, 0],
        ["shared", "completed", 0, 0, 0]
      ]
    )
    for (const call of calls) {
      assert.deepInclude(call, { provider: "scripted", model: "transcript", firstTokenMs: 1000, totalMs: 2000 })
    }
  })
)

it.effect("what differs is not shared, and neither is what has ended", () =>
  Effect.gen(function* () {
    const script = scripted([slow])
    const one = yield* shared(script.speaker)
    const [first, second] = [new Ear(), new Ear()]
    const fibers = yield* Effect.all([
      Effect.forkChild(first.listen(one, yield* question("Who is Ada?"))),
      Effect.forkChild(second.listen(one, yield* question("Who is Eve?")))
    ])
    yield* settled
    yield* TestClock.adjust("2 seconds")
    yield* Effect.forEach(fibers, Fiber.join)
    assert.strictEqual(script.begun.length, 2)
    const third = yield* Effect.forkChild(first.listen(one, yield* question("Who is Ada?")))
    yield* settled
    assert.strictEqual(script.begun.length, 3)
    yield* Fiber.interrupt(third)
  })
)

it.effect("who comes late hears it from the beginning, and who is slow holds nobody up", () =>
  Effect.gen(function* () {
    const script = scripted([slow])
    const one = yield* shared(script.speaker)
    const [early, late] = [new Ear(), new Ear()]
    const options = yield* question()
    const first = yield* Effect.forkChild(early.listen(one, options))
    yield* settled
    yield* TestClock.adjust("1500 millis")
    const second = yield* Effect.forkChild(late.listen(one, options, "1 minute"))
    yield* settled
    yield* TestClock.adjust("500 millis")
    yield* Fiber.join(first)
    assert.strictEqual(late.heard.length, 1)
    yield* TestClock.adjust("7 minutes")
    yield* Fiber.join(second)
    assert.deepStrictEqual(late.heard, early.heard)
    assert.strictEqual(script.begun.length, 1)
  })
)

it.effect(
  "a failure is told to all, before the answer and in the middle of it, and the next question is a new call",
  () =>
    Effect.gen(function* () {
      const fails = { fails: "overloaded" } as const
      for (const [text, play] of [
        ["", [{ wait: "1 second" }, fails, "head"]],
        ["Ada ", ["head", { wait: "1 second" }, { text: "Ada " }, fails]]
      ] satisfies ReadonlyArray<readonly [string, Play]>) {
        const script = scripted([play])
        const one = yield* shared(script.speaker)
        const ears = [new Ear(), new Ear(), new Ear()]
        const options = yield* question()
        const fibers = yield* Effect.forEach(ears, (ear) => Effect.forkChild(Effect.flip(ear.listen(one, options))))
        yield* settled
        yield* TestClock.adjust("1 second")
        for (const error of yield* Effect.forEach(fibers, Fiber.join))
          assert.strictEqual(faultKind(error), "overloaded")
        assert.deepStrictEqual(
          ears.flatMap(({ calls }) => calls.map(({ outcome, source }) => [source, outcome])),
          [
            ["model", "failed"],
            ["shared", "failed"],
            ["shared", "failed"]
          ]
        )
        for (const ear of ears) assert.strictEqual(ear.text, text)
        const again = yield* Effect.forkChild(Effect.exit(ears[0]!.listen(one, options)))
        yield* settled
        assert.strictEqual(script.begun.length, 2)
        yield* Fiber.interrupt(again)
      }
    })
)

it.effect("the call goes on while one listens, whoever began it, and ends with the last", () =>
  Effect.gen(function* () {
    const script = scripted([slow])
    const one = yield* shared(script.speaker)
    const ears = [new Ear(), new Ear(), new Ear()]
    const options = yield* question()
    const [a, b, c] = yield* Effect.forEach(ears, (ear) => Effect.forkChild(ear.listen(one, options)))
    yield* settled
    yield* Fiber.interrupt(a!)
    yield* TestClock.adjust("1 second")
    yield* settled
    assert.strictEqual(ears[1]!.text, "Ada is a fighter.")
    yield* Fiber.interrupt(c!)
    assert.strictEqual(script.open, 1)
    yield* Fiber.interrupt(b!)
    assert.strictEqual(script.open, 0)
    // The one that has waited longest pays, and that is the last but not least.
    assert.deepStrictEqual(
      ears.map(({ calls }) => calls.map(({ outcome, source }) => [source, outcome])),
      [[["shared", "cancelled"]], [["model", "cancelled"]], [["shared", "cancelled"]]]
    )
  })
)

it.effect("all may leave at once, before the head or after it, and nothing stays open", () =>
  Effect.gen(function* () {
    for (const time of ["0 millis", "500 millis", "1500 millis"] as const) {
      const script = scripted([slow])
      const one = yield* shared(script.speaker)
      const ears = Array.from({ length: 10 }, () => new Ear())
      const options = yield* question()
      const fibers = yield* Effect.forEach(ears, (ear) => Effect.forkChild(ear.listen(one, options)))
      yield* settled
      yield* TestClock.adjust(time)
      yield* Fiber.interruptAll(fibers)
      assert.strictEqual(script.open, 0)
      assert.strictEqual(ears.flatMap(({ calls }) => calls).filter(({ source }) => source === "model").length, 1)
      assert.strictEqual(ears.flatMap(({ calls }) => calls).length, 10)
    }
  })
)

it.effect("signals come to everybody where they belong among the parts", () =>
  Effect.gen(function* () {
    const retry: ModelSignal = { _tag: "Notice", kind: "retry", delayMs: 10 }
    const { speaker } = scripted([[{ wait: "1 second" }, "head", { text: "Eve " }, { text: "Ada" }]])
    const signalling: Speaker = {
      ...speaker,
      speak: Effect.fnUntraced(function* (options) {
        const sink = yield* SignalSink
        yield* sink(retry)
        const { allowance, parts } = yield* speaker.speak(options)
        const heard = Stream.flatMap(parts, (part) =>
          part.type === "text-delta" && part.delta === "Ada"
            ? Stream.concat(Stream.fromEffectDrain(sink({ _tag: "Reset" })), Stream.succeed(part))
            : Stream.succeed(part)
        )
        return { allowance, parts: heard }
      })
    }
    const one = yield* shared(signalling)
    const [early, late] = [new Ear(), new Ear()]
    const options = yield* question()
    const first = yield* Effect.forkChild(early.listen(one, options))
    yield* settled
    assert.deepStrictEqual(early.heard, [retry])
    const second = yield* Effect.forkChild(late.listen(one, options))
    yield* settled
    yield* TestClock.adjust("1 second")
    yield* Effect.forEach([first, second], Fiber.join)
    assert.deepStrictEqual(early.heard, [retry, ...said("Eve "), { _tag: "Reset" }, ...said("Ada"), finish])
    assert.deepStrictEqual(late.heard, early.heard)
  })
)

it.effect("nobody joins an answer that has grown beyond 1 MiB, and those who listen hear it to its end", () =>
  Effect.gen(function* () {
    const script = scripted([[{ text: "x".repeat(2 ** 20) }, { text: "x" }, { wait: "1 second" }]])
    const one = yield* shared(script.speaker)
    const ears = [new Ear(), new Ear(), new Ear()]
    const options = yield* question()
    const fibers: Array<Fiber.Fiber<void, AiError.AiError>> = []
    for (const ear of ears) {
      fibers.push(yield* Effect.forkChild(ear.listen(one, options)))
      yield* settled
    }
    assert.strictEqual(script.begun.length, 3)
    yield* TestClock.adjust("1 second")
    yield* Effect.forEach(fibers, Fiber.join)
    for (const ear of ears) assert.strictEqual(ear.text.length, 2 ** 20 + 1)
  })
)

it.effect("who wants a fresh answer shares no call, neither another's nor an own one", () =>
  Effect.gen(function* () {
    const script = scripted([slow])
    const one = yield* shared(script.speaker)
    const options = yield* question()
    const ears = [new Ear(), new Ear(), new Ear(), new Ear()]
    const fibers = yield* Effect.forEach(ears, (ear, index) =>
      Effect.forkChild(Effect.provideService(ear.listen(one, options), FreshAnswer, index === 1 || index === 2))
    )
    yield* settled
    yield* TestClock.adjust("2 seconds")
    yield* Effect.forEach(fibers, Fiber.join)
    assert.strictEqual(script.begun.length, 3)
    assert.deepStrictEqual(
      ears.flatMap(({ calls }) => calls.map(({ source }) => source)),
      ["model", "model", "model", "shared"]
    )
  })
)

it.effect("a speaker that breaks is a defect for all", () =>
  Effect.gen(function* () {
    const one = yield* shared({ ...scripted([[]]).speaker, speak: () => Effect.die(new Error("broken")) })
    const options = yield* question()
    const exits = yield* Effect.all(
      [new Ear(), new Ear()].map((ear) => Effect.exit(ear.listen(one, options))),
      { concurrency: 2 }
    )
    for (const exit of exits) assert.isTrue(Exit.hasDies(exit))
  })
)

const comings = Schema.Array(
  Schema.Struct({
    at: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 12 }))),
    pace: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 3 }))),
    leaves: Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 12 }))))
  })
).pipe(Schema.check(Schema.isMaxLength(5)))

it.effect.prop(
  "whoever comes and goes when, who stays hears all, who goes a beginning, and each call is closed and paid once",
  { comings },
  ({ comings }) =>
    Effect.gen(function* () {
      const letters = ["a", "b", "c", "d", "e", "f"]
      const script = scripted([[{ wait: 1 }, "head", ...letters.flatMap((text) => [{ text }, { wait: 1 }])]])
      const one = yield* shared(script.speaker)
      const options = yield* question()
      const ears = comings.map(() => new Ear())
      const fibers = new Map<number, Fiber.Fiber<void, AiError.AiError>>()
      for (let now = 0; now <= 60; now++) {
        for (const [index, { at, leaves, pace }] of comings.entries()) {
          if (at === now) fibers.set(index, yield* Effect.forkChild(ears[index]!.listen(one, options, pace)))
          if (leaves !== null && at + leaves === now) yield* Fiber.interrupt(fibers.get(index)!)
        }
        if (comings.some(({ at }) => at === now)) yield* settled
        yield* TestClock.adjust(1)
      }
      const whole = [...said(...letters), finish]
      for (const [index, { leaves }] of comings.entries()) {
        const { heard } = ears[index]!
        assert.deepStrictEqual(heard, whole.slice(0, heard.length))
        if (leaves === null) {
          yield* Fiber.join(fibers.get(index)!)
          assert.strictEqual(heard.length, whole.length)
        }
      }
      assert.strictEqual(script.open, 0)
      const paid = ears.flatMap(({ calls }) => calls).filter(({ source }) => source === "model")
      assert.strictEqual(paid.length, script.begun.length)
    }),
  { arbitrary: { runs: 30 } }
)
