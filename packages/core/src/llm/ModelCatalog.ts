import { Schema } from "effect"
import { ModelConfig, modelName, Provider } from "./ModelConfig.ts"

/** The built-in analyst, which needs no key. */
export const analyst = new ModelConfig({ provider: "offline", model: "savant-analyst-1" })

const dollars = Schema.Finite.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0)))
const tokens = Schema.Int.pipe(Schema.check(Schema.isGreaterThan(0)))

const prices = {
  input: dollars,
  /** Input read from the vendor's cache, and written into it. */
  cacheRead: Schema.NullOr(dollars),
  cacheWrite: Schema.NullOr(dollars),
  /** Thought included. */
  output: dollars
}

/** US dollars for a million tokens, by what became of them; null where the vendor names no price. */
export const Prices = Schema.Struct(prices)
export type Prices = typeof Prices.Type

/** The vendor's list price, without discounts for batches and surcharges for speed or region. */
export const PriceList = Schema.Struct({
  ...prices,
  /** What a whole request costs whose input is longer than so many tokens; null where length does not matter. */
  long: Schema.NullOr(Schema.Struct({ over: tokens, ...prices })),
  /** The day on which the price was this; null for models of our own, which cost nothing. */
  asOf: Schema.NullOr(Schema.String),
  /** Where the vendor says so. */
  source: Schema.NullOr(Schema.String)
})
export type PriceList = typeof PriceList.Type

/** What a model can do, or may be told; null where it is not known. */
export const Capabilities = Schema.Struct({
  tools: Schema.NullOr(Schema.Boolean),
  structuredOutput: Schema.NullOr(Schema.Boolean),
  temperature: Schema.NullOr(Schema.Boolean),
  topP: Schema.NullOr(Schema.Boolean),
  /** Whether it thinks before it answers. */
  reasoning: Schema.NullOr(Schema.Boolean)
})
export type Capabilities = typeof Capabilities.Type

/** What is known of a model. Null is not known; of a price it is never nothing. */
export const CatalogModel = Schema.Struct({
  provider: Provider,
  model: Schema.String,
  /** Tokens of a talk, its answer included. */
  contextWindow: Schema.NullOr(tokens),
  /** The most tokens of one answer. */
  maxOutput: Schema.NullOr(tokens),
  capabilities: Capabilities,
  prices: Schema.NullOr(PriceList)
})
export type CatalogModel = typeof CatalogModel.Type

const thinking: Capabilities = {
  tools: true,
  structuredOutput: true,
  temperature: false,
  topP: false,
  reasoning: true
}
const tunable: Capabilities = { ...thinking, temperature: true, topP: true }
const plain: Capabilities = { ...tunable, reasoning: false }
const unknown: Capabilities = { tools: true, structuredOutput: null, temperature: null, topP: null, reasoning: null }

type Row = readonly [input: number, cacheRead: number, cacheWrite: number | null, output: number]

const priced = ([input, cacheRead, cacheWrite, output]: Row): Prices => ({ input, cacheRead, cacheWrite, output })

const claude = (
  model: string,
  {
    asOf = "2026-10-24",
    can = thinking,
    long = null,
    maxOutput = 128_000,
    window = 1_000_000,
    ...paid
  }: {
    readonly price: Row
    readonly long?: PriceList["long"]
    readonly can?: Capabilities
    readonly window?: number
    readonly maxOutput?: number
    readonly asOf?: string
  }
): CatalogModel => ({
  provider: "anthropic",
  model,
  contextWindow: window,
  maxOutput,
  capabilities: can,
  prices: { ...priced(paid.price), long, asOf, source: "https://platform.claude.com/docs/en/about-claude/pricing" }
})

/** Input beyond 272,000 tokens doubles the price of all input and adds half to that of the output. */
const doubled = ([input, cacheRead, cacheWrite, output]: Row): PriceList["long"] => {
  const times = (price: number, factor: number) => Math.round(price * factor * 1e6) / 1e6
  const write = cacheWrite === null ? null : times(cacheWrite, 2)
  return { over: 272_000, ...priced([times(input, 2), times(cacheRead, 2), write, times(output, 1.5)]) }
}

const gpt = (model: string, asOf: string, price: Row): CatalogModel => ({
  provider: "openai",
  model,
  contextWindow: 1_050_000,
  maxOutput: 128_000,
  capabilities: thinking,
  prices: {
    ...priced(price),
    long: doubled(price),
    asOf,
    source: `https://developers.openai.com/api/docs/models/${model}`
  }
})

const gpt41 = (model: string, price: Row): CatalogModel => ({
  provider: "openai",
  model,
  contextWindow: 1_047_576,
  maxOutput: 32_768,
  capabilities: plain,
  prices: {
    ...priced(price),
    long: null,
    asOf: "2026-06-21",
    source: `https://developers.openai.com/api/docs/models/${model}`
  }
})

/** A model whose price depends on who runs it; what a call of it cost, the vendor tells with the answer or not at all. */
const open = (provider: Provider, model: string, contextWindow: number | null): CatalogModel => ({
  provider,
  model,
  contextWindow,
  maxOutput: null,
  capabilities: unknown,
  prices: null
})

const own = ({ model, provider }: ModelConfig): CatalogModel => ({
  provider,
  model,
  contextWindow: null,
  maxOutput: null,
  capabilities: { tools: true, structuredOutput: false, temperature: false, topP: false, reasoning: false },
  prices: { ...priced([0, 0, 0, 0]), long: null, asOf: null, source: null }
})

/** The models that are known, by vendor, the most able first. A model that is not here can be used all the same. */
export const catalog: ReadonlyArray<CatalogModel> = [
  claude("claude-fable-5-2", { price: [8, 0.2, 10, 40], asOf: "2026-11-10" }),
  claude("claude-opus-5-5", { price: [4, 0.2, 5, 20] }),
  claude("claude-sonnet-5-5", { price: [2, 0.1, 2.5, 10] }),
  claude("claude-haiku-5-5", {
    price: [0.1, 0.01, 0.125, 0.5],
    long: { over: 100_000, ...priced([0.5, 0.05, 0.625, 2.5]) }
  }),
  claude("claude-fable-5-1", { price: [10, 0.25, 12.5, 50] }),
  claude("claude-opus-5", { price: [5, 0.5, 6.25, 25] }),
  claude("claude-sonnet-5", { price: [2, 0.2, 2.5, 10] }),
  claude("claude-sonnet-4-6", { price: [3, 0.3, 3.75, 15], can: tunable }),
  claude("claude-haiku-4-5", { price: [1, 0.1, 1.25, 5], can: tunable, window: 200_000, maxOutput: 64_000 }),
  gpt("gpt-6.2-sol", "2026-11-19", [2, 0.1, 2.5, 10]),
  gpt("gpt-6-astra", "2026-10-12", [10, 1, 12.5, 50]),
  gpt("gpt-6.1-sol", "2026-10-13", [2, 0.1, 2.5, 10]),
  gpt("gpt-6.1-terra", "2026-10-27", [1, 0.05, 1.25, 5]),
  gpt("gpt-6-sol", "2026-10-13", [2, 0.2, 2.5, 10]),
  gpt("gpt-6-luna", "2026-10-13", [0.1, 0.01, 0.125, 0.5]),
  gpt("gpt-5.6-luna", "2026-08-01", [0.2, 0.02, 0.25, 1.2]),
  gpt41("gpt-4.1", [2, 0.5, null, 8]),
  gpt41("gpt-4.1-mini", [0.4, 0.1, null, 1.6]),
  open("huggingface", "openai/gpt-oss-120b", 131_072),
  open("huggingface", "openai/gpt-oss-20b", 131_072),
  open("openrouter", "openai/gpt-6.1-terra", 1_050_000),
  open("openrouter", "qwen/qwen-plus", 1_000_000),
  own(analyst),
  own(new ModelConfig({ provider: "scripted", model: "transcript" }))
]

const known = new Map(catalog.map((entry) => [modelName(entry), entry]))

/** A vendor's name of a model without its date, or without who runs it: these change neither what it can nor its price. */
const undated: Partial<Record<Provider, RegExp>> = {
  anthropic: /-\d{8}$/,
  openai: /-\d{4}-\d{2}-\d{2}$/,
  huggingface: /:[^:]*$/
}

/** What is known of a model; of one that is not in the catalogue, that it is presumed to call tools. */
export const lookUp = (provider: Provider, model: string): CatalogModel => {
  const suffix = undated[provider]
  const entry = known.get(`${provider}/${model}`) ?? (suffix && known.get(`${provider}/${model.replace(suffix, "")}`))
  return entry === undefined ? open(provider, model, null) : { ...entry, model }
}

/**
 * What a model costs with so many tokens of input, cached ones included; null where no price is known, which is not
 * nothing.
 */
export const priceOf = (provider: Provider, model: string, input = 0): Prices | null => {
  const list = lookUp(provider, model).prices
  if (list === null) return null
  const { cacheRead, cacheWrite, input: read, output } = list.long !== null && input > list.long.over ? list.long : list
  return { input: read, cacheRead, cacheWrite, output }
}
