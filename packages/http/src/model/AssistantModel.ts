import { SideJobs } from "@mma-savant/core/conversation/SideJobs"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { FastPath } from "@mma-savant/core/llm/FastPath"
import { layerModel, ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect, Layer } from "effect"
import type { Adapters } from "../Adapters.ts"
import type { Settings } from "../Config.ts"
import { refuseUnreachable } from "./AssistantConfig.ts"
import { ChosenModels } from "./ChosenModels.ts"
import * as VendorsLayer from "./VendorsLayer.ts"

/** The models that were chosen to answer, and the factory that made them. */
export const layer = ({ models }: Pick<Adapters, "models">, { assistant }: Pick<Settings, "assistant">) =>
  Layer.unwrap(
    Effect.as(
      refuseUnreachable(assistant),
      AnsweringModels.layer(assistant.models).pipe(
        Layer.provideMerge(ModelFactory.layer),
        Layer.provide([VendorsLayer.layer(models, assistant), CurrentData.layer]),
        Layer.provide(Layer.succeed(FastPath, assistant.fastPath)),
        Layer.provideMerge(Layer.succeed(ChosenModels, assistant.models))
      )
    )
  )

/** The titles of talks: by the model that was chosen for them, else by the rule. */
export const layerTitles = ({ assistant: { titleModel } }: Settings) =>
  titleModel === null ? SideJobs.layerRule : SideJobs.layer.pipe(Layer.provide(layerModel([titleModel])))
