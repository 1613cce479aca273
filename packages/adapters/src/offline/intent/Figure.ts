import { records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { amount } from "@mma-savant/core/stats/Amount"
import { type MetricId, metric } from "@mma-savant/core/stats/Metric"
import type { Measure } from "../grammar/Slots.ts"
import { type Inquiry, look } from "../Inquiry.ts"
import { bodyHeight, centimetres, counted, coverage, inData, kilograms } from "../Phrase.ts"
import { type Subject, subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

export type ProfileMeasure = Exclude<Measure, "division">

const measures: Readonly<Record<ProfileMeasure, readonly [name: string, say: (value: number) => string]>> = {
  record: ["record", String],
  heightCm: ["height", bodyHeight],
  reachCm: ["reach", centimetres],
  weightKg: ["weight", kilograms],
  age: ["age", (years) => counted(years, "year")],
  stance: ["stance", String],
  nickname: ["nickname", String]
}

/** A measure of a fighter's profile in words; null when it is not known. */
export const measured = (table: ToolTable, measure: ProfileMeasure): string | null => {
  const value = records(table)[0]?.[measure] ?? null
  return typeof value === "number" ? measures[measure][1](value) : value === null ? null : String(value)
}

export const measureName = (measure: ProfileMeasure): string => measures[measure][0]

function* divisionOf({ id, name, understood }: Subject): Inquiry<string> {
  const table = yield* look("fights", { fighterId: id, limit: 1 })
  const row = records(table)[0]
  if (row === undefined) return `${understood}${name} has no completed fight ${inData(table)}.`
  return `${understood}The latest fight of ${name} ${inData(table)} was at ${row["weightClass"] ?? "no known class"}, on ${row["date"]}.`
}

function* measureOf({ id, name, understood }: Subject, measure: ProfileMeasure): Inquiry<string> {
  const table = yield* look("fighterProfile", { fighterId: id })
  const value = measured(table, measure)
  const what = measureName(measure)
  if (value === null) return `${understood}The ${what} of ${name} is not ${inData(table)}.`
  if (measure === "record" && records(table)[0]!["lastFight"] === null) {
    return `${understood}${name} has no completed fight ${inData(table)}.`
  }
  const where = measure === "record" ? ` ${inData(table)} (wins-losses-draws)` : ""
  return `${understood}The ${what} of ${name} is ${value}${where}.`
}

/** How a count is told: what the fighter has so many of. */
const counts: Partial<Record<MetricId, string>> = {
  fights: "fight",
  wins: "win",
  losses: "loss",
  draws: "draw",
  "no-contests": "no contest",
  "ko-tko-wins": "KO/TKO win",
  "submission-wins": "submission win",
  "decision-wins": "decision win",
  "finish-wins": "win inside the distance",
  "title-fights": "title fight",
  "title-wins": "title fight win",
  knockdowns: "knockdown",
  "sig-strikes": "significant strike",
  "total-strikes": "strike",
  takedowns: "takedown",
  "submission-attempts": "submission attempt",
  reversals: "reversal"
}

/** "14 wins", "a takedown accuracy of 56.0%", "a win streak of 14". */
export const figureText = (id: MetricId, value: number): string => {
  const { label, unit } = metric(id)
  const count = counts[id]
  if (count !== undefined) return counted(value, count, id === "finish-wins" ? "wins inside the distance" : undefined)
  const name = label.toLowerCase()
  if (unit.startsWith("per ")) return `${value.toFixed(2)} ${name}`
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name} of ${amount(value, unit)}`
}

function* metricOf({ id: fighterId, name, understood }: Subject, id: MetricId): Inquiry<string> {
  const table = yield* look("metric", { fighterId, metrics: [id] })
  const value = records(table)[0]?.["value"]
  const of = table.coverage
  if (of !== null && of.fights === 0) return `${understood}${name} has no completed fight ${inData(table)}.`
  if (typeof value !== "number") {
    return metric(id).measured
      ? `${understood}${metric(id).label} of ${name}: not known. Statistics ${inData(table)} cover ${of?.measuredFights ?? 0} of ${of?.fights ?? 0} fights.`
      : `${understood}${metric(id).label} of ${name}: there is nothing to count it from ${inData(table)}.`
  }
  const said = `${understood}${name} has ${figureText(id, value)}`
  if (metric(id).measured) return `${said} ${inData(table)}${coverage(table)}.`
  const outOf = id === "fights" || of === null ? "" : ` from ${counted(of.fights, "fight")}`
  return `${said}${outOf} ${inData(table)}.`
}

/** One figure about one fighter. */
export const figure: Answer = function* (slots) {
  const { measure, metric: id } = slots
  const who = yield* subject(slots)
  if (measure === "division") return yield* divisionOf(who)
  return measure !== undefined ? yield* measureOf(who, measure) : yield* metricOf(who, id ?? "fights")
}
