import * as AnthropicSpeaker from "@mma-savant/adapters/anthropic/AnthropicSpeaker"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as CompletionsSpeaker from "@mma-savant/adapters/openai/CompletionsSpeaker"
import * as ResponsesSpeaker from "@mma-savant/adapters/openai/ResponsesSpeaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { layerModel, type ModelChain, ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import { Vendors } from "@mma-savant/core/llm/Speaker"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Duration, Layer, Redacted } from "effect"
import { DrainTime } from "../../src/system/Shutdown.ts"
import * as Test from "../TestServer.ts"

/** A model of each of the protocols. */
export const models = {
  messages: new ModelConfig({ provider: "anthropic", model: "claude-test" }),
  responses: new ModelConfig({ provider: "openai", model: "gpt-test" }),
  completions: new ModelConfig({ provider: "openrouter", model: "some/model" })
} as const

const vendorsAt = (url: string, texts: ReadonlyArray<string>) => {
  const keys = texts.map((key) => Redacted.make(key))
  const baseUrl = `${url}/v1`
  const messages = AnthropicSpeaker.speakers({ keys, baseUrl: url })
  const responses = ResponsesSpeaker.speakers({ keys, baseUrl })
  const completions = CompletionsSpeaker.speakers({ provider: "openrouter", keys, baseUrl })
  return Vendors.of({
    speakers: (config) => {
      switch (config.provider) {
        case "anthropic":
          return messages(config)
        case "openai":
          return responses(config)
        default:
          return completions(config)
      }
    }
  })
}

/** A real server whose models are those of a vendor on this machine, asked by these keys; it stops at once. */
export const layer = (url: string, chain: ModelChain, keys: ReadonlyArray<string>) => {
  const store = Layer.mergeAll(
    Memory.layer,
    Layer.succeed(Vendors, vendorsAt(url, keys)),
    Layer.succeed(DrainTime, Duration.zero)
  )
  const model = layerModel(chain).pipe(
    Layer.provide(ModelFactory.layer),
    Layer.provide(CurrentData.layer),
    Layer.provide(store),
    Layer.orDie
  )
  return Test.over(store, model)
}
