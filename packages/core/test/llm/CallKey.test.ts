import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { type LanguageModel, type Prompt, Tool } from "effect/ai"
import { callKey } from "../../src/llm/CallKey.ts"
import { ModelConfig } from "../../src/llm/ModelConfig.ts"
import { chain, Lookup, question } from "./Question.ts"

const key = (prompt?: Prompt.RawInput, other?: Partial<LanguageModel.ProviderOptions>, about: object = chain) =>
  Effect.flatMap(question(prompt, other), (options) => callKey(about, options))

const anyJson = Schema.Record(Schema.String, Schema.Union([Schema.Json, Schema.Record(Schema.String, Schema.Json)]))

/** The same value, the keys of its objects in another order. */
const turned = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(turned)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, inner]) => [name, turned(inner)])
        )
      : value

const called = (params: unknown): Prompt.RawInput => [
  { role: "user", content: "Who is Ada?" },
  { role: "assistant", content: [{ type: "tool-call", id: "1", name: "lookup", params }] },
  { role: "tool", content: [{ type: "tool-result", id: "1", name: "lookup", isFailure: false, result: params }] }
]

it.effect("a key is a SHA-256 in hex, and the same for the same call at another time", () =>
  Effect.gen(function* () {
    assert.match(yield* key(), /^[0-9a-f]{64}$/)
    assert.strictEqual(yield* key(), yield* key())
  })
)

it.effect.prop("the keys of objects may come in any order", { json: anyJson }, ({ json }) =>
  Effect.gen(function* () {
    assert.strictEqual(yield* key(called(json)), yield* key(called(turned(json))))
    assert.strictEqual(yield* key("?", {}, json), yield* key("?", {}, turned(json) as object))
  })
)

it.effect.prop("other words are another key", { a: Schema.String, b: Schema.String }, ({ a, b }) =>
  Effect.gen(function* () {
    const same = a === b
    assert.strictEqual((yield* key(a)) === (yield* key(b)), same)
    assert.strictEqual((yield* key(called({ [a]: 1 }))) === (yield* key(called({ [b]: 1 }))), same)
    assert.strictEqual((yield* key(called([a, b]))) === (yield* key(called([b, a]))), same)
    assert.notStrictEqual(yield* key([{ role: "system", content: a }]), yield* key([{ role: "user", content: a }]))
    // Where one word ends and the next begins counts too.
    const words = (...content: ReadonlyArray<string>) =>
      key([{ role: "user", content: content.map((text) => ({ type: "text", text })) }])
    assert.notStrictEqual(yield* words(a, b), yield* words(a + b))
  })
)

it.effect("each thing that a model is told, or asked by, makes another key", () =>
  Effect.gen(function* () {
    const described = Tool.make("lookup", {
      description: "Looks somebody up.",
      parameters: Schema.Struct({ name: Schema.String }),
      success: Schema.String
    })
    const otherwise = Tool.make("lookup", {
      description: "Looks a fighter up.",
      parameters: Schema.Struct({ name: Schema.Int }),
      success: Schema.String
    })
    const schema = Schema.Struct({ answer: Schema.String })
    const model = { provider: "scripted", model: "transcript" } as const
    const keys = yield* Effect.all([
      key(),
      key([{ role: "user", content: "Who is Ada?", options: { vendor: { effort: "high" } } }]),
      key([
        { role: "user", content: "Who is Ada?" },
        { role: "user", content: "" }
      ]),
      key(undefined, { tools: [] }),
      key(undefined, { tools: [described] }),
      key(undefined, { tools: [otherwise] }),
      key(undefined, { tools: [Lookup, described] }),
      key(undefined, { toolChoice: "none" }),
      key(undefined, { toolChoice: { tool: "lookup" } }),
      key(undefined, { responseFormat: { type: "json", objectName: "answer", schema } }),
      key(undefined, { responseFormat: { type: "json", objectName: "other", schema } }),
      key(undefined, { responseFormat: { type: "json", objectName: "answer", schema: Schema.Struct({}) } }),
      key(undefined, { previousResponseId: "response" }),
      key(undefined, {}, [new ModelConfig({ ...model, model: "other" })]),
      key(undefined, {}, [new ModelConfig({ ...model, provider: "openai" })]),
      key(undefined, {}, [new ModelConfig({ ...model, temperature: 0 })]),
      key(undefined, {}, [new ModelConfig({ ...model, topP: 1 })]),
      key(undefined, {}, [new ModelConfig({ ...model, maxTokens: 1 })]),
      key(undefined, {}, [...chain, ...chain]),
      key(undefined, {}, [1, ...chain])
    ])
    assert.strictEqual(new Set(keys).size, keys.length)
  })
)

it.effect("a file counts with its bytes, and an address with its letters", () =>
  Effect.gen(function* () {
    const file = (data: string | Uint8Array | URL) =>
      key([{ role: "user", content: [{ type: "file", mediaType: "image/png", data }] }])
    const keys = yield* Effect.all([
      file(new Uint8Array([1, 2])),
      file(new Uint8Array([2, 1])),
      file(new URL("https://example.org/a")),
      file(new URL("https://example.org/b")),
      file("aGk=")
    ])
    assert.strictEqual(new Set(keys).size, keys.length)
  })
)
