import { records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { Method, type MethodFamily, methodFamily } from "@mma-savant/core/match/Method"
import type { Slots } from "../grammar/Slots.ts"
import { type Inquiry, look } from "../Inquiry.ts"
import { itemised } from "../Phrase.ts"
import type { Row } from "../PhraseBook.ts"
import type { Answer } from "./Answer.ts"

function* cardOf({ event, eventId, when }: Slots): Inquiry<ToolTable> {
  if (eventId !== undefined) return yield* look("event", { eventId })
  if (when !== undefined) return yield* look("event", { when })
  return yield* look("event", { name: event ?? "" })
}

/** The event whose card it is. */
const eventIn = ({ event }: ToolTable): NonNullable<ToolTable["event"]> => {
  if (event === null) throw new Error("a card without its event")
  return event
}

/** The event that a question names, or the end of the answer. */
export function* eventOf(slots: Slots): Inquiry<ReturnType<typeof eventIn>> {
  return eventIn(yield* cardOf(slots))
}

const families = new Map<string, MethodFamily>(Method.literals.map((method) => [method, methodFamily(method)]))

/** The family of a printed method such as "SUB (Rear Naked Choke)". */
const family = ({ method }: Row): MethodFamily | undefined =>
  typeof method === "string" ? families.get(method.replace(/ \([^()]*\)$/, "")) : undefined

/** What happened at an event, or when and where it was. */
export const card: Answer = function* (slots, { say }) {
  const table = yield* cardOf(slots)
  const event = eventIn(table)
  const { name } = event
  const { sampleOnly } = table
  const rows = records(table)
  const line = say.event.when(event)
  if (slots.card === "when" || slots.card === "where") return line
  if (rows.length === 0) return say.event.noCard(line, sampleOnly)
  const best = rows.find(({ mainEvent }) => mainEvent === true)
  const main = best === undefined ? null : say.bout.card(best)
  if (slots.card === "main") return main === null ? say.event.noMain(name, sampleOnly) : say.event.main(name, main)
  if (slots.card === "count") {
    const { method, titleFightsOnly } = slots
    const of = titleFightsOnly === undefined ? rows : rows.filter(({ titleFight }) => titleFight === true)
    const amount = method === undefined ? of.length : of.filter((row) => family(row) === method).length
    return say.event.count(name, { method, titleFightsOnly }, amount, of.length, sampleOnly)
  }
  return `${line}${itemised(rows.map(say.bout.card), say.event.cardGist(main, rows.length))}`
}
