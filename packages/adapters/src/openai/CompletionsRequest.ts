import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Function } from "effect"
import { type LanguageModel, type Prompt, Tool } from "effect/ai"
import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from "openai/resources/chat/completions"
import { echoed } from "./CompletionsThought.ts"

type Options = LanguageModel.ProviderOptions
type ToolParams = NonNullable<ChatCompletionCreateParamsStreaming["tools"]>[number]

const textOf = (parts: ReadonlyArray<Prompt.UserMessagePart | Prompt.AssistantMessagePart>): string =>
  parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("")

/** Arguments as JSON of an object, which templates of open models insist on even where the model wrote none. */
const argumentsOf = (params: unknown): string =>
  JSON.stringify(typeof params === "object" && params !== null ? params : { unreadable: params })

const messagesOf = (message: Prompt.Message, config: ModelConfig): ReadonlyArray<ChatCompletionMessageParam> => {
  switch (message.role) {
    case "system":
      return [{ role: "system", content: message.content }]
    case "user":
      return [{ role: "user", content: textOf(message.content) }]
    case "assistant": {
      const content = textOf(message.content)
      const calls = message.content.filter((part) => part.type === "tool-call")
      if (calls.length === 0) return content === "" ? [] : [{ role: "assistant", content }]
      const tool_calls = calls.map(({ id, name, params }) => ({
        type: "function" as const,
        id,
        function: { name, arguments: argumentsOf(params) }
      }))
      return [{ ...echoed(calls, config), role: "assistant", content: content === "" ? null : content, tool_calls }]
    }
    case "tool":
      return message.content.flatMap((part) =>
        part.type === "tool-result"
          ? [{ role: "tool" as const, tool_call_id: part.id, content: JSON.stringify(part.result) }]
          : []
      )
  }
}

/**
 * The talk. What the same side says twice in a row is joined: templates of open models take one system message, and then
 * turns in alternation.
 */
const talkOf = (prompt: Prompt.Prompt, config: ModelConfig): Array<ChatCompletionMessageParam> => {
  const talk: Array<ChatCompletionMessageParam> = []
  for (const message of prompt.content.flatMap((one) => messagesOf(one, config))) {
    const last = talk.at(-1)
    if (last !== undefined && last.role === message.role && (message.role === "system" || message.role === "user")) {
      talk.splice(-1, 1, { role: message.role, content: `${last.content}\n\n${message.content}` })
    } else talk.push(message)
  }
  return talk
}

/** A tool as servers want it, made once: tools never change. */
const toolOf = Function.memoize((tool: Tool.Any): ToolParams => {
  const description = Tool.getDescription(tool)
  return {
    type: "function",
    function: {
      name: tool.name,
      // Some vendors take no object without.
      parameters: { properties: {}, ...Tool.getJsonSchema(tool) },
      ...(description === undefined ? {} : { description })
    }
  }
})

const toolsOf = ({
  toolChoice,
  tools
}: Options): Pick<ChatCompletionCreateParamsStreaming, "tools" | "tool_choice"> => {
  if (tools.length === 0) return {}
  if (typeof toolChoice === "string") return { tools: tools.map(toolOf), tool_choice: toolChoice }
  if ("tool" in toolChoice) {
    return { tools: tools.map(toolOf), tool_choice: { type: "function", function: { name: toolChoice.tool } } }
  }
  const some = tools.filter(({ name }) => toolChoice.oneOf.includes(name))
  return { tools: some.map(toolOf), tool_choice: toolChoice.mode ?? "auto" }
}

const formatOf = ({ responseFormat }: Options): Pick<ChatCompletionCreateParamsStreaming, "response_format"> =>
  responseFormat.type === "text"
    ? {}
    : {
        response_format: {
          type: "json_schema",
          json_schema: {
            name: responseFormat.objectName,
            schema: { ...Tool.getJsonSchemaFromSchema(responseFormat.schema) }
          }
        }
      }

/** What a model is asked, in the words of Chat Completions. */
export const completionsRequest = (config: ModelConfig, options: Options): ChatCompletionCreateParamsStreaming => ({
  model: config.model,
  messages: talkOf(options.prompt, config),
  stream: true,
  stream_options: { include_usage: true },
  ...toolsOf(options),
  ...formatOf(options),
  ...(config.temperature === undefined ? {} : { temperature: config.temperature }),
  ...(config.topP === undefined ? {} : { top_p: config.topP }),
  ...(config.maxTokens === undefined ? {} : { max_tokens: config.maxTokens })
})
