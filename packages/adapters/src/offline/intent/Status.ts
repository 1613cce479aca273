import { records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import type { Answer } from "./Answer.ts"

/** What the data holds. */
export const status: Answer = function* (_, { say: { event: say } }) {
  const table = yield* look("dataStatus", {})
  const row = records(table)[0]!
  return row["lastEvent"] === null ? say.noData : say.status(row, table.sampleOnly)
}
