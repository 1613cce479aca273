import { isTable, records } from "@mma-savant/core/llm/ToolTable"
import { isPoundForPound, WeightClass, weightClassName, weightLimit } from "@mma-savant/core/ranking/WeightClass"
import { ask, call, conclude, type Found, type Inquiry, look } from "../Inquiry.ts"
import { inData, markdown } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"
import { cardText } from "./BoutText.ts"

/** Without rankings: who won the last title fight, which need not be who holds the belt today. */
function* lastTitleFight(weightClass: WeightClass, reason: string): Inquiry<string> {
  const table = yield* look("fights", { titleFightsOnly: true, weightClass, limit: 1 })
  const row = records(table)[0]
  const name = weightClassName(weightClass)
  const unknown = `${reason} Who holds the belt is not known.`
  if (row === undefined) return `${unknown} There is no title fight at ${name} ${inData(table)} either.`
  return `${unknown} The last title fight at ${name} ${inData(table)}, interim titles included, was on ${row["date"]} at ${row["event"]}: ${cardText(row)}.`
}

/** The rankings of the classes, or that there are none; any other failure ends the answer. */
function* rankingsOf(weightClasses: ReadonlyArray<WeightClass>): Inquiry<ReadonlyArray<Found>> {
  const found = yield* ask(weightClasses.map((weightClass) => call("rankings", { weightClass })))
  for (const one of found) if (!isTable(one) && one.code !== "NOT_INGESTED") yield* conclude(one.message)
  return found
}

const first = (found: Found) => (isTable(found) ? records(found).find(({ rank }) => rank === 0) : undefined)

/** Who holds the belt of a class. */
export const champion: Answer = function* ({ weightClass = "lightweight" }) {
  const found = (yield* rankingsOf([weightClass]))[0]!
  if (!isTable(found)) return yield* lastTitleFight(weightClass, found.message)
  const name = weightClassName(weightClass)
  const row = first(found)
  if (row === undefined) return `There is no champion in the ${found.note ?? `${name} rankings.`}`
  return `${row["name"]} is the ${name} champion, by the ${found.note}`
}

const belts = WeightClass.literals.filter((one) => weightLimit(one) !== null && !isPoundForPound(one))

/** Who holds the belts of all classes. */
export const champions: Answer = function* () {
  const found = yield* rankingsOf(belts)
  if (!found.some(isTable))
    return "No rankings are loaded, so who holds the belts is not known. Ask for one class to hear who won its last title fight."
  const holder = (one: Found) => (isTable(one) ? (first(one)?.["name"] ?? "none") : "not loaded")
  const rows = belts.map((one, index) => [weightClassName(one), holder(found[index]!)])
  return `The champions in the latest rankings:\n\n${markdown(["Class", "Champion"], rows)}`
}
