import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Function } from "effect"
import { type LanguageModel, Tool } from "effect/ai"
import type { FunctionTool, ResponseCreateParamsStreaming } from "openai/resources/responses/responses"
import { inputOf } from "./ResponsesInput.ts"

type Options = LanguageModel.ProviderOptions

/** A tool as the vendor wants it, made once: tools never change. */
const toolOf = Function.memoize(
  (tool: Tool.Any): FunctionTool => ({
    type: "function",
    name: tool.name,
    description: Tool.getDescription(tool) ?? null,
    // The vendor takes no object without.
    parameters: { properties: {}, ...Tool.getJsonSchema(tool) },
    strict: false
  })
)

const choiceOf = (choice: Options["toolChoice"]): NonNullable<ResponseCreateParamsStreaming["tool_choice"]> => {
  if (typeof choice === "string") return choice
  if ("tool" in choice) return { type: "function", name: choice.tool }
  return {
    type: "allowed_tools",
    mode: choice.mode ?? "auto",
    tools: choice.oneOf.map((name) => ({ type: "function", name }))
  }
}

const formatOf = ({ responseFormat }: Options): Pick<ResponseCreateParamsStreaming, "text"> =>
  responseFormat.type === "text"
    ? {}
    : {
        text: {
          format: {
            type: "json_schema",
            name: responseFormat.objectName,
            schema: { ...Tool.getJsonSchemaFromSchema(responseFormat.schema) },
            strict: false
          }
        }
      }

/** What is sent to the vendor. `isSealed` asks for thought, and gives it back, as only the model can read it. */
export const responsesRequest = (
  config: ModelConfig,
  options: Options,
  isSealed: boolean
): ResponseCreateParamsStreaming => ({
  model: config.model,
  input: inputOf(options.prompt, config, isSealed),
  stream: true,
  store: false,
  ...(isSealed ? { include: ["reasoning.encrypted_content"] } : {}),
  ...(options.tools.length === 0
    ? {}
    : { tools: options.tools.map(toolOf), tool_choice: choiceOf(options.toolChoice) }),
  ...formatOf(options),
  ...(config.temperature === undefined ? {} : { temperature: config.temperature }),
  ...(config.topP === undefined ? {} : { top_p: config.topP }),
  ...(config.maxTokens === undefined ? {} : { max_output_tokens: config.maxTokens })
})
