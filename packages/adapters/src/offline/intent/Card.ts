import { type Cell, records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { Method, type MethodFamily, methodFamily } from "@mma-savant/core/match/Method"
import type { Slots } from "../grammar/Slots.ts"
import { conclude, type Inquiry, look } from "../Inquiry.ts"
import { counted, inData, itemised } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"
import { cardText } from "./BoutText.ts"

type Row = Readonly<Record<string, Cell>>

function* cardOf({ event, latestEvent }: Slots): Inquiry<ToolTable> {
  if (latestEvent === undefined) return yield* look("event", { name: event ?? "" })
  const last = yield* look("events", { limit: 1 })
  const row = records(last)[0]
  if (row === undefined) return yield* conclude(`There is no completed event ${inData(last)}.`)
  return yield* look("event", { eventId: Number(row["eventId"]) })
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

const ways: Readonly<Record<MethodFamily, string>> = {
  "KO/TKO": "ended by KO/TKO",
  SUB: "ended by submission",
  DEC: "went to a decision",
  DQ: "ended by disqualification",
  OTHER: "ended otherwise"
}

const mainEventIn = (rows: ReadonlyArray<Row>): Row | undefined => rows.find(({ mainEvent }) => mainEvent === true)

const main = (rows: ReadonlyArray<Row>, name: string, where: string): string => {
  const row = mainEventIn(rows)
  if (row === undefined) return `Which fight was the main event of ${name} is not ${where}.`
  return `Main event of ${name}: ${cardText(row)}.`
}

const count = ({ method, titleFightsOnly }: Slots, all: ReadonlyArray<Row>, name: string, where: string): string => {
  const rows = titleFightsOnly === undefined ? all : all.filter(({ titleFight }) => titleFight === true)
  if (method === undefined) {
    return `${name} has ${counted(rows.length, titleFightsOnly === undefined ? "fight" : "title fight")} ${where}.`
  }
  const ended = rows.filter((row) => family(row) === method)
  return `At ${name}, ${ended.length === 0 ? "none" : ended.length} of ${counted(rows.length, "fight")} ${ways[method]}.`
}

/** What happened at an event, or when and where it was. */
export const card: Answer = function* (slots) {
  const table = yield* cardOf(slots)
  const { date, location, name, status } = eventIn(table)
  const rows = records(table)
  const where = inData(table)
  const state = status === "completed" ? "took place" : `is ${status}`
  const line = `${name} ${state} on ${date ?? "a day that is not known"} in ${location ?? "a place that is not known"}.`
  if (slots.card === "when" || slots.card === "where") return line
  if (rows.length === 0) return `${line} No fight of its card is ${where}.`
  if (slots.card === "main") return main(rows, name, where)
  if (slots.card === "count") return count(slots, rows, name, where)
  const best = mainEventIn(rows)
  const gist = `${best === undefined ? "" : `Main event: ${cardText(best)}. `}The card has ${counted(rows.length, "fight")}.`
  return `${line}${itemised(rows.map(cardText), gist)}`
}
