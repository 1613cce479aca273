import { assert, describe, it, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Vendors } from "@mma-savant/core/llm/Speaker"
import { ConfigProvider, Effect, Layer } from "effect"
import { assistantSettings } from "../src/model/AssistantConfig.ts"
import { ChosenModels } from "../src/model/ChosenModels.ts"
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
