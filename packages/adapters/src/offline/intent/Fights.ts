import { mostRows, records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import type { Answer } from "./Answer.ts"

/** Fights of some kind, whoever fought them. */
export const fights: Answer = function* ({ limit, method, result, titleFightsOnly, weightClass, ...slots }, setting) {
  const say = setting.say.bout
  const period = periodOf(slots, setting.today)
  const table = yield* look("fights", {
    ...period.days,
    ...(method === undefined ? {} : { method }),
    ...(result === undefined ? {} : { result }),
    ...(titleFightsOnly === undefined ? {} : { titleFightsOnly }),
    ...(weightClass === undefined ? {} : { weightClass }),
    limit: limit ?? mostRows
  })
  const rows = records(table)
  const scope = { weightClass, period, sampleOnly: table.sampleOnly }
  const kind = { method, result, titleFightsOnly }
  if (rows.length === 0) return say.noFights(kind, scope)
  const lines = rows.map(say.fight)
  return say.fights(kind, scope, rows.length, table.truncated, { rows: lines, gist: `${lines[0]}.` })
}
