import type Anthropic from "@anthropic-ai/sdk"
import { transformJSONSchema } from "@anthropic-ai/sdk/lib/transform-json-schema"
import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Function } from "effect"
import { type LanguageModel, Tool } from "effect/ai"
import { kept, messagesOf, systemOf } from "./Messages.ts"

/** The vendor wants to be told; this is its own usual figure. */
const standardMaxTokens = 4096

/** A tool as the vendor wants it, made once: tools never change. */
const toolOf = Function.memoize((tool: Tool.Any): Anthropic.Tool => {
  const description = Tool.getDescription(tool)
  return {
    name: tool.name,
    ...(description === undefined ? {} : { description }),
    input_schema: { ...Tool.getJsonSchema(tool), type: "object" }
  }
})

const choiceOf = (choice: LanguageModel.ProviderOptions["toolChoice"]): Anthropic.ToolChoice => {
  if (choice === "auto" || choice === "none") return { type: choice }
  if (choice === "required") return { type: "any" }
  if ("tool" in choice) return { type: "tool", name: choice.tool }
  return { type: choice.mode === "required" ? "any" : "auto" }
}

/** The vendor knows no choice among some of the tools: it is given these alone. */
const toolsOf = ({ toolChoice, tools }: LanguageModel.ProviderOptions) => {
  const among = typeof toolChoice === "object" && "oneOf" in toolChoice ? new Set<string>(toolChoice.oneOf) : null
  const given = tools.filter(({ name }) => among === null || among.has(name)).map(toolOf)
  const last = given.pop()
  return last === undefined ? {} : { tools: [...given, { ...last, ...kept }], tool_choice: choiceOf(toolChoice) }
}

const formatOf = ({
  responseFormat
}: LanguageModel.ProviderOptions): Pick<Anthropic.MessageCreateParams, "output_config"> =>
  responseFormat.type === "text"
    ? {}
    : {
        output_config: {
          format: {
            type: "json_schema",
            schema: transformJSONSchema(Tool.getJsonSchemaFromSchema(responseFormat.schema))
          }
        }
      }

/** Sampling is gone from the library's types, for newer models refuse it; the others take it still. */
type Sampled = Anthropic.MessageCreateParamsStreaming & { readonly temperature?: number; readonly top_p?: number }

/** What is sent to the vendor. */
export const requestOf = (
  { maxTokens, model, temperature, topP }: ModelConfig,
  options: LanguageModel.ProviderOptions
): Sampled => {
  const system = systemOf(options.prompt)
  return {
    model,
    stream: true,
    max_tokens: maxTokens ?? standardMaxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...toolsOf(options),
    ...formatOf(options),
    ...(system.length === 0 ? {} : { system }),
    messages: messagesOf(options.prompt)
  }
}

/** The request once more, with what the model has said of its answer, for it to go on. */
export const continued = (
  request: Anthropic.MessageCreateParamsStreaming,
  said: ReadonlyArray<Anthropic.ContentBlock>
): Anthropic.MessageCreateParamsStreaming => {
  const content = said.filter((block) => block.type !== "text" || block.text.trim() !== "")
  if (content.length === 0) return request
  // The vendor takes back every block that it gives, though the types do not say so of all.
  const turn = { role: "assistant", content: content as Array<Anthropic.ContentBlockParam> } as const
  return { ...request, messages: [...request.messages, turn] }
}
