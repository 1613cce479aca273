import { Prompt } from "effect/ai"
import { type ChatMessage, textOf } from "./ChatMessage.ts"
import { maxTitle } from "./Conversation.ts"

/** How many of the latest messages a model is told. */
const memory = 20

/** The longest title, in graphemes. */
const titleLength = 60

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

/** The messages with one more; one with the same id takes the place of the earlier. */
export const addMessage = (messages: ReadonlyArray<ChatMessage>, message: ChatMessage): ReadonlyArray<ChatMessage> => {
  const known = messages.findIndex(({ id }) => id === message.id)
  return known === -1 ? [...messages, message] : messages.with(known, message)
}

/**
 * A title from the first question: one line, at most 60 graphemes and as many characters as a title may have, no
 * grapheme cut. Null before any question.
 */
export const generateSessionTitle = (messages: ReadonlyArray<Pick<ChatMessage, "role" | "parts">>): string | null => {
  const first = messages.find(({ role }) => role === "user")
  const line = first === undefined ? "" : textOf(first).replace(/\s+/g, " ").trim()
  if (line === "") return null
  const letters = Array.from(graphemes.segment(line), ({ segment }) => segment)
  if (letters.length <= titleLength && line.length <= maxTitle) return line
  let title = ""
  for (const letter of letters.slice(0, titleLength - 1)) {
    if (title.length + letter.length >= maxTitle) break
    title += letter
  }
  return `${title.trimEnd()}…`
}

/** The talk as a model is told it: the words of the latest ended messages, oldest first. */
export const formatMessagesForAI = (messages: ReadonlyArray<ChatMessage>): Prompt.Prompt =>
  Prompt.make(
    messages
      .filter(({ status }) => status !== "streaming")
      .slice(-memory)
      .flatMap((message) => {
        const text = textOf(message)
        if (text === "" || message.role === "system") return []
        return [{ role: message.role, content: [{ type: "text" as const, text }] }]
      })
  )
