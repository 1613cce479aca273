import { type Cell, records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import { cell, counted, inData, isTabled, itemised } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"

/** Events shown unless the question says how many. */
const shown = 10

const line = ({ date, event, location }: Readonly<Record<string, Cell>>): string =>
  `${[event, date].map(cell).join(" on ")}${location === null ? "" : ` in ${cell(location)}`}`

/** Events that have taken place: how many, and which. */
export const events: Answer = function* (slots, today) {
  const { limit, place } = slots
  const period = periodOf(slots, today)
  const table = yield* look("events", {
    ...period.days,
    ...(place === undefined ? {} : { location: place }),
    limit: limit ?? shown
  })
  const rows = records(table)
  const scope = `${place === undefined ? "" : ` in ${place}`}${period.text} ${inData(table)}`
  if (rows.length === 0) {
    // Places are known by city, region and country alone; what is not found under a name may have taken place there.
    return place === undefined
      ? `There is no completed event${scope}.`
      : `No completed event${period.text} ${inData(table)} names "${place}" as its city, region or country.`
  }
  const total = counted(table.total ?? rows.length, "event")
  const latest = `The latest: ${line(rows[0]!)}.`
  if (limit === undefined) return `Completed events${scope}: ${total}.${itemised(rows.map(line), latest)}`
  return `The latest completed events${scope}${isTabled(rows) ? "." : ":"}${itemised(rows.map(line), latest)}`
}

/** Events still to come. */
export const upcoming: Answer = function* ({ limit }) {
  const table = yield* look("upcoming", { limit: limit ?? 5 })
  const rows = records(table)
  const next = rows[0]
  if (next === undefined) return `No upcoming event is ${inData(table)}.`
  const first = `The next event ${inData(table)} is ${line(next)}.`
  return rows.length === 1 ? first : `${first}${itemised(rows.map(line))}`
}
