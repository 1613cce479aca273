import { Prompt } from "effect/ai"
import { fold } from "../Fold.ts"
import { type ChatMessage, textOf } from "./ChatMessage.ts"
import { maxTitle } from "./Conversation.ts"
import { excerpt, graphemeCount, oneLine } from "./Excerpt.ts"
import { remember } from "./TalkMemory.ts"
import { dueOf, type Summary, type SummaryDue, summaryText } from "./TalkSummary.ts"

/** Tokens of a talk that a model is told, by our estimate. */
export const talkBudget = 6000

/** The longest title, in graphemes. */
const titleLength = 60

/** The most names in a title, and how much of it they may take, in graphemes. */
const mostNames = 3
const namesLength = 40

/** The messages with one more; one with the same id takes the place of the earlier. */
export const addMessage = (messages: ReadonlyArray<ChatMessage>, message: ChatMessage): ReadonlyArray<ChatMessage> => {
  const known = messages.findIndex(({ id }) => id === message.id)
  return known === -1 ? [...messages, message] : messages.with(known, message)
}

const isTitle = (text: string): boolean => text.length <= maxTitle && graphemeCount(text) <= titleLength

/**
 * A title from the first question: one line, at most 60 graphemes and as many characters as a title may have, no
 * grapheme cut. Where the question is longer and its beginning does not show the names of all fighters that it speaks
 * of, up to three of these go before it. Null before any question.
 */
export const generateSessionTitle = (
  messages: ReadonlyArray<Pick<ChatMessage, "role" | "parts">>,
  names: ReadonlyArray<string> = []
): string | null => {
  const first = messages.find(({ role }) => role === "user")
  const line = first === undefined ? "" : oneLine(textOf(first))
  if (line === "") return null
  const beginning = excerpt(line, isTitle)
  const shown = fold(beginning)
  if (beginning === line || names.every((name) => shown.includes(fold(name)))) return beginning
  for (let count = Math.min(mostNames, names.length); count > 0; count--) {
    const named = `${names.slice(0, count).join(", ")}: `
    const title = named + excerpt(line, (text) => isTitle(named + text))
    if (graphemeCount(named) <= namesLength && isTitle(title)) return title
  }
  return beginning
}

/**
 * The talk as a model is told it, up to its last question, in at most so many tokens by our estimate: the latest turns
 * word for word, oldest first, and before them, as one message of the system's, what was asked earlier and what the talk
 * has come to speak of. The last question and the latter are told even where they alone are over the budget. `messages`
 * are one branch, oldest first. A summary by a model takes the place of the questions that it was made of; see
 * {@link summaryDue}.
 */
export const formatMessagesForAI = (
  messages: ReadonlyArray<ChatMessage>,
  budget: number = talkBudget,
  summary: Summary | null = null
): Prompt.Prompt => {
  const { forgotten, room, slots, told } = remember(messages, budget)
  const before = summaryText(forgotten, slots, summary, room)
  return Prompt.make([
    ...(before === null ? [] : [{ role: "system" as const, content: before }]),
    ...told.map(({ role, text }) => ({ role, content: [{ type: "text" as const, text }] }))
  ])
}

/** What a model might sum up of a talk that is over the budget; null where there is too little. */
export const summaryDue = (messages: ReadonlyArray<ChatMessage>, budget: number = talkBudget): SummaryDue | null =>
  dueOf(remember(messages, budget).forgotten)
