import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { layer as scripted } from "@mma-savant/adapters/scripted/ScriptedModel"
import { Duration, Effect, Layer, Option, Stream } from "effect"
import { Prompt } from "effect/ai"
import { FighterService } from "../../src/fighter/FighterService.ts"
import { AnsweringModels } from "../../src/llm/AnsweringModels.ts"
import { MmaAgent } from "../../src/llm/MmaAgent.ts"
import { analyst } from "../../src/llm/ModelCatalog.ts"
import { ModelConfig } from "../../src/llm/ModelConfig.ts"
import { type ModelChain, ModelFactory } from "../../src/llm/ModelFactory.ts"
import type { Notice } from "../../src/llm/ModelSignal.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"
import { type Speaker, Vendors } from "../../src/llm/Speaker.ts"
import type { VendorFault } from "../../src/llm/VendorFault.ts"
import { CurrentData } from "../../src/stats/CurrentData.ts"
import { answers, fails, scriptedSpeaker } from "./ScriptedCalls.ts"

const config = (model: string) => new ModelConfig({ provider: "anthropic", model })

const chain = [config("one"), config("two"), config("three")] as const

const named = (model: string, key = "1") => ({ provider: "anthropic", model, key }) as const

const modelsOver = (keys: Readonly<Record<string, ReadonlyArray<Speaker>>>, of: ModelChain = chain) =>
  AnsweringModels.layer(of).pipe(
    Layer.provide(ModelFactory.layer),
    Layer.provide([CurrentData.layer, Layer.succeed(Vendors, { speakers: ({ model }) => keys[model] ?? [] })])
  )

const agentOver = (models: ReturnType<typeof modelsOver>) =>
  MmaAgent.layer.pipe(
    Layer.provide(SavantHandlers.layer),
    Layer.provide(FighterService.layer),
    Layer.provideMerge(models),
    Layer.provideMerge(Memory.layer)
  )

/** The agent over the three models, whose keys are given by the model's name. */
const over = (keys: Readonly<Record<string, ReadonlyArray<Speaker>>>) => agentOver(modelsOver(keys))

/** What is said to a question, and what is noticed on the way. */
const asked = Effect.fnUntraced(function* (question: string, choice: string | null = null) {
  const { processQuery } = yield* MmaAgent
  const notices: Array<Notice> = []
  let text = ""
  for (const event of yield* Stream.runCollect(processQuery(Prompt.make(question), { choice }))) {
    if (event._tag === "TextDelta") text += event.delta
    if (event._tag === "Noticed") notices.push(event.notice)
  }
  return { text, notices }
})

const speaks = (model: string) => [scriptedSpeaker(() => answers(`I am ${model}.`), named(model))]

it.effect("has the names of its chain in their order, and knows each of them and no other", () =>
  Effect.gen(function* () {
    const { get, names, usual } = yield* AnsweringModels
    assert.deepStrictEqual(names, ["anthropic/one", "anthropic/two", "anthropic/three"])
    const found = [null, ...names].map((name) => Option.getOrThrow(get(name)).model)
    assert.deepStrictEqual(found, ["one", "one", "two", "three"])
    assert.deepStrictEqual([usual.provider, usual.model], ["anthropic", "one"])
    for (const other of ["", "one", "anthropic/ONE", "anthropic/one ", "openai/one", "__proto__"]) {
      assert.isTrue(Option.isNone(get(other)), other)
    }
  }).pipe(Effect.provide(over({ one: speaks("one"), two: speaks("two"), three: speaks("three") })))
)

it.effect("the model that is chosen answers, and the usual one where none is, or one that is there no more", () =>
  Effect.gen(function* () {
    const texts = yield* Effect.forEach(
      [undefined, null, "anthropic/two", "anthropic/three", "anthropic/gone"],
      (choice) => Effect.map(asked("Who are you?", choice), ({ text }) => text)
    )
    assert.deepStrictEqual(texts, ["I am one.", "I am one.", "I am two.", "I am three.", "I am one."])
  }).pipe(Effect.provide(over({ one: speaks("one"), two: speaks("two"), three: speaks("three") })))
)

const refused: VendorFault = { kind: "auth", words: "no such key" }

it.effect("in the place of the one that is chosen the others answer, in their order", () => {
  const [one, two] = ["one", "two"].map((model) => scriptedSpeaker(() => fails(refused), named(model)))
  return Effect.gen(function* () {
    const { notices, text } = yield* asked("Who are you?", "anthropic/two")
    assert.strictEqual(text, "I am three.")
    assert.deepStrictEqual(notices, [
      { kind: "fallback", from: "anthropic/two", to: "anthropic/one" },
      { kind: "fallback", from: "anthropic/one", to: "anthropic/three" }
    ])
    assert.deepStrictEqual([one!.heard.length, two!.heard.length], [1, 1])
  }).pipe(Effect.provide(over({ one: [one!], two: [two!], three: speaks("three") })))
})

it.effect("whichever is chosen, a key that is set aside is set aside for all", () => {
  const limited: VendorFault = { kind: "rate_limited", words: "later", retryAfter: Duration.hours(1) }
  const full = scriptedSpeaker(() => fails(limited), named("one", "full"))
  const free = scriptedSpeaker(() => answers("I am one."), named("one", "free"))
  const broken = scriptedSpeaker(() => fails(refused), named("two"))
  return Effect.gen(function* () {
    for (const [number, choice] of [null, "anthropic/one", "anthropic/two", "anthropic/two"].entries()) {
      assert.strictEqual((yield* asked(`Question ${number}`, choice)).text, "I am one.")
    }
    assert.deepStrictEqual([full.heard.length, free.heard.length, broken.heard.length], [1, 4, 2])
  }).pipe(Effect.provide(over({ one: [full, free], two: [broken], three: speaks("three") })))
})

it.effect("an answer that was kept is that of the model which is chosen", () => {
  const [one, two] = ["one", "two"].map((model) => scriptedSpeaker(() => answers(`I am ${model}.`), named(model)))
  return Effect.gen(function* () {
    const ask = (choice: string) => asked("Who are you?", choice)
    for (const model of ["one", "two", "one", "two"]) {
      assert.strictEqual((yield* ask(`anthropic/${model}`)).text, `I am ${model}.`)
    }
    assert.deepStrictEqual((yield* ask("anthropic/two")).notices, [{ kind: "cache_hit" }])
    assert.deepStrictEqual([one!.heard.length, two!.heard.length], [1, 1])
  }).pipe(Effect.provide(over({ one: [one!], two: [two!], three: speaks("three") })))
})

it.effect("what the built-in analyst says is not kept, whoever else could answer", () => {
  const own = scriptedSpeaker(() => answers("I am built in."), { provider: "offline", model: analyst.model })
  const keys = { one: speaks("one"), [analyst.model]: [own] }
  const agent = agentOver(modelsOver(keys, [config("one"), analyst]))
  return Effect.gen(function* () {
    for (let times = 0; times < 2; times++) {
      const { notices, text } = yield* asked("Who are you?", analyst.name)
      assert.deepStrictEqual([text, notices], ["I am built in.", []])
    }
    assert.strictEqual(own.heard.length, 2)
  }).pipe(Effect.provide(agent))
})

it.effect("a chain with a model that is not set up is refused", () =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(Effect.provide(AnsweringModels, modelsOver({ one: speaks("one") })))
    assert.strictEqual(error.message, "anthropic/two is not set up here.")
  }).pipe(Effect.provide(Memory.layer))
)

it.effect("is one model where there is one", () =>
  Effect.gen(function* () {
    const { get, names, usual } = yield* AnsweringModels
    assert.deepStrictEqual(names, ["scripted/transcript"])
    assert.deepStrictEqual([get(null), get("scripted/transcript")], [Option.some(usual), Option.some(usual)])
  }).pipe(Effect.provide(AnsweringModels.layerOne.pipe(Layer.provide(scripted([])))))
)
