import { numeralsIn } from "@mma-savant/core/llm/Numeral"
import type { Answer } from "./Answer.ts"
import type { Question, Rows } from "./Question.ts"
import { inWords } from "./SameRows.ts"
import type { StageShape } from "./Stage.ts"
import { folded, isWritten, untold } from "./Telling.ts"

/** An answer is right, wrong, or none: it says itself that it cannot tell. */
export type Outcome = "right" | "wrong" | "none"

export interface Grade {
  readonly outcome: Outcome
  /** Why it is wrong, or none. */
  readonly reason: string | null
}

const wrong = (reason: string): Grade => ({ outcome: "wrong", reason })
const right: Grade = { outcome: "right", reason: null }

/** The fighter whom a text names first, of those that the question does not. */
const firstNamed = ({ world }: StageShape, question: string, text: string): string | null => {
  const [asked, told] = [folded(question), folded(text)]
  let first: { readonly name: string; readonly at: number } | null = null
  for (const { name } of world.fighters.values()) {
    const at = told.indexOf(folded(name))
    if (at === -1 || asked.includes(folded(name)) || (first !== null && at >= first.at)) continue
    first = { name, at }
  }
  return first?.name ?? null
}

/** Numbers of a text that are neither the question's nor of a day or an event's name. */
const ownNumbers = (question: string, text: string): string => {
  const bare = text
    .replaceAll(/\d{4}-\d{2}-\d{2}|UFC \d+|\d{4}년( \d+월 \d+일)?|(?<=[A-Z][a-z]+ )\d{1,2}, \d{4}/g, " ")
    .replaceAll(/\d+(?=경기 중|전 중|경기에서)/g, " ")
  const asked = new Set(numeralsIn(question).map(({ value }) => value))
  return numeralsIn(bare)
    .filter(({ value }) => !asked.has(value))
    .slice(0, 2)
    .map(({ kind, text: written }) =>
      kind === "percent" ? `${written}%` : kind === "minutes" ? `${written} minutes` : written
    )
    .join(" ; ")
}

/** Whether those left out tie with somebody who is told, and the answer says that there are more. */
const isCut = (gold: Rows, missing: Rows, { tables, text }: Answer): boolean => {
  const told = gold.filter((row) => !missing.includes(row))
  const said = [text, ...tables.map(({ note }) => note ?? "")].join(" ")
  return (
    missing.every((row) => told.some((other) => other.at(-1) === row.at(-1))) &&
    /\b(?:tied?|ties|share[ds]?|others?|more)\b|공동|동률|더 있/.test(said)
  )
}

/** What speaks against an answer that tells every gold value: another name comes first, or other numbers do. */
const misled = (stage: StageShape, question: Question, gold: Rows, { text }: Answer): string | null => {
  const names = gold.flat().filter((value) => typeof value === "string")
  const isNamed = names.some((name) => [...stage.world.fighters.values()].some((fighter) => fighter.name === name))
  const first = isNamed ? firstNamed(stage, question.text, text) : null
  if (first !== null && !names.includes(first)) return `it names ${first} first`
  const [only, ...others] = gold.flat()
  if (typeof only !== "number" || others.length > 0) return null
  const told = ownNumbers(question.text, text)
  return told === "" || only === 0 || isWritten(only, told) ? null : `it tells ${told} before ${only}`
}

/**
 * Grades an answer without a judge. It is right when it tells every value of the gold answer, in words or in a table, and
 * nothing else first; when it asks back exactly where it must, for exactly those who may be meant; and when it says that it
 * cannot tell what no data can.
 */
export const grade = (stage: StageShape, question: Question, answer: Answer): Grade => {
  const { asked, error, source, status } = answer
  if (status !== "completed") return wrong(`it ended as ${status}${error === null ? "" : ` (${error})`}`)
  const abstention = source?.abstention ?? null
  if (question.expects === "abstain") {
    return abstention === null ? wrong("it answers what the data cannot tell") : right
  }
  if (abstention !== null) return { outcome: "none", reason: abstention }
  if (question.expects === "ask") {
    if (asked === null) return wrong("it does not ask who is meant")
    const wanted = question.fighters.map((key) => stage.idOf(key))
    if (wanted.length !== asked.length || wanted.some((id) => !asked.includes(id))) return wrong("it asks about others")
  } else if (asked !== null) return wrong("it asks back needlessly")
  if (source?.untraced !== undefined) return wrong(`it tells numbers that no tool gave: ${source.untraced.join(", ")}`)
  const gold = question.gold.fold(stage.world)
  const aliasesOf = (name: string) =>
    [...stage.world.fighters.values()].flatMap((one) =>
      one.name === name ? (stage.world.aliases.get(one.ufcstatsId) ?? []) : []
    )
  const missing = untold(gold, answer, aliasesOf)
  if (missing.length > 0 && !(question.places !== undefined && isCut(gold, missing, answer)))
    return wrong(`it does not tell ${inWords(missing)}`)
  const reason = misled(stage, question, gold, answer)
  return reason === null ? right : wrong(reason)
}
