import { mostRows, records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import { isTabled } from "../Phrase.ts"
import { subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"
import { outcomesOf } from "./Outcomes.ts"

/** How many fights a history shows unless the question says. */
const shown = 10

/** A fighter's fights of some kind: how many, which, the latest, the first, the record, or whether there are any. */
export const bouts: Answer = function* (slots, setting) {
  const { bouts: asked = "list", limit, method, result, titleFightsOnly, weightClass } = slots
  const say = setting.say.bout
  const { id, name, understood } = yield* subject(slots, setting)
  const period = periodOf(slots, setting.today)
  const one = asked === "latest" || asked === "opponent" || asked === "earliest"
  const table: ToolTable = yield* look("fights", {
    fighterId: id,
    ...period.days,
    ...(method === undefined ? {} : { method }),
    ...(result === undefined ? {} : { result }),
    ...(titleFightsOnly === undefined ? {} : { titleFightsOnly }),
    ...(weightClass === undefined ? {} : { weightClass }),
    ...(asked === "earliest" ? { order: "earliest" as const } : {}),
    limit: one ? 1 : asked === "list" ? (limit ?? shown) : mostRows
  })
  const rows = records(table)
  const scope = { weightClass, period, sampleOnly: table.sampleOnly }
  const told = (text: string): string => `${understood}${text}`
  if (asked === "record" && rows.length > 0) {
    return told(setting.say.figure.record(name, outcomesOf(rows), scope, table.truncated))
  }
  if (rows.length === 0) return told(say.none(name, slots, scope, asked))
  const first = `${say.history(name, rows[0]!)}.`
  if (one) return told(say.one(name, slots, scope, asked === "earliest", first))
  if (asked === "count") return told(say.count(name, slots, scope, rows.length, table.truncated))
  const yes = asked === "whether" ? say.yes : ""
  if (rows.length === 1) return told(`${yes}${first}`)
  const outcomes = isTabled(rows) && result === undefined ? outcomesOf(rows) : null
  const fights = { rows: rows.map((row) => say.history(name, row)), gist: first }
  const truncated = table.truncated && asked === "list"
  return told(`${yes}${say.list(name, slots, scope, rows.length, truncated, outcomes, fights)}`)
}
