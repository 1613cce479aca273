import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import type { Prompt } from "effect/ai"
import type { EasyInputMessage, ResponseInputItem, ResponseReasoningItem } from "openai/resources/responses/responses"

/** Thought that is sealed: the model alone can read it, and takes it back as it came. */
export interface SealedThought {
  readonly id: string
  readonly summary: ReadonlyArray<string>
  readonly encrypted_content: string
}

type Phase = NonNullable<EasyInputMessage["phase"]>

const noted = (options: Prompt.ReasoningPart["options"], name: string): object => {
  const note: unknown = options[name]
  return typeof note === "object" && note !== null ? note : {}
}

/** Thought of the same model; what is not sealed, or another's, is left out. */
const thought = ({ options }: Prompt.ReasoningPart, { name }: ModelConfig): Array<ResponseReasoningItem> => {
  const { encrypted_content, id, summary } = noted(options, name) as Partial<SealedThought>
  if (encrypted_content === undefined || id === undefined) return []
  return [
    {
      type: "reasoning",
      id,
      summary: (summary ?? []).map((text) => ({ type: "summary_text", text })),
      encrypted_content
    }
  ]
}

const textsOf = (parts: ReadonlyArray<Prompt.UserMessagePart>): string =>
  parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("")

const written = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

/** A text keeps the phase that the model gave it: some answer worse without. */
const said = ({ options, text }: Prompt.TextPart, { name }: ModelConfig): ReadonlyArray<ResponseInputItem> => {
  const { phase } = noted(options, name) as { readonly phase?: Phase }
  return text === "" ? [] : [{ role: "assistant", content: text, ...(phase === undefined ? {} : { phase }) }]
}

const itemsOf = (message: Prompt.Message, config: ModelConfig, isSealed: boolean): ReadonlyArray<ResponseInputItem> => {
  switch (message.role) {
    case "system":
      return [{ role: "system", content: message.content }]
    case "user":
      return [{ role: "user", content: textsOf(message.content) }]
    case "assistant":
      return message.content.flatMap((part): ReadonlyArray<ResponseInputItem> => {
        switch (part.type) {
          case "text":
            return said(part, config)
          case "reasoning":
            return isSealed ? thought(part, config) : []
          case "tool-call":
            return [{ type: "function_call", call_id: part.id, name: part.name, arguments: written(part.params) }]
          default:
            return []
        }
      })
    case "tool":
      return message.content.flatMap((part) =>
        part.type === "tool-result"
          ? [{ type: "function_call_output" as const, call_id: part.id, output: written(part.result) }]
          : []
      )
  }
}

/** The talk as items, in order. Nothing is kept at the vendor, so that calls bear no ids of items there. */
export const inputOf = (prompt: Prompt.Prompt, config: ModelConfig, isSealed: boolean): Array<ResponseInputItem> =>
  prompt.content.flatMap((message) => itemsOf(message, config, isSealed))
