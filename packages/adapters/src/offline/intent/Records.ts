import { records as rowsOf } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import type { Answer } from "./Answer.ts"

/** Single fights that stand out: the fastest finish, the most knockdowns in a fight. */
export const records: Answer = function* (slots, { say: { leader: say }, today }) {
  const { limit = 5, method, record = "fastest-finish", titleFightsOnly, weightClass } = slots
  const period = periodOf(slots, today)
  const table = yield* look("boutRecords", {
    record,
    ...period.days,
    ...(method === undefined ? {} : { method }),
    ...(titleFightsOnly === undefined ? {} : { titleFightsOnly }),
    ...(weightClass === undefined ? {} : { weightClass }),
    limit
  })
  return say.records(record, method, { weightClass, period, sampleOnly: table.sampleOnly }, table.unit, rowsOf(table))
}
