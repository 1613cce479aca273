import { analyst } from "@mma-savant/core/llm/ModelCatalog"
import type { ModelChain } from "@mma-savant/core/llm/ModelFactory"
import { Context } from "effect"

/** The models that answer here. */
export const ChosenModels = Context.Reference<ModelChain>("@mma-savant/http/model/ChosenModels", {
  defaultValue: () => [analyst]
})
