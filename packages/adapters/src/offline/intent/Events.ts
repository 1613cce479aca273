import { records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import { itemised } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"

/** Events shown unless the question says how many. */
const shown = 10

/** Events that have taken place: how many, and which. */
export const events: Answer = function* (slots, { say: { event: say }, today }) {
  const { limit, place } = slots
  const period = periodOf(slots, today)
  const table = yield* look("events", {
    ...period.days,
    ...(place === undefined ? {} : { location: place }),
    limit: limit ?? shown
  })
  const rows = records(table)
  if (rows.length === 0) return say.noCompleted(place, period, table.sampleOnly)
  const total = limit === undefined ? (table.total ?? rows.length) : null
  const gist = say.latest(say.line(rows[0]!))
  return say.completed(place, period, table.sampleOnly, total, { rows: rows.map(say.line), gist })
}

/** Events still to come. */
export const upcoming: Answer = function* ({ limit, when }, { say: { event: say } }) {
  const days = when === undefined || when === "last" || when === "next" ? {} : { when }
  const table = yield* look("upcoming", { ...days, limit: limit ?? 5 })
  const rows = records(table)
  const next = rows[0]
  if (next === undefined) return say.noUpcoming(table.sampleOnly)
  const first = say.next(say.line(next), table.sampleOnly)
  return rows.length === 1 ? first : `${first}${itemised(rows.map(say.line))}`
}
