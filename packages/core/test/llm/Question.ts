import { type Effect, Schema } from "effect"
import { type LanguageModel, type Prompt, Tool } from "effect/ai"
import { asking } from "../../contract/Speaker.ts"
import { ModelConfig } from "../../src/llm/ModelConfig.ts"

export const chain = [new ModelConfig({ provider: "scripted", model: "transcript" })]

export const Lookup = Tool.make("lookup", {
  description: "Looks a fighter up.",
  parameters: Schema.Struct({ name: Schema.String }),
  success: Schema.String
})

/** What a speaker is asked, with other words than the usual ones where they are given. */
export const question = (
  prompt: Prompt.RawInput = "Who is Ada?",
  other: Partial<LanguageModel.ProviderOptions> = {}
): Effect.Effect<LanguageModel.ProviderOptions> => asking(prompt, { tools: [Lookup], ...other })
