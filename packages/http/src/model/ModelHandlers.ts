import { lookUp } from "@mma-savant/core/llm/ModelCatalog"
import { modelName } from "@mma-savant/core/llm/ModelConfig"
import { ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { ChosenModels } from "./ChosenModels.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "models",
  Effect.fnUntraced(function* (handlers) {
    const factory = yield* ModelFactory
    const [first, ...others] = yield* ChosenModels
    return handlers.handleAll({
      list: () => {
        const chosen = [first, ...others].map(({ model, provider }) => lookUp(provider, model))
        const named = [...chosen, ...factory.getAvailableModels()].map((known) => {
          const name = modelName(known)
          return [name, { name, ...known }] as const
        })
        return Effect.succeed({
          answering: first.name,
          fallbacks: others.map(({ name }) => name),
          items: [...new Map(named).values()]
        })
      }
    })
  })
)
