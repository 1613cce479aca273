import type { SpokenPart } from "@mma-savant/core/llm/Speaker"
import type { Prompt } from "effect/ai"

/** The latest question of a talk. */
export const questionOf = ({ content }: Prompt.Prompt): string => {
  const message = content.findLast(({ role }) => role === "user")
  return message?.role === "user"
    ? message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("")
    : ""
}

export const said = (...deltas: ReadonlyArray<string>): ReadonlyArray<SpokenPart> =>
  deltas.map((delta) => ({ type: "text-delta", id: "0", delta }))

export const ended = (reason: "stop" | "tool-calls"): SpokenPart => ({
  type: "finish",
  reason,
  usage: {
    inputTokens: { uncached: undefined, total: 3, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 5, text: undefined, reasoning: undefined }
  },
  response: undefined
})
