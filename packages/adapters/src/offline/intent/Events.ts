import { fold } from "@mma-savant/core/Fold"
import { type Cell, records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import { cell, counted, inData, markdown } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"

/** Events shown, and read, unless the question says how many. */
const shown = 10
const most = 50

const columns = ["Date", "Event", "Place"]
const cells = ({ date, event, location }: Readonly<Record<string, Cell>>) => [date, event, location]

/** Tools find places by a part of the name; "Oman" is not in Romania. */
const isIn = (place: string, location: Cell | undefined): boolean =>
  typeof location === "string" && ` ${fold(location)} `.includes(` ${fold(place)} `)

/** The tool counts no further than a hundred, and says so in its note. */
const allOf = (exact: number): string => (Number.isNaN(exact) ? "more than 100 events" : counted(exact, "event"))

/** Events that have taken place: how many, and which. */
export const events: Answer = function* (slots, today) {
  const { limit, place } = slots
  const period = periodOf(slots, today)
  const table = yield* look("events", {
    ...period.days,
    ...(place === undefined ? {} : { location: place }),
    limit: place === undefined ? (limit ?? shown) : most
  })
  const scope = `${place === undefined ? "" : ` in ${place}`}${period.text} ${inData(table)}`
  const found = records(table)
  const rows = place === undefined ? found : found.filter((row) => isIn(place, row["location"]))
  if (rows.length === 0) return `There is no completed event${scope}.`
  if (rows.length < found.length && table.truncated)
    return `Which events were in ${place} cannot be told apart from places with similar names.`
  const exact = Number(/^\d+/.exec(table.note ?? "")?.[0])
  const total = rows.length < found.length ? counted(rows.length, "event") : allOf(exact)
  const listed = rows.slice(0, limit ?? shown)
  const heading = limit === undefined ? `Completed events${scope}: ${total}.` : `The latest completed events${scope}:`
  const latest = limit === undefined && (table.truncated || rows.length > listed.length) ? " The latest:" : ""
  return `${heading}${latest}\n\n${markdown(columns, listed.map(cells))}`
}

/** Events still to come. */
export const upcoming: Answer = function* ({ limit }) {
  const table = yield* look("upcoming", { limit: limit ?? 5 })
  const rows = records(table)
  const next = rows[0]
  if (next === undefined) return `No upcoming event is ${inData(table)}.`
  const line = `The next event ${inData(table)} is ${cell(next["event"])} on ${cell(next["date"])}${next["location"] === null ? "" : ` in ${cell(next["location"])}`}.`
  if (rows.length === 1) return line
  return `${line}\n\n${markdown(["Date", "Event", "Place"], rows.map(cells))}`
}
