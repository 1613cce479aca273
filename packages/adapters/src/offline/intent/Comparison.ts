import { records } from "@mma-savant/core/llm/ToolTable"
import { amount } from "@mma-savant/core/stats/Amount"
import { metric } from "@mma-savant/core/stats/Metric"
import type { Slots } from "../grammar/Slots.ts"
import { call, type Inquiry, lookAll } from "../Inquiry.ts"
import { coverage, inData, markdown } from "../Phrase.ts"
import { type Subject, subjects } from "../Subject.ts"
import type { Answer } from "./Answer.ts"
import { figureText, measured, measureName, type ProfileMeasure } from "./Figure.ts"

const told: ReadonlyArray<ProfileMeasure> = ["record", "age", "heightCm", "weightKg", "reachCm", "stance"]

function* profiles(both: ReadonlyArray<Subject>, asked: ReadonlyArray<ProfileMeasure>): Inquiry<string> {
  const tables = yield* lookAll(both.map(({ id }) => call("fighterProfile", { fighterId: id })))
  const rows = asked.map((measure) => [
    measureName(measure),
    ...tables.map((table) => measured(table, measure) ?? "not known")
  ])
  const answer = markdown(["", ...both.map(({ name }) => name)], rows)
  return asked === told ? `${answer}\n\nThe records are of the fights ${inData(tables[0]!)}.` : answer
}

function* figures(both: ReadonlyArray<Subject>, id: NonNullable<Slots["metric"]>): Inquiry<string> {
  const tables = yield* lookAll(both.map(({ id: fighterId }) => call("metric", { fighterId, metrics: [id] })))
  const values = tables.map((table) => records(table)[0]?.["value"] ?? null)
  const lines = both.map(({ name }, index) => {
    const value = values[index]
    const basis = metric(id).measured ? coverage(tables[index]!) : ""
    return typeof value === "number"
      ? `${name} has ${figureText(id, value)}${basis}.`
      : `${metric(id).label} of ${name}: not known.`
  })
  const [a, b] = values
  if (typeof a !== "number" || typeof b !== "number") return lines.join(" ")
  const more = a === b ? "They are equal." : `${both[a > b ? 0 : 1]!.name} has more.`
  return metric(id).unit === "count" || a === b
    ? `${more} ${lines.join(" ")}`
    : `${both[a > b ? 0 : 1]!.name} is ahead, ${amount(Math.max(a, b), metric(id).unit)} to ${amount(Math.min(a, b), metric(id).unit)}. ${lines.join(" ")}`
}

/** Two fighters side by side, in everything or in one figure. */
export const comparison: Answer = function* (slots) {
  const { measure, metric: id } = slots
  const both = yield* subjects(slots)
  const understood = both.map((one) => one.understood).join("")
  if (both[0]!.id === both[1]!.id) return `${understood}Those are two names of one fighter, ${both[0]!.name}.`
  if (id !== undefined) return `${understood}${yield* figures(both, id)}`
  const answer = yield* profiles(both, measure === undefined || measure === "division" ? told : [measure])
  return understood === "" ? answer : `${understood}\n\n${answer}`
}
