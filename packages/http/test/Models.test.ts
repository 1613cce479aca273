import { assert, describe, it, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { ModelChoice } from "@mma-savant/core/conversation/ChatProtocol"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { CallLog } from "@mma-savant/core/llm/ModelCall"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Vendors } from "@mma-savant/core/llm/Speaker"
import { ConfigProvider, Effect, Layer, Option, Schema } from "effect"
import { CircuitBreaker } from "effect/persistence"
import { assistantSettings } from "../src/model/AssistantConfig.ts"
import * as AssistantModel from "../src/model/AssistantModel.ts"
import { ChosenModels } from "../src/model/ChosenModels.ts"
import type { ModelAdapters } from "../src/model/VendorsLayer.ts"
import * as VendorsLayer from "../src/model/VendorsLayer.ts"
import * as EchoModel from "./EchoModel.ts"
import * as Test from "./TestServer.ts"

const named = (items: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  Array.isArray(items) ? items.map(Object) : []

layer(Test.layer, { excludeTestServices: true })("without a vendor GET /api/models", (it) => {
  it.effect("tells of the built-in analyst alone, which costs nothing", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { body, status } = yield* request("/api/models")
      assert.deepStrictEqual([status, body["answering"], body["fallbacks"]], [200, "offline/savant-analyst-1", []])
      const [analyst, ...others] = named(body["items"])
      assert.deepStrictEqual(others, [])
      assert.deepInclude(Object(analyst)["prices"], { input: 0, output: 0, asOf: null })
    })
  )
})

const openAi = Layer.mergeAll(
  Memory.layer,
  Layer.succeed(Vendors, { speakers: ({ provider }) => (provider === "openai" ? [EchoModel.speaker] : []) }),
  Layer.succeed(ChosenModels, [
    new ModelConfig({ provider: "openai", model: "gpt-unheard-of" }),
    new ModelConfig({ provider: "openai", model: "gpt-6-luna" })
  ])
)

layer(Test.over(openAi), { excludeTestServices: true })("with a vendor GET /api/models", (it) => {
  it.effect("tells which models answer, and of these and the vendor's others what is known, each once", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { body } = yield* request("/api/models")
      assert.deepStrictEqual([body["answering"], body["fallbacks"]], ["openai/gpt-unheard-of", ["openai/gpt-6-luna"]])
      const items = named(body["items"])
      const names = items.map(({ name }) => name)
      assert.deepStrictEqual(names.slice(0, 2), ["openai/gpt-unheard-of", "openai/gpt-6-luna"])
      assert.isAbove(names.length, 2)
      assert.strictEqual(new Set(names).size, names.length)
      assert.isTrue(items.every(({ provider }) => provider === "openai"))
      assert.isNull(items[0]?.["prices"])
      assert.isNumber(Object(items[1]?.["prices"])["input"])
    })
  )
})

describe("the models that were chosen", () => {
  const chosen = Effect.fnUntraced(function* (env: Record<string, string>, models: ModelAdapters = EchoModel.models) {
    const assistant = yield* assistantSettings.parse(ConfigProvider.fromEnv({ env }))
    return AssistantModel.layer({ models }, { assistant }).pipe(
      Layer.provide([Memory.layer, CircuitBreaker.layerStoreMemory()])
    )
  })

  it.effect("are those that GET /api/models names, and a question may choose each by that name", () =>
    Effect.gen(function* () {
      const models = ["anthropic/claude-sonnet-5-5", "huggingface/org/name:host", "offline/savant-analyst-1"] as const
      const env = { ASSISTANT_MODEL: models.join(","), ANTHROPIC_API_KEY: "k", HF_TOKEN: "k" }
      const [answering, listed] = yield* Effect.provide(Effect.all([AnsweringModels, ChosenModels]), yield* chosen(env))
      assert.deepStrictEqual(answering.names, [...models])
      assert.deepStrictEqual(
        listed.map(({ name }) => name),
        [...models]
      )
      for (const name of models) {
        const { model, provider } = Option.getOrThrow(answering.get(name))
        assert.strictEqual(`${provider}/${model}`, name)
        assert.isTrue(Schema.is(ModelChoice)(name))
      }
    })
  )

  it.live.each([
    ["offline", "offline"],
    ["none", "anthropic"]
  ] as const)("with the fast path %s, what the analyst is sure of is answered by %s", ([fastPath, answering]) =>
    Effect.gen(function* () {
      const env = {
        ASSISTANT_MODEL: "anthropic/claude-sonnet-5-5",
        ASSISTANT_FAST_PATH: fastPath,
        ANTHROPIC_API_KEY: "k"
      }
      const sure = { ...EchoModel.speaker, provider: "offline" as const, isSure: () => Effect.succeed(true) }
      const vendor = { ...EchoModel.speaker, provider: "anthropic" as const }
      const models = {
        ...EchoModel.models,
        offline: () => [sure],
        messages: async () => ({ speakers: () => () => [vendor] })
      }
      const asked: Array<string> = []
      yield* Effect.provide(
        Effect.flatMap(AnsweringModels, ({ usual }) => usual.languageModel.generateText({ prompt: "Who is Ada?" })),
        yield* chosen(env, models)
      ).pipe(Effect.provideService(CallLog, ({ provider }) => Effect.sync(() => void asked.push(provider))))
      assert.deepStrictEqual(asked, [answering])
    })
  )

  it.effect("are the built-in analyst alone where none is", () =>
    Effect.gen(function* () {
      const { names } = yield* Effect.provide(AnsweringModels, yield* chosen({}))
      assert.deepStrictEqual(names, ["offline/savant-analyst-1"])
    })
  )
})

describe("the vendors", () => {
  const loadedIn = Effect.fnUntraced(function* (env: Record<string, string>) {
    const loaded: Array<string> = []
    const settings = yield* assistantSettings.parse(ConfigProvider.fromEnv({ env }))
    const adapter = (name: string) => async () => {
      loaded.push(name)
      return { speakers: () => () => [{ ...EchoModel.speaker, key: name }] }
    }
    const adapters = {
      offline: EchoModel.models.offline,
      messages: adapter("messages"),
      responses: adapter("responses"),
      completions: adapter("completions")
    }
    const { speakers } = yield* Effect.provide(Vendors, VendorsLayer.layer(adapters, settings))
    const asked = ["anthropic", "openai", "huggingface", "openrouter", "compatible", "scripted"] as const
    return [loaded, asked.map((provider) => speakers(new ModelConfig({ provider, model: "m" }))[0]?.key)]
  })
  const none = Array.from({ length: 6 }, () => undefined)

  it.effect("are not loaded without a key", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* loadedIn({ COMPATIBLE_API_KEY: "k" }), [[], none])
    })
  )

  it.effect("that are set up are loaded, each with the protocol that it speaks", () =>
    Effect.gen(function* () {
      const { 0: loaded, 1: keys } = yield* loadedIn({
        ANTHROPIC_API_KEY: "k",
        OPENAI_API_KEY: "k",
        HF_TOKEN: "k",
        COMPATIBLE_BASE_URL: "http://127.0.0.1:9"
      })
      assert.deepStrictEqual(loaded, ["messages", "responses", "completions", "completions"])
      assert.deepStrictEqual(keys, ["messages", "responses", "completions", undefined, "completions", undefined])
    })
  )
})
