import { records } from "@mma-savant/core/llm/ToolTable"
import { weightClassIn } from "@mma-savant/core/ranking/WeightClass"
import { look } from "../Inquiry.ts"
import { cell, dayIn } from "../Phrase.ts"
import { subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

/** The places of a class, or who has one of them. */
export const rankings: Answer = function* ({ limit, rank, weightClass = "lightweight" }, { say: { leader: say } }) {
  const table = yield* look("rankings", { weightClass, ...(limit === undefined ? {} : { places: limit }) })
  const rows = records(table)
  if (rank === undefined) return say.rankings(weightClass, dayIn(table), rows, limit !== undefined)
  const holders = rows.filter((row) => row["rank"] === rank).map((row) => cell(row["name"]))
  return say.holders(rank, holders, weightClass, dayIn(table))
}

/** Where a fighter is ranked; one who is not is looked for in the class of the latest fight, whose day can be told. */
export const rankOf: Answer = function* (slots, setting) {
  const say = setting.say.leader
  const { id, name, understood } = yield* subject(slots, setting)
  const { rank, rankedIn } = records(yield* look("fighterProfile", { fighterId: id }))[0]!
  if (typeof rank === "number") return `${understood}${say.rank(name, rank, cell(rankedIn))}`
  const latest = records(yield* look("fights", { fighterId: id, limit: 1 }))[0]
  const weightClass = weightClassIn(cell(latest?.["weightClass"]))
  if (weightClass === null) return `${understood}${say.notRanked(name, null, "")}`
  return `${understood}${say.notRanked(name, weightClass, dayIn(yield* look("rankings", { weightClass })))}`
}
