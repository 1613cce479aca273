import { estimatedTokens } from "../llm/TokenEstimate.ts"
import { type ChatMessage, type MessagePart, textOf } from "./ChatMessage.ts"
import { excerpt } from "./Excerpt.ts"

/** A message as a model is told it. */
export interface ToldMessage {
  readonly role: "user" | "assistant"
  readonly text: string
}

/** What a message takes besides its words, about. */
const envelopeTokens = 4

/** Rows of a table that a model is told again; for more it has its tools. */
const toldRows = 5

const brokenOff = "[This answer was broken off here.]"
const unanswered = "[No answer was given.]"
const tableAlone = "[A table was shown.]"

export const toldTokens = (messages: ReadonlyArray<Pick<ToldMessage, "text">>): number =>
  messages.reduce((sum, { text }) => sum + envelopeTokens + estimatedTokens(text), 0)

/** Beside a table, whose rows it shows, a chart is told without any. */
const chartIn = ({ data, spec }: Extract<MessagePart, { readonly kind: "chart" }>, isBesideTable: boolean): string => {
  const { mark, title } = spec
  const rows = isBesideTable ? {} : { rows: data.rows.slice(0, toldRows), rowsInAll: data.rows.length }
  return `[A chart was shown: ${JSON.stringify({ mark, title, columns: data.columns, ...rows })}]`
}

/** What the user saw, as data: names in it are whatever people call themselves. */
const tablesIn = (parts: ReadonlyArray<MessagePart>): ReadonlyArray<string> =>
  parts.flatMap((part) => {
    if (part.kind === "chart")
      return [
        chartIn(
          part,
          parts.some(({ kind }) => kind === "table")
        )
      ]
    if (part.kind !== "table") return []
    const { columns, rows } = part.table
    const shown = { tool: part.tool, columns, rows: rows.slice(0, toldRows), rowsInAll: rows.length }
    return [`[A table was shown: ${JSON.stringify(shown)}]`]
  })

/**
 * The words of an answer and its tables. One that did not come to its end is told with a remark, since the user has seen
 * it and may speak of it, and the model must not take it for whole; so is one that says nothing, lest its question look
 * as if it were still to be answered.
 */
const answerText = ({ status }: ChatMessage, words: string, tables: ReadonlyArray<string>): string => {
  const said = [words, ...tables].filter((piece) => piece.trim() !== "")
  if (said.length === 0) return unanswered
  return [...said, ...(status === "completed" ? [] : [brokenOff])].join("\n\n")
}

/** An ended message of the user's or the assistant's. What was only thought is not told again, nor what it rests on. */
export const toldMessage = (message: ChatMessage): ToldMessage =>
  message.role === "user"
    ? { role: "user", text: textOf(message) }
    : { role: "assistant", text: answerText(message, textOf(message), tablesIn(message.parts)) }

/** The same in at most so many tokens: its beginning, and instead of its tables that there were some. */
export const toldBriefly = (message: ChatMessage, tokens: number): ToldMessage => {
  const fits = (told: ToldMessage) => toldTokens([told]) <= tokens
  const whole = toldMessage(message)
  if (fits(whole)) return whole
  const words = textOf(message)
  if (message.role === "user") {
    return { role: "user", text: excerpt(words, (text) => fits({ role: "user", text })) }
  }
  const tables = tablesIn(message.parts).length === 0 ? [] : [tableAlone]
  const told = (text: string): ToldMessage => ({ role: "assistant", text: answerText(message, text, tables) })
  return told(excerpt(words, (text) => fits(told(text))))
}
