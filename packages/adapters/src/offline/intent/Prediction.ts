import { records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { subjects } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

/** How likely two are to beat each other, as far as ratings can tell; never advice for a bet. */
export const prediction: Answer = function* (slots, setting) {
  const { say } = setting
  const [a, b] = yield* subjects(slots, setting)
  const understood = `${a.understood}${b.understood}`
  if (a.id === b.id) return `${understood}${say.subject.same(a.name)}`
  const table = yield* look("predict", { a: a.id, b: b.id })
  const [first, second] = records(table)
  return `${understood}${say.bout.prediction([first!, second!], table.note)}`
}
