import { records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { counted } from "../Phrase.ts"
import type { Answer } from "./Answer.ts"

/** What the data holds. */
export const status: Answer = function* () {
  const table = yield* look("dataStatus", {})
  const row = records(table)[0]!
  if (row["lastEvent"] === null) return "There is no completed event in the data yet."
  const sample = table.sampleOnly ? " This is a sample; the whole history has not been loaded." : ""
  const events = `${counted(Number(row["events"]), "event")}, ${row["upcomingEvents"]} of them still to come`
  const fights = `${counted(Number(row["fights"]), "completed fight")}, ${row["fightsWithStatistics"]} of them with statistics`
  return `The data holds ${events}. The completed ones are from ${row["firstEvent"]} to ${row["lastEvent"]}, with ${fights}. ${counted(Number(row["fighters"]), "fighter")} are known.${sample}`
}
