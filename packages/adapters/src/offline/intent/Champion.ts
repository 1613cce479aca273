import { isTable, records } from "@mma-savant/core/llm/ToolTable"
import { isPoundForPound, WeightClass, weightLimit } from "@mma-savant/core/ranking/WeightClass"
import { ask, call, type Found, fail, type Inquiry, look } from "../Inquiry.ts"
import { cell, dayIn } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"

/** The rankings of the classes, or that there are none; any other failure ends the answer. */
function* rankingsOf(weightClasses: ReadonlyArray<WeightClass>): Inquiry<ReadonlyArray<Found>> {
  const found = yield* ask(weightClasses.map((weightClass) => call("rankings", { weightClass })))
  for (const one of found) if (!isTable(one) && one.code !== "NOT_INGESTED") yield* fail(one, "rankings")
  return found
}

const first = (found: Found): string | null => {
  const holder = isTable(found) ? records(found).find(({ rank }) => rank === 0) : undefined
  return holder === undefined ? null : cell(holder["name"])
}

/** Who holds the belt of a class; without rankings who won the last title fight, which need not be the same today. */
export const champion: Answer = function* ({ weightClass = "lightweight" }, { say: { leader: say } }) {
  const found = (yield* rankingsOf([weightClass]))[0]!
  if (!isTable(found)) {
    const table = yield* look("fights", { titleFightsOnly: true, weightClass, limit: 1 })
    return say.beltUnknown(weightClass, records(table)[0] ?? null, table.sampleOnly)
  }
  const name = first(found)
  return name === null ? say.noChampion(weightClass, dayIn(found)) : say.champion(name, weightClass, dayIn(found))
}

const belts = WeightClass.literals.filter((one) => weightLimit(one) !== null && !isPoundForPound(one))

/** Who holds the belts of all classes. */
export const champions: Answer = function* (_, { say: { leader: say } }) {
  const found = yield* rankingsOf(belts)
  if (!found.some(isTable)) return say.noChampions
  return say.champions(belts.map((one, index) => [one, first(found[index]!)] as const))
}
