import { type Cell, records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import { cell, counted, inData, markdown } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"

/** Events shown unless the question says how many. */
const shown = 10

const columns = ["Date", "Event", "Place"]
const cells = ({ date, event, location }: Readonly<Record<string, Cell>>) => [date, event, location]

/** Events that have taken place: how many, and which. */
export const events: Answer = function* (slots, today) {
  const { limit, place } = slots
  const period = periodOf(slots, today)
  const table = yield* look("events", {
    ...period.days,
    ...(place === undefined ? {} : { location: place }),
    limit: limit ?? shown
  })
  const rows = records(table).map(cells)
  const scope = `${place === undefined ? "" : ` in ${place}`}${period.text} ${inData(table)}`
  if (rows.length === 0) {
    // Places are known by city, region and country alone; what is not found under a name may have taken place there.
    return place === undefined
      ? `There is no completed event${scope}.`
      : `No completed event${period.text} ${inData(table)} names "${place}" as its city, region or country.`
  }
  // Of all events the tool says how many they are.
  const total = counted(Number(/^\d+/.exec(table.note ?? "")?.[0] ?? rows.length), "event")
  const heading = limit === undefined ? `Completed events${scope}: ${total}.` : `The latest completed events${scope}:`
  return `${heading}${limit === undefined && table.truncated ? " The latest:" : ""}\n\n${markdown(columns, rows)}`
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
