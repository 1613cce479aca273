import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Fiber, Layer, Stream } from "effect"
import { Model } from "effect/ai"
import { TestClock } from "effect/testing"
import { CallLog, type ModelCall } from "../../src/llm/ModelCall.ts"
import { ModelConfig } from "../../src/llm/ModelConfig.ts"
import { layerModel, type ModelChain, ModelFactory } from "../../src/llm/ModelFactory.ts"
import { type ModelSignal, SignalSink } from "../../src/llm/ModelSignal.ts"
import { type Speaker, Vendors } from "../../src/llm/Speaker.ts"
import { faultKind, type VendorFault } from "../../src/llm/VendorFault.ts"
import { CurrentData } from "../../src/stats/CurrentData.ts"
import { answers, breaksOff, fails, scriptedSpeaker } from "./ScriptedCalls.ts"

const config = (model: string, how: Partial<ModelConfig> = {}) =>
  new ModelConfig({ provider: "anthropic", model, ...how })

/** Vendors that have a model's keys by its name. */
const over = (keys: Readonly<Record<string, ReadonlyArray<Speaker>>>) =>
  ModelFactory.layer.pipe(
    Layer.provide(Layer.succeed(Vendors, { speakers: ({ model }) => keys[model] ?? [] })),
    Layer.provide(CurrentData.layer),
    Layer.provideMerge(Memory.layer)
  )

interface Answered {
  readonly text: string
  readonly signals: ReadonlyArray<ModelSignal>
  readonly calls: ReadonlyArray<ModelCall>
}

/** Asks the models of a chain, and hears all that comes of it. */
const asked = Effect.fnUntraced(function* (chain: ModelChain, prompt = "Who is Ada?") {
  const factory = yield* ModelFactory
  const model = yield* factory.createProvider(chain)
  const ask = Effect.gen(function* () {
    const signals: Array<ModelSignal> = []
    const calls: Array<ModelCall> = []
    let text = ""
    yield* model.streamText({ prompt }).pipe(
      Stream.runForEach((part) =>
        Effect.sync(() => {
          if (part.type === "text-delta") text += part.delta
        })
      ),
      Effect.provideService(SignalSink, (signal) =>
        Effect.sync(() => {
          signals.push(signal)
          if (signal._tag === "Reset") text = ""
        })
      ),
      Effect.provideService(CallLog, (call) => Effect.sync(() => void calls.push(call)))
    )
    const answered: Answered = { text, signals, calls }
    return answered
  })
  return ask
})

/** The end of what was begun, whatever waits for the clock by then. */
const inTime = Effect.fnUntraced(function* <A, E>(begun: Effect.Effect<A, E>) {
  const fiber = yield* Effect.forkChild(begun)
  while (fiber.pollUnsafe() === undefined) {
    yield* TestClock.adjust("100 millis")
    // A key is hashed outside of the program, which the clock knows nothing of.
    yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
  }
  return yield* Fiber.join(fiber)
})

const busy: VendorFault = { kind: "overloaded", words: "too much to do" }
const refused: VendorFault = { kind: "auth", words: "no such key" }

/** What a call is worth telling. */
const told = ({ calls }: Answered) => calls.map(({ cost, model, outcome, source }) => [model, source, outcome, cost])

describe("a model of the factory", () => {
  it.effect("answers, and its call is told with what it cost", () =>
    Effect.gen(function* () {
      const answered = yield* yield* asked([config("claude-opus-5-5")])
      assert.deepStrictEqual([answered.text, answered.signals], ["Ada is a fighter.", []])
      assert.deepStrictEqual(told(answered), [["claude-opus-5-5", "model", "completed", (10 * 4 + 5 * 20) / 1e6]])
    }).pipe(
      Effect.provide(
        over({
          "claude-opus-5-5": [
            scriptedSpeaker([answers("Ada ", "is a fighter.")], { provider: "anthropic", model: "claude-opus-5-5" })
          ]
        })
      )
    )
  )

  it.effect("asks the next key, then tries again, then asks the next model, and tells of each in order", () => {
    const [bad, good] = [
      scriptedSpeaker([fails(refused)], { model: "first", key: "1" }),
      scriptedSpeaker([fails(busy), fails(busy), breaksOff(busy, "Ada i")], { model: "first", key: "2" })
    ]
    const second = scriptedSpeaker([answers("Ada.")], { model: "second" })
    return Effect.gen(function* () {
      const answered = yield* inTime(yield* asked([config("first"), config("second")]))
      assert.strictEqual(answered.text, "Ada.")
      assert.deepStrictEqual(
        answered.signals.map((signal) => (signal._tag === "Notice" ? signal.kind : signal._tag)),
        ["retry", "retry", "Reset", "fallback"]
      )
      assert.deepStrictEqual(
        answered.calls.map(({ model, outcome }) => [model, outcome]),
        [...Array.from({ length: 4 }, () => ["first", "failed"]), ["second", "completed"]]
      )
      assert.deepStrictEqual([bad.heard.length, good.heard.length, second.heard.length], [1, 3, 1])
    }).pipe(Effect.provide(over({ first: [bad, good], second: [second] })))
  })

  it.effect("is called once for fifty equal questions at once, and not at all for the next", () => {
    const speaker = scriptedSpeaker([{ head: [{ wait: "1 second" }], ...answers("Ada.") }], { model: "first" })
    return Effect.gen(function* () {
      const ask = yield* asked([config("first")])
      const all = yield* inTime(
        Effect.all(
          Array.from({ length: 50 }, () => ask),
          { concurrency: 50 }
        )
      )
      assert.isTrue(all.every(({ text }) => text === "Ada."))
      const sources = all.flatMap(({ calls }) => calls.map(({ source }) => source))
      assert.deepStrictEqual([sources.length, sources.filter((source) => source === "model").length], [50, 1])
      const later = yield* ask
      assert.deepStrictEqual([later.text, later.signals], ["Ada.", [{ _tag: "Notice", kind: "cache_hit" }]])
      assert.deepStrictEqual(told(later), [["first", "cache", "completed", 0]])
      assert.strictEqual(speaker.heard.length, 1)
    }).pipe(Effect.provide(over({ first: [speaker] })))
  })

  it.effect("that does not answer in time has failed, and is let go", () => {
    const speaker = scriptedSpeaker(() => ({ parts: [{ wait: "1 hour" }] }), { model: "first" })
    return Effect.gen(function* () {
      const calls: Array<ModelCall> = []
      const { createProvider } = yield* ModelFactory
      const model = yield* createProvider([config("first")])
      const error = yield* Effect.flip(model.generateText({ prompt: "Who is Ada?" })).pipe(
        Effect.provideService(CallLog, (call) => Effect.sync(() => void calls.push(call))),
        inTime
      )
      assert.strictEqual(faultKind(error), "timeout")
      assert.deepStrictEqual(
        calls.map(({ firstTokenMs, outcome }) => [outcome, firstTokenMs]),
        [["failed", null]]
      )
      assert.isTrue(speaker.heard.every(({ closed }) => closed))
    }).pipe(Effect.provide(over({ first: [speaker] })))
  })

  it.effect("that keeps failing is left alone, and the next one is asked at once", () => {
    const first = scriptedSpeaker(() => fails(busy), { model: "first" })
    const second = scriptedSpeaker(() => answers("Ada."), { model: "second" })
    return Effect.gen(function* () {
      const ask = yield* asked([config("first"), config("second")])
      for (let question = 0; question < 2; question++) assert.strictEqual((yield* inTime(ask)).text, "Ada.")
      assert.strictEqual(first.heard.length, 5)
      const { signals, text } = yield* ask
      assert.deepStrictEqual(
        [text, signals],
        ["Ada.", [{ _tag: "Notice", kind: "fallback", from: "scripted/first", to: "scripted/second" }]]
      )
      assert.deepStrictEqual([first.heard.length, second.heard.length], [5, 3])
    }).pipe(Effect.provide(over({ first: [first], second: [second] })))
  })

  it.effect("has the name of the first of its chain", () =>
    Effect.gen(function* () {
      const chain = [config("first"), config("second")] as const
      const names = Effect.all([Model.ProviderName, Model.ModelName])
      assert.deepStrictEqual(yield* Effect.provide(names, layerModel(chain)), ["anthropic", "first"])
    }).pipe(Effect.provide(over({ first: [scriptedSpeaker([])], second: [scriptedSpeaker([])] })))
  )
})

describe("a configuration", () => {
  const known = ["claude-opus-5-5", "claude-haiku-4-5", "claude-unheard-of"]
  const factory = over(Object.fromEntries(known.map((model) => [model, [scriptedSpeaker([])]])))

  it.effect.each([
    ["that leaves the model its defaults", config("claude-opus-5-5")],
    ["with a temperature that the model takes", config("claude-haiku-4-5", { temperature: 0.2, maxTokens: 64_000 })],
    ["of a model about which nothing is known", config("claude-unheard-of", { temperature: 2, maxTokens: 1e6 })]
  ] as const)("%s is good", ([, good]) =>
    Effect.flatMap(ModelFactory, ({ validateConfig }) => validateConfig(good)).pipe(Effect.provide(factory))
  )

  it.effect.each([
    ["provider", config("claude-sonnet-5-5"), "anthropic/claude-sonnet-5-5 is not set up here."],
    ["temperature", config("claude-opus-5-5", { temperature: 1 }), "anthropic/claude-opus-5-5 takes no temperature."],
    ["topP", config("claude-opus-5-5", { topP: 0.9 }), "anthropic/claude-opus-5-5 takes no topP."],
    [
      "topP",
      config("claude-haiku-4-5", { temperature: 1, topP: 0.9 }),
      "anthropic/claude-haiku-4-5 takes a temperature or a topP, not both."
    ],
    [
      "maxTokens",
      config("claude-haiku-4-5", { maxTokens: 64_001 }),
      "anthropic/claude-haiku-4-5 writes at most 64000 tokens."
    ]
  ] as const)("is refused for its %s, and no model is made of it", ([field, bad, message]) =>
    Effect.gen(function* () {
      const { createProvider, validateConfig } = yield* ModelFactory
      const error = yield* Effect.flip(validateConfig(bad))
      assert.deepStrictEqual([error._tag, error.field, error.message], ["ModelConfigInvalid", field, message])
      assert.strictEqual((yield* Effect.flip(createProvider([config("claude-opus-5-5"), bad]))).message, message)
    }).pipe(Effect.provide(factory))
  )

  it.effect("can be of the models of the vendors that are set up, or of one of these", () =>
    Effect.gen(function* () {
      const { getAvailableModels } = yield* ModelFactory
      const names = getAvailableModels().map(({ model }) => model)
      assert.deepStrictEqual(names, ["claude-opus-5-5", "claude-haiku-4-5"])
      assert.deepStrictEqual(getAvailableModels("anthropic"), getAvailableModels())
      assert.deepStrictEqual(getAvailableModels("openai"), [])
    }).pipe(Effect.provide(factory))
  )
})
