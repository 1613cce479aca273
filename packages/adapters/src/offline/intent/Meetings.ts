import { records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { subjects } from "../Subject.ts"
import type { Answer } from "./Answer.ts"
import { outcomesOf } from "./Outcomes.ts"

/** The fights of two fighters against each other, or of both against the same others. */
export const meetings: Answer = function* (slots, setting) {
  const say = setting.say.bout
  const [a, b] = yield* subjects(slots, setting)
  const understood = `${a.understood}${b.understood}`
  if (a.id === b.id) return `${understood}${setting.say.subject.same(a.name)}`
  if (slots.commonOpponents === true) {
    const common = yield* look("headToHead", { a: a.id, b: b.id, show: "commonOpponents" })
    return `${understood}${say.commonOpponents(a.name, b.name, records(common))}`
  }
  const table = yield* look("headToHead", { a: a.id, b: b.id })
  const rows = records(table)
  const [fought, others] = [rows.filter(({ result }) => result !== null), rows.filter(({ result }) => result === null)]
  const next = others
    .filter(({ date }) => String(date) >= setting.today)
    .map(({ date, event }) => say.toMeet(String(event), String(date)))
    .join("")
  if (fought.length === 0) return `${understood}${say.neverMet(a.name, b.name, table.sampleOnly)}${next}`
  const lines = fought.map((row) => `${say.history(a.name, row)}.`)
  if (slots.bouts === "earliest") return `${understood}${say.firstMeeting(lines.at(-1)!)}${next}`
  const heading = say.met(a.name, b.name, fought.length, outcomesOf(fought), lines, table.sampleOnly)
  if (fought.length === 1) return `${understood}${heading}${next}`
  return `${understood}${heading}${next}\n\n${lines.map((line, index) => `${index + 1}. ${line}`).join("\n")}`
}
