import { records } from "@mma-savant/core/llm/ToolTable"
import type { MetricId } from "@mma-savant/core/stats/Metric"
import type { Slots } from "../grammar/Slots.ts"
import { type Inquiry, look } from "../Inquiry.ts"
import { always, periodOf } from "../Period.ts"
import type { ProfileMeasure, Setting } from "../PhraseBook.ts"
import { type Subject, subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"
import { compared, topics } from "./Comparison.ts"

function* divisionOf({ id, name }: Subject, { say: { figure: say } }: Setting): Inquiry<string> {
  const { sampleOnly, ...table } = yield* look("fights", { fighterId: id, limit: 1 })
  const row = records(table)[0]
  if (row === undefined) return say.noFights(name, { period: always, sampleOnly })
  return say.division(
    name,
    row["weightClass"] === null ? null : String(row["weightClass"]),
    String(row["date"]),
    sampleOnly
  )
}

function* measureOf(
  { id, name }: Subject,
  measure: ProfileMeasure,
  { say: { figure: say } }: Setting
): Inquiry<string> {
  const { sampleOnly, ...table } = yield* look("fighterProfile", { fighterId: id })
  const row = records(table)[0]!
  if (measure === "record" && row["lastFight"] === null) return say.noFights(name, { period: always, sampleOnly })
  const value = say.measured(row, measure)
  return value === null ? say.measureUnknown(name, measure, sampleOnly) : say.measure(name, measure, value, sampleOnly)
}

/** Of all fights, or of those that the question lets in. */
function* metricsOf(
  { id: fighterId, name }: Subject,
  metrics: ReadonlyArray<MetricId>,
  slots: Slots,
  { say: { figure: say }, today }: Setting
): Inquiry<string> {
  const { last, weightClass } = slots
  const period = periodOf(slots, today)
  const isScoped = period !== always || last !== undefined || weightClass !== undefined
  const told = (id: MetricId, value: unknown, fights: number, measuredFights: number, sampleOnly: boolean) => {
    const scope = { weightClass, last, period, sampleOnly }
    const coverage = { fights, measuredFights }
    if (fights === 0) return say.noFights(name, scope)
    return typeof value === "number"
      ? say.has(name, id, value, scope, coverage)
      : say.unknown(name, id, scope, coverage)
  }
  if (isScoped) {
    const { figures, table } = yield* compared([fighterId], metrics, period, { weightClass, last })
    return figures
      .flatMap(({ id, rows }) =>
        rows.map((row) => told(id, row.value, row.fights, row.measuredFights, table.sampleOnly))
      )
      .join("\n")
  }
  const table = yield* look("metric", { fighterId, metrics: [...metrics] })
  const { fights = 0, measuredFights = 0 } = table.coverage ?? {}
  if (fights === 0) return told(metrics[0]!, null, 0, 0, table.sampleOnly)
  return records(table)
    .map(({ value }, at) => told(metrics[at]!, value, fights, measuredFights, table.sampleOnly))
    .join("\n")
}

/** A figure about one fighter. */
export const figure: Answer = function* (slots, setting) {
  const { measure, metric: id = "fights", topic } = slots
  const who = yield* subject(slots, setting)
  const said =
    measure === "division"
      ? yield* divisionOf(who, setting)
      : measure !== undefined
        ? yield* measureOf(who, measure, setting)
        : yield* metricsOf(who, topic === undefined ? [id] : topics[topic], slots, setting)
  return `${who.understood}${said}`
}
