import { records } from "@mma-savant/core/llm/ToolTable"
import { weightClassIn, weightClassName } from "@mma-savant/core/ranking/WeightClass"
import { look } from "../Inquiry.ts"
import { itemised, listed } from "../Phrase.ts"
import { subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

/** The places of a class, or who has one of them. */
export const rankings: Answer = function* ({ limit, rank, weightClass = "lightweight" }) {
  const table = yield* look("rankings", { weightClass, ...(limit === undefined ? {} : { places: limit }) })
  const rows = records(table)
  if (rank !== undefined) {
    const holders = rows.filter((row) => row["rank"] === rank).map((row) => String(row["name"]))
    if (holders.length === 0) return `Nobody is ranked number ${rank} in the ${table.note}`
    return `${listed(holders)} ${holders.length === 1 ? "is" : "share the place"} number ${rank} in the ${table.note}`
  }
  if (rows.length === 0) return `Nobody is ranked at ${weightClassName(weightClass)}.`
  const [champion] = rows.filter((row) => row["rank"] === 0)
  const belt = champion === undefined ? "" : ` ${champion["name"]} is the champion.`
  const places = rows.map((row) => `${row["rank"] === 0 ? "Champion" : row["rank"]}: ${row["name"]}`)
  const best = rows.filter((row) => row["rank"] === 1).map((row) => String(row["name"]))
  const gist = best.length === 0 ? "" : `Number 1: ${listed(best)}.`
  return `${table.note}${belt}${itemised(places, gist)}`
}

/** Where a fighter is ranked; one who is not is looked for in the class of the latest fight, whose day can be told. */
export const rankOf: Answer = function* (slots) {
  const { id, name, understood } = yield* subject(slots)
  const { rank, rankedIn } = records(yield* look("fighterProfile", { fighterId: id }))[0]!
  if (typeof rank === "number") {
    const place = rank === 0 ? `the ${rankedIn} champion` : `ranked number ${rank} at ${rankedIn}`
    return `${understood}${name} is ${place} in the latest rankings.`
  }
  const latest = records(yield* look("fights", { fighterId: id, limit: 1 }))[0]
  const weightClass = weightClassIn(String(latest?.["weightClass"] ?? ""))
  if (weightClass === null) return `${understood}${name} has no fight in a class that is ranked.`
  const { note } = yield* look("rankings", { weightClass })
  return `${understood}${name} is not in the ${note}`
}
