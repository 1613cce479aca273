import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { CatalogModel, catalog, lookUp, priceOf } from "../../src/llm/ModelCatalog.ts"

const decode = Schema.decodeUnknownSync(CatalogModel)

describe("the catalogue of models", () => {
  it("has each model once, under the name that a configuration writes", () => {
    const names = catalog.map(({ model, provider }) => `${provider}/${model}`)
    assert.strictEqual(new Set(names).size, names.length)
  })

  it.each(catalog)("$provider/$model is told to clients as it is known here", (entry) => {
    assert.deepStrictEqual(decode(JSON.parse(JSON.stringify(entry))), entry)
  })

  it.each(catalog.flatMap(({ model, prices, provider }) => (prices === null ? [] : [{ model, provider, ...prices }])))(
    "the price of $provider/$model has a day and a source, or is nothing since the model is our own",
    ({ asOf, cacheRead, input, output, source }) => {
      if (asOf === null || source === null) assert.deepStrictEqual([asOf, source, input, output], [null, null, 0, 0])
      else {
        assert.match(asOf, /^2026-\d{2}-\d{2}$/)
        assert.match(source, /^https:\/\/(platform\.claude\.com|developers\.openai\.com)\//)
        assert.isTrue(input > 0 && output > input && cacheRead !== null && cacheRead < input)
      }
    }
  )

  it("what is not known is not nothing", () => {
    assert.isNull(priceOf("compatible", "qwen3"))
    assert.isNull(priceOf("huggingface", "openai/gpt-oss-120b"))
    assert.isNull(priceOf("anthropic", "claude-unheard-of"))
    assert.deepStrictEqual(lookUp("openai", "gpt-unheard-of"), {
      provider: "openai",
      model: "gpt-unheard-of",
      contextWindow: null,
      maxOutput: null,
      capabilities: { tools: true, structuredOutput: null, temperature: null, topP: null, reasoning: null },
      prices: null
    })
  })

  it("a model by its date, or by who runs it, is the same model under the name that was asked for", () => {
    assert.deepStrictEqual(lookUp("anthropic", "claude-haiku-4-5-20251001"), {
      ...lookUp("anthropic", "claude-haiku-4-5"),
      model: "claude-haiku-4-5-20251001"
    })
    assert.deepStrictEqual(priceOf("openai", "gpt-4.1-mini-2025-04-14"), priceOf("openai", "gpt-4.1-mini"))
    assert.strictEqual(lookUp("huggingface", "openai/gpt-oss-120b:cerebras").contextWindow, 131_072)
    assert.isNull(priceOf("openrouter", "openai/gpt-6.1-terra:free"))
  })

  it("a long request costs what long ones cost, from the token after the limit on", () => {
    const short = { input: 0.1, cacheRead: 0.01, cacheWrite: 0.125, output: 0.5 }
    assert.deepStrictEqual(priceOf("anthropic", "claude-haiku-5-5"), short)
    assert.deepStrictEqual(priceOf("anthropic", "claude-haiku-5-5", 100_000), short)
    assert.deepStrictEqual(priceOf("anthropic", "claude-haiku-5-5", 100_001), {
      input: 0.5,
      cacheRead: 0.05,
      cacheWrite: 0.625,
      output: 2.5
    })
    assert.deepStrictEqual(priceOf("openai", "gpt-6-luna", 272_001), {
      input: 0.2,
      cacheRead: 0.02,
      cacheWrite: 0.25,
      output: 0.75
    })
    assert.deepStrictEqual(priceOf("openai", "gpt-4.1", 1_000_000), priceOf("openai", "gpt-4.1"))
  })
})
