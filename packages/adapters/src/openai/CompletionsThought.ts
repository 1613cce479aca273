import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import type { Schema } from "effect"
import type { Prompt } from "effect/ai"
import { type Delta, textIn } from "./CompletionsChunk.ts"

type Json = Record<string, Schema.Json>

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

const joined = (before: Json, after: Json): Json | null => {
  const field = after["type"] === "reasoning.text" ? "text" : after["type"] === "reasoning.summary" ? "summary" : null
  if (field === null || before["type"] !== after["type"] || before["index"] !== after["index"]) return null
  return { ...before, ...after, [field]: textIn(before[field]) + textIn(after[field]) }
}

/**
 * What a model thought before it called tools. Some models refuse to go on unless they get it back as they gave it:
 * DeepSeek and Kimi in the field it came in, Gemini and Claude at OpenRouter as `reasoning_details`.
 */
export class CompletionsThought {
  private field: "reasoning_content" | "reasoning" = "reasoning_content"
  private text = ""
  private readonly details: Array<Json> = []

  /** The text that came. A server may send the same in both fields. */
  take(delta: Delta): string {
    for (const detail of Array.isArray(delta.reasoning_details) ? delta.reasoning_details.filter(isObject) : []) {
      const last = this.details.at(-1)
      const whole = last === undefined ? null : joined(last, detail)
      if (whole === null) this.details.push(detail)
      else this.details.splice(-1, 1, whole)
    }
    const content = textIn(delta.reasoning_content)
    const text = content === "" ? textIn(delta.reasoning) : content
    if (text !== "") this.field = content === "" ? "reasoning" : "reasoning_content"
    this.text += text
    return text
  }

  /** What the first call of a tool bears, so that {@link echoed} finds it there. */
  metadata({ name }: ModelConfig): Record<string, Json> {
    if (this.details.length > 0) return { [name]: { reasoning_details: this.details } }
    return this.text === "" ? {} : { [name]: { [this.field]: this.text } }
  }
}

/** The thought to give back with calls of tools: that of the same model alone. */
export const echoed = (calls: ReadonlyArray<Prompt.ToolCallPart>, { name }: ModelConfig): Json => {
  const thought = calls[0]?.options[name]
  return isObject(thought) ? thought : {}
}
