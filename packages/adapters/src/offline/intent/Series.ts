import { records } from "@mma-savant/core/llm/ToolTable"
import { isGroupMetricId } from "@mma-savant/core/stats/GroupMetric"
import { abstain, look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import { group, subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

/** A figure over time or by class: of a fighter or several, or of all fights. */
export const series: Answer = function* (slots, setting) {
  const { by = "year", fighter, last, meant, metric, other, among, trend, weightClass } = slots
  const { say, today } = setting
  const isPersonal = fighter !== undefined || meant !== undefined || among !== undefined
  const who = !isPersonal ? [] : other === undefined ? [yield* subject(slots, setting)] : yield* group(slots, setting)
  const id = isPersonal ? metric : (trend ?? metric)
  if (id === undefined || (!isPersonal && !isGroupMetricId(id)))
    return yield* abstain("not_understood", say.notUnderstood)
  const period = periodOf(slots, today)
  const table = yield* look("series", {
    metric: id,
    by,
    ...(isPersonal ? { ids: who.map((one) => one.id) } : {}),
    ...period.days,
    ...(last === undefined ? {} : { last }),
    ...(weightClass === undefined ? {} : { weightClass })
  })
  const about = isPersonal ? who.map(({ name }) => name).join(", ") : null
  const scope = { weightClass, last, period, sampleOnly: table.sampleOnly }
  const understood = who.map((one) => one.understood).join("")
  return `${understood}${say.figure.series(about, id, by, scope, records(table))}`
}
