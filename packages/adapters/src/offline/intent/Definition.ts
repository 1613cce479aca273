import { records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import type { Answer } from "./Answer.ts"

/** What a figure is. */
export const definition: Answer = function* ({ metric, record, trend }, { say: { figure: say } }) {
  const id = metric ?? trend ?? record ?? "fights"
  return say.definition(id, records(yield* look("glossary", { metric: id })))
}
