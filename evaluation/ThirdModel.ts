import * as MemoryAnswerCache from "@mma-savant/adapters/memory/MemoryAnswerCache"
import * as OfflineModel from "@mma-savant/adapters/offline/OfflineModel"
import { settings } from "@mma-savant/http/Config"
import { refuseUnreachable } from "@mma-savant/http/model/AssistantConfig"
import * as AssistantModel from "@mma-savant/http/model/AssistantModel"
import { Effect, Layer } from "effect"
import { CircuitBreaker } from "effect/persistence"

const models = {
  offline: OfflineModel.speakers,
  messages: () => import("@mma-savant/adapters/anthropic/AnthropicSpeaker"),
  responses: () => import("@mma-savant/adapters/openai/ResponsesSpeaker"),
  completions: () => import("@mma-savant/adapters/openai/CompletionsSpeaker")
}

/** The model that the server would ask, by the same variables. */
export const thirdModel = Effect.gen(function* () {
  const chosen = yield* settings
  yield* refuseUnreachable(chosen.assistant)
  return {
    name: chosen.assistant.models.map(({ name }) => name).join(", "),
    models: AssistantModel.layer({ models }, chosen).pipe(
      Layer.provide([MemoryAnswerCache.layer, CircuitBreaker.layerStoreMemory()])
    )
  }
})

export type ThirdModel = Effect.Success<typeof thirdModel>
