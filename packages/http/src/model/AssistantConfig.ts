import { analyst } from "@mma-savant/core/llm/ModelCatalog"
import { ModelConfig, Provider } from "@mma-savant/core/llm/ModelConfig"
import { Array as Arr, Config, Effect, Redacted, Schema } from "effect"
import { listed } from "../auth/AuthConfig.ts"
import { Halted } from "../Halted.ts"
import { worded } from "../problem/Worded.ts"

/** How a vendor is reached; a `baseUrl` of null is the vendor's own. */
export interface VendorSettings {
  readonly keys: ReadonlyArray<Redacted.Redacted>
  readonly baseUrl: string | null
}

/** Without a user and a password, which belong into the key, and without what an address of many paths cannot have. */
const BaseUrl = Schema.String.pipe(
  Schema.check(
    Schema.makeFilter((text) => {
      const url = URL.parse(text)
      return (
        url !== null && /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === ""
      )
    })
  ),
  worded("the address of a vendor is written like https://api.example.org/v1")
)

/** What a header may hold; the refusal of anything else, later, would tell the key. */
const isKey = (text: string): boolean => /^[\x21-\x7e]+$/.test(text)

const Keys = Schema.String.pipe(
  Schema.check(Schema.makeFilter((text) => listed(text).every(isKey))),
  worded("a key has letters, digits and signs, and no spaces; several are separated by commas")
)

const keys = (name: string) =>
  Config.schema(Keys, name).pipe(
    Config.withDefault(""),
    Config.map((text) => listed(text).map((key) => Redacted.make(key)))
  )

const vendor = (key: string, baseUrl: string) =>
  Config.all({ keys: keys(key), baseUrl: Config.schema(BaseUrl, baseUrl).pipe(Config.withDefault(null)) })

const isChoosable = Schema.is(
  Provider.pick(["anthropic", "openai", "huggingface", "openrouter", "compatible", "offline"])
)
const isModel = Schema.is(ModelConfig.fields.model)

const read = (name: string): ModelConfig | null => {
  const slash = name.indexOf("/")
  const [provider, model] = [name.slice(0, slash), name.slice(slash + 1)]
  const exists = provider !== analyst.provider || model === analyst.model
  return isChoosable(provider) && isModel(model) && exists ? new ModelConfig({ provider, model }) : null
}

/** As many models as are worth a try before the answer is that there is none. */
const longestChain = 8

const isChain = (text: string): boolean => {
  const names = listed(text)
  return (
    Arr.isReadonlyArrayNonEmpty(names) &&
    names.length <= longestChain &&
    new Set(names).size === names.length &&
    names.every((name) => read(name) !== null)
  )
}

const Chain = Schema.String.pipe(
  Schema.check(Schema.makeFilter(isChain)),
  worded(
    `a model is written like anthropic/claude-sonnet-5-5, of anthropic, openai, huggingface, openrouter or compatible, or is ${analyst.name}; up to ${longestChain} that differ are separated by commas`
  )
)

/** A model that does as it is told, which the analyst does not. */
const readTitler = (text: string): ModelConfig | null => {
  const [name = "", ...others] = listed(text)
  const model = others.length === 0 ? read(name) : null
  return model?.provider === analyst.provider ? null : model
}

const Titler = Schema.String.pipe(
  Schema.check(Schema.makeFilter((text) => readTitler(text) !== null)),
  worded(
    "a model for titles is written like anthropic/claude-haiku-5-5, of anthropic, openai, huggingface, openrouter or compatible"
  )
)

const FastPathText = Schema.String.pipe(
  Schema.check(Schema.makeFilter((text) => text === analyst.provider || text === "none")),
  worded(`the fast path is ${analyst.provider} or none`)
)

/** Which models answer, and how their vendors are reached. */
export const assistantSettings = Config.all({
  /** The model that answers, and those that answer in its place when it fails, in their order. */
  models: Config.schema(Chain, "ASSISTANT_MODEL").pipe(
    Config.map((text): Arr.NonEmptyReadonlyArray<ModelConfig> => {
      const [first = analyst, ...others] = listed(text).flatMap((name) => read(name) ?? [])
      return [first, ...others]
    }),
    Config.withDefault<Arr.NonEmptyReadonlyArray<ModelConfig>>([analyst])
  ),
  /** The model that gives talks their titles and sums up their earlier questions; without one the rules do. */
  titleModel: Config.schema(Titler, "ASSISTANT_TITLE_MODEL").pipe(Config.map(readTitler), Config.withDefault(null)),
  /** The model that goes before those that cost, with what it is sure of. */
  fastPath: Config.schema(FastPathText, "ASSISTANT_FAST_PATH").pipe(
    Config.map((text): ModelConfig | null => (text === analyst.provider ? analyst : null)),
    Config.withDefault(null)
  ),
  vendors: Config.all({
    anthropic: vendor("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"),
    openai: vendor("OPENAI_API_KEY", "OPENAI_BASE_URL"),
    huggingface: vendor("HF_TOKEN", "HF_BASE_URL"),
    openrouter: vendor("OPENROUTER_API_KEY", "OPENROUTER_BASE_URL"),
    /** A server of one's own, which may need no key. */
    compatible: vendor("COMPATIBLE_API_KEY", "COMPATIBLE_BASE_URL")
  })
})

export type AssistantSettings = Config.Success<typeof assistantSettings>

type Vendor = keyof AssistantSettings["vendors"]

/** The variable without which a vendor cannot be asked. */
const needed: Readonly<Record<Vendor, string>> = {
  anthropic: "ANTHROPIC_API_KEY",
  openai: "OPENAI_API_KEY",
  huggingface: "HF_TOKEN",
  openrouter: "OPENROUTER_API_KEY",
  compatible: "COMPATIBLE_BASE_URL"
}

const isVendor = (provider: Provider): provider is Vendor => provider in needed

/** A model whose vendor cannot be asked would fail every question. */
export const refuseUnreachable = ({ models, titleModel, vendors }: AssistantSettings): Effect.Effect<void, Halted> => {
  const named = [
    ...models.map((model) => ["ASSISTANT_MODEL", model] as const),
    ...(titleModel === null ? [] : [["ASSISTANT_TITLE_MODEL", titleModel] as const])
  ]
  for (const [variable, { name, provider }] of named) {
    if (!isVendor(provider)) continue
    const { baseUrl, keys } = vendors[provider]
    if (provider === "compatible" ? baseUrl !== null : keys.length > 0) continue
    return Effect.fail(Halted.because(`${variable} names ${name}: set ${needed[provider]} to ask it.`))
  }
  return Effect.void
}
