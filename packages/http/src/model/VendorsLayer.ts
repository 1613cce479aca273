import type { Provider } from "@mma-savant/core/llm/ModelConfig"
import { Vendors } from "@mma-savant/core/llm/Speaker"
import { Effect, Layer } from "effect"
import type { AssistantSettings, VendorSettings } from "./AssistantConfig.ts"
import { vendorFetch } from "./VendorFetch.ts"

const asked = { fetch: vendorFetch }

/** The models of a vendor. */
type Models = Vendors["Service"]["speakers"]

/** How requests are made. */
interface Fetching {
  readonly fetch: typeof fetch
}

/** An adapter, which is loaded when a vendor that needs it is set up: its library costs time and memory. */
type Loaded<S> = () => Promise<{ readonly speakers: (settings: S & Fetching) => Models }>

type Completions =
  | (VendorSettings & { readonly provider: "huggingface" | "openrouter" })
  | (VendorSettings & { readonly provider: "compatible"; readonly baseUrl: string })

/** What speaks to the vendors: the built-in analyst, and each of their protocols. */
export interface ModelAdapters {
  readonly offline: Models
  readonly messages: Loaded<VendorSettings>
  readonly responses: Loaded<VendorSettings>
  readonly completions: Loaded<Completions>
}

/** The vendors that the settings name a key of, or an address. */
export const layer = (
  { completions, messages, offline, responses }: ModelAdapters,
  { vendors: { anthropic, compatible, huggingface, openai, openrouter } }: AssistantSettings
) =>
  Layer.effect(
    Vendors,
    Effect.promise(async () => {
      const models = new Map<Provider, Models>([["offline", offline]])
      const chat = async (settings: Completions) =>
        models.set(settings.provider, (await completions()).speakers({ ...settings, ...asked }))

      if (anthropic.keys.length > 0) models.set("anthropic", (await messages()).speakers({ ...anthropic, ...asked }))
      if (openai.keys.length > 0) models.set("openai", (await responses()).speakers({ ...openai, ...asked }))
      if (huggingface.keys.length > 0) await chat({ provider: "huggingface", ...huggingface })
      if (openrouter.keys.length > 0) await chat({ provider: "openrouter", ...openrouter })
      const { baseUrl, keys } = compatible
      if (baseUrl !== null) await chat({ provider: "compatible", keys, baseUrl })

      return Vendors.of({ speakers: (config) => models.get(config.provider)?.(config) ?? [] })
    })
  )
