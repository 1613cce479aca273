import type Anthropic from "@anthropic-ai/sdk"
import type { Prompt } from "effect/ai"

/** Up to here the vendor keeps what it has read, for the requests that begin alike. */
export const kept = { cache_control: { type: "ephemeral" } } as const

/** The vendor takes no text that is blank. */
const texts = (content: ReadonlyArray<{ readonly type: string; readonly text?: string }>) =>
  content.flatMap(
    ({ text, type }): Array<Anthropic.TextBlockParam> =>
      type === "text" && text !== undefined && text.trim() !== "" ? [{ type, text }] : []
  )

/**
 * Thought goes back as it came, signed, else the vendor refuses the talk. What is not signed was thought by another
 * model, and is left out.
 */
const thought = ({ options, text }: Prompt.ReasoningPart): Array<Anthropic.ContentBlockParam> => {
  const own: unknown = options["anthropic"]
  if (typeof own !== "object" || own === null) return []
  if ("data" in own && typeof own.data === "string") return [{ type: "redacted_thinking", data: own.data }]
  return "signature" in own && typeof own.signature === "string"
    ? [{ type: "thinking", thinking: text, signature: own.signature }]
    : []
}

/** Arguments that are no object, which the vendor would refuse, were none to the tool either. */
const call = ({ id, name, params }: Prompt.ToolCallPart): Anthropic.ToolUseBlockParam => ({
  type: "tool_use",
  id,
  name,
  input: typeof params === "object" && params !== null && !Array.isArray(params) ? params : {}
})

const result = ({ id, isFailure, result }: Prompt.ToolResultPart): Anthropic.ToolResultBlockParam => ({
  type: "tool_result",
  tool_use_id: id,
  content: typeof result === "string" ? result : JSON.stringify(result),
  ...(isFailure ? { is_error: true } : {})
})

const said = ({ content }: Prompt.AssistantMessage): Array<Anthropic.ContentBlockParam> =>
  content.flatMap((part): Array<Anthropic.ContentBlockParam> => {
    switch (part.type) {
      case "text":
        return texts([part])
      case "reasoning":
        return thought(part)
      case "tool-call":
        return [call(part)]
      default:
        return []
    }
  })

const blocks = (message: Exclude<Prompt.Message, Prompt.SystemMessage>): Array<Anthropic.ContentBlockParam> => {
  if (message.role === "user") return texts(message.content)
  if (message.role === "assistant") return said(message)
  return message.content.flatMap((part) => (part.type === "tool-result" ? [result(part)] : []))
}

/** The talk with the two sides taking turns; what the tools say is said by the user's side. */
export const messagesOf = ({ content }: Prompt.Prompt): Array<Anthropic.MessageParam> => {
  const turns: Array<{ role: "user" | "assistant"; content: Array<Anthropic.ContentBlockParam> }> = []
  for (const message of content) {
    if (message.role === "system") continue
    const role = message.role === "assistant" ? "assistant" : "user"
    const said = blocks(message)
    const last = turns.at(-1)
    if (last?.role === role) last.content.push(...said)
    else if (said.length > 0) turns.push({ role, content: said })
  }
  return turns
}

/** What the model is told first. The last of several texts is of the present; those before it are the same each time. */
export const systemOf = ({ content }: Prompt.Prompt): Array<Anthropic.TextBlockParam> => {
  const told = texts(content.flatMap((part) => (part.role === "system" ? [{ type: "text", text: part.content }] : [])))
  const constant = Math.max(0, told.length - 2)
  return told.map((text, index) => (index === constant ? { ...text, ...kept } : text))
}
