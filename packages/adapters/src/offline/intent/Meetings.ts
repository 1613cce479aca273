import { type Cell, records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { inData, listed, times } from "../Phrase.ts"
import { subjects } from "../Subject.ts"
import type { Answer } from "./Answer.ts"
import { historyText } from "./BoutText.ts"

/** The fights of two fighters against each other. */
export const meetings: Answer = function* (slots, today) {
  const [a, b] = yield* subjects(slots)
  const understood = `${a.understood}${b.understood}`
  if (a.id === b.id) return `${understood}Those are two names of one fighter, ${a.name}.`
  const table = yield* look("headToHead", { a: a.id, b: b.id })
  const rows = records(table)
  const [fought, others] = [rows.filter(({ result }) => result !== null), rows.filter(({ result }) => result === null)]
  const next = others
    .filter(({ date }) => String(date) >= today)
    .map(({ date, event }) => ` They are to meet at ${event} on ${date}.`)
    .join("")
  if (fought.length === 0) {
    return `${understood}No completed fight of ${a.name} and ${b.name} against each other is ${inData(table)}.${next}`
  }
  const lines = fought.map((row) => `${historyText(a.name, row)}.`)
  const heading = `${understood}${a.name} and ${b.name} have fought each other ${times(fought.length)} ${inData(table)}`
  if (fought.length === 1) return `${heading}: ${lines.join(" ")}${next}`
  return `${heading}. ${tallied(a.name, b.name, fought)}${next}\n\n${lines.map((line, index) => `${index + 1}. ${line}`).join("\n")}`
}

const tallied = (a: string, b: string, rows: ReadonlyArray<Readonly<Record<string, Cell>>>): string => {
  const count = (wanted: string) => rows.filter(({ result }) => result === wanted).length
  const parts = [`${a} won ${count("WIN")}`, `${b} won ${count("LOSS")}`]
  if (count("DRAW") > 0) parts.push(`${count("DRAW")} drawn`)
  if (count("NC") > 0) parts.push(`${count("NC")} without a result`)
  return `${listed(parts)}.`
}
