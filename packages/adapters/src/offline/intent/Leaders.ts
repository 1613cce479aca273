import { records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { weightClassName } from "@mma-savant/core/ranking/WeightClass"
import { amount } from "@mma-savant/core/stats/Amount"
import { metric } from "@mma-savant/core/stats/Metric"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import { coverage, inData, itemised, listed } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"
import { figureText } from "./Figure.ts"

/** Rows asked for when the question wants the first alone: enough to see a tie. */
const forOne = 10

const streaks: ReadonlySet<string> = new Set(["win-streak", "loss-streak"])

const remark = (table: ToolTable): string => (table.note === null ? "" : ` ${table.note}`)

/** Who has the most of something. */
export const leaders: Answer = function* (slots, today) {
  const { limit, metric: id = "wins", minFights, weightClass } = slots
  const period = periodOf(slots, today)
  const table = yield* look("leaderboard", {
    metric: id,
    ...period.days,
    ...(minFights === undefined ? {} : { minFights }),
    ...(weightClass === undefined ? {} : { weightClass }),
    limit: limit ?? forOne
  })
  const { label, measured, unit } = metric(id)
  const rows = records(table)
  const scope = `${weightClass === undefined ? "" : ` at ${weightClassName(weightClass)}`}${period.text} ${inData(table)}`
  const basis = measured ? coverage(table) : ""
  const first = rows[0]
  if (first === undefined) return `Nobody has a value for "${label}"${scope}.${remark(table)}`

  const best = rows.filter(({ rank }) => rank === 1)
  const value = Number(first["value"])
  if (limit !== undefined && limit > 1) {
    const places = rows.map(({ name, value }) => `${name}: ${amount(Number(value), unit)}`)
    const leaders = `${listed(best.map(({ name }) => String(name)))} ${best.length === 1 ? "is" : "are"} first`
    const gist = `${leaders} with ${figureText(id, value)}.`
    return `${label}${scope}${basis}.${remark(table)}${itemised(places, gist)}`
  }
  const top = `${unit === "count" ? "the most" : "the highest value"}: ${figureText(id, value)}`
  const current = streaks.has(id) ? " A streak counts here when it has lasted to the fighter's latest fight." : ""
  const names = best.map(({ name }) => String(name))
  const tie = best.length === 1 ? `${names[0]} has` : `${listed(names)} share`
  const open = best.length === rows.length && table.truncated ? remark(table) : minimum(table)
  return `${tie} ${streaks.has(id) ? `the longest: ${figureText(id, value)}` : top}${scope}${basis}.${open}${current}`
}

/** The least number of fights that counted, when there is a choice. */
const minimum = ({ minFights }: ToolTable): string =>
  minFights === null || minFights < 2 ? "" : ` At least ${minFights} fights.`
