import { records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { call, lookAll } from "../Inquiry.ts"
import { subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"
import { eventOf } from "./Card.ts"

/** What a fighter did at an event. */
export const appearance: Answer = function* (slots, setting) {
  const { say } = setting
  const { date, name: event } = yield* eventOf(slots)
  if (date === null) return say.event.noDay(event)
  // By the day, for fighters of one name stand in a card alike; and several, for tournaments had several in a night.
  const fightsOf = (fighterId: number) => call("fights", { fighterId, from: date, to: date })
  const there = (table: ToolTable) => records(table).filter((row) => row["event"] === event)
  const { id, name, understood } = yield* subject(slots, setting, function* (ids) {
    const tables = yield* lookAll(ids.map(fightsOf))
    return ids.filter((_, index) => there(tables[index]!).length > 0)
  })
  const table = (yield* lookAll([fightsOf(id)]))[0]!
  const rows = there(table)
  if (rows.length === 0) return `${understood}${say.bout.absent(name, event, table.sampleOnly)}`
  return `${understood}${rows.map((row) => `${say.bout.history(name, row)}.`).join(" ")}`
}
