import { records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

/** Who somebody is. */
export const profile: Answer = function* (slots, setting) {
  const { id, understood } = yield* subject(slots, setting)
  const table = yield* look("fighterProfile", { fighterId: id })
  return `${understood}${setting.say.figure.profile(records(table)[0]!, table.sampleOnly)}`
}
