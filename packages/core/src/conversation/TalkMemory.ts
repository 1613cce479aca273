import { mergedSlots, noSlots, type Slots } from "../llm/Slots.ts"
import { type ChatMessage, hasEnded } from "./ChatMessage.ts"
import { slotsText, type TalkTurn } from "./TalkSummary.ts"
import { type ToldMessage, toldBriefly, toldMessage, toldTokens } from "./ToldMessage.ts"

/** What of a talk a model is told before it answers. */
export interface Memory {
  /** The latest turns, oldest first, and the last question. */
  readonly told: ReadonlyArray<ToldMessage>
  /** The turns before them. */
  readonly forgotten: ReadonlyArray<TalkTurn>
  readonly slots: Slots
  /** Tokens that are left for what is told of the turns before. */
  readonly room: number
}

/** Tokens that are kept free for what is told of forgotten turns, but a quarter of the budget at most. */
const summaryTokens = 900

/** The part of the budget that an earlier message may take where it has to be cut. */
const briefShare = 4

/** What a talk speaks of, by its answers: the later go before the earlier. */
export const slotsIn = (messages: ReadonlyArray<ChatMessage>): Slots =>
  messages
    .flatMap(({ parts }) => parts.flatMap((part) => (part.kind === "source" ? [part.source.slots ?? noSlots] : [])))
    .reduce(mergedSlots, noSlots)

/** The turns of a branch. What comes before its first question is the answer to one that is not there. */
const turnsOf = (messages: ReadonlyArray<ChatMessage>): ReadonlyArray<TalkTurn> => {
  const turns: Array<[ChatMessage, ...Array<ChatMessage>]> = []
  for (const message of messages) {
    if (message.role === "user") turns.push([message])
    else if (message.role === "assistant") turns.at(-1)?.push(message)
  }
  return turns
}

/** The latest turns in so many tokens: each whole, else with its long messages cut; the first that fits neither way ends it. */
const latest = (turns: ReadonlyArray<TalkTurn>, tokens: number, briefly: number) => {
  let told: ReadonlyArray<ToldMessage> = []
  let [left, at] = [tokens, turns.length]
  for (; at > 0; at--) {
    const turn = turns[at - 1]!
    const forms = [toldMessage, (message: ChatMessage) => toldBriefly(message, briefly)]
    const fitting = forms.map((form) => turn.map(form)).find((form) => toldTokens(form) <= left)
    if (fitting === undefined) break
    left -= toldTokens(fitting)
    told = [...fitting, ...told]
  }
  return { told, forgotten: turns.slice(0, at), left }
}

/**
 * What of a branch, oldest first, fits a budget of tokens, up to its last question; what follows that is left out, and
 * so is what has not ended. The last question and the slots are told even where they alone are over the budget.
 */
export const remember = (messages: ReadonlyArray<ChatMessage>, budget: number): Memory => {
  const ended = messages.filter(hasEnded)
  const turns = turnsOf(ended)
  const last = turns.at(-1)
  if (last === undefined) return { told: [], forgotten: [], slots: noSlots, room: budget }
  const question = toldMessage(last[0])
  const slots = slotsIn(ended.slice(0, ended.indexOf(last[0])))
  const slotsAlone = slotsText(slots)
  const free = budget - toldTokens([question, ...(slotsAlone === null ? [] : [{ text: slotsAlone }])])
  const briefly = Math.floor(budget / briefShare)
  const before = turns.slice(0, -1)
  const all = latest(before, free, briefly)
  const kept = all.forgotten.length === 0 ? all : latest(before, free - Math.min(summaryTokens, briefly), briefly)
  const told = [...kept.told, question]
  return { told, forgotten: kept.forgotten, slots, room: budget - toldTokens(told) }
}
