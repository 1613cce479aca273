import { records } from "@mma-savant/core/llm/ToolTable"
import type { MetricId } from "@mma-savant/core/stats/Metric"
import type { Topic } from "../grammar/Slots.ts"
import { call, type Inquiry, look, lookAll } from "../Inquiry.ts"
import { type Period, periodOf } from "../Period.ts"
import { markdown } from "../Phrase.ts"
import type { ProfileMeasure, Setting } from "../PhraseBook.ts"
import { group, type Subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

const told: ReadonlyArray<ProfileMeasure> = ["record", "age", "heightCm", "weightKg", "reachCm", "stance"]

/** What several figures are, that go by one name. */
export const topics: Readonly<Record<Topic, ReadonlyArray<MetricId>>> = {
  striking: [
    "sig-strikes-per-minute",
    "sig-strike-accuracy",
    "sig-strikes-taken-per-minute",
    "sig-strike-defence",
    "knockdowns"
  ],
  grappling: [
    "takedowns-per-15-minutes",
    "takedown-accuracy",
    "takedown-defence",
    "submission-attempts-per-15-minutes",
    "control-share"
  ]
}

function* profiles(
  all: ReadonlyArray<Subject>,
  asked: ReadonlyArray<ProfileMeasure>,
  { say }: Setting
): Inquiry<string> {
  const tables = yield* lookAll(all.map(({ id }) => call("fighterProfile", { fighterId: id })))
  const rows = asked.map((measure) => [
    say.figure.measureName(measure),
    ...tables.map((table) => say.figure.measured(records(table)[0]!, measure) ?? say.figure.notKnown)
  ])
  const answer = markdown(["", ...all.map(({ name }) => name)], rows)
  return asked === told ? `${answer}\n\n${say.comparison.records(tables[0]!.sampleOnly)}` : answer
}

/** Figures of fighters as the tool compares them, those of each figure together. */
export function* compared(
  fighterIds: ReadonlyArray<number>,
  metrics: ReadonlyArray<MetricId>,
  period: Period,
  scope: { readonly weightClass?: Parameters<Answer>[0]["weightClass"]; readonly last?: number | undefined }
) {
  // The ids are a set: whoever is named twice is told of once.
  const ids = fighterIds.length === 1 ? [...fighterIds, ...fighterIds] : [...fighterIds]
  const table = yield* look("compare", {
    ids,
    metrics: [...metrics],
    ...period.days,
    ...(scope.weightClass === undefined ? {} : { weightClass: scope.weightClass }),
    ...(scope.last === undefined ? {} : { last: scope.last })
  })
  const rows = records(table).map(({ fights, measuredFights, name, value }) => ({
    name: String(name),
    value: typeof value === "number" ? value : null,
    fights: Number(fights),
    measuredFights: Number(measuredFights)
  }))
  const each = rows.length / metrics.length
  return { table, figures: metrics.map((id, at) => ({ id, rows: rows.slice(at * each, (at + 1) * each) })) }
}

/** Two to four fighters side by side, in everything or in one figure. */
export const comparison: Answer = function* (slots, setting) {
  const { say, today } = setting
  const { last, measure, metric: id, topic, weightClass } = slots
  const all = yield* group(slots, setting)
  const understood = all.map((one) => one.understood).join("")
  if (new Set(all.map((one) => one.id)).size < all.length) return `${understood}${say.subject.same(all[0]!.name)}`
  const metrics = topic === undefined ? (id === undefined ? [] : [id]) : topics[topic]
  if (metrics.length > 0) {
    const period = periodOf(slots, today)
    const { figures, table } = yield* compared(
      all.map((one) => one.id),
      metrics,
      period,
      { weightClass, last }
    )
    const scope = { weightClass, last, period, sampleOnly: table.sampleOnly }
    return `${understood}${figures.map((one) => say.comparison.figures(one.id, one.rows, scope)).join("\n\n")}`
  }
  const answer = yield* profiles(all, measure === undefined || measure === "division" ? told : [measure], setting)
  return understood === "" ? answer : `${understood}\n\n${answer}`
}
