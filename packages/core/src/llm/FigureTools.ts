import { Schema } from "effect"
import { Tool } from "effect/ai"
import { MethodFamily } from "../match/Method.ts"
import { BoutRecordId, boutRecordIds } from "../stats/BoutRecord.ts"
import { Grouping } from "../stats/Grouping.ts"
import { groupMetricIds } from "../stats/GroupMetric.ts"
import { RankOrder } from "../stats/Leaderboard.ts"
import { MetricId, metricIds } from "../stats/Metric.ts"
import { answered, fighterId, last, limit, minFights, scope } from "./ToolArguments.ts"

const several = (minimum: number) =>
  Schema.Array(fighterId).pipe(Schema.check(Schema.isMinLength(minimum), Schema.isMaxLength(4)))

export const MetricTool = Tool.make("metric", {
  description: "Figures about one fighter, such as win-rate, knockdowns or takedown-accuracy, with their coverage.",
  parameters: Schema.Struct({
    fighterId,
    metrics: Schema.Array(MetricId).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(40)))
  }),
  ...answered
})

export const CompareTool = Tool.make("compare", {
  description:
    "Figures of two to four fighters beside each other: a row for each figure of each fighter, with its unit.",
  parameters: Schema.Struct({
    ids: several(2),
    metrics: Schema.Array(MetricId).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(25))),
    ...scope,
    last
  }),
  ...answered
})

export const LeaderboardTool = Tool.make("leaderboard", {
  description:
    "The fighters with the highest value of a metric over their fights, or the lowest; ties share a rank. For the most " +
    "in a single fight use `boutRecords`.",
  parameters: Schema.Struct({
    metric: MetricId,
    order: Schema.optionalKey(RankOrder).annotate({ description: "highest when left out; lowest for fewest or worst" }),
    ...scope,
    activeOnly: Schema.optionalKey(Schema.Boolean).annotate({ description: "Only who has fought within two years" }),
    minFights,
    limit: limit(10)
  }),
  ...answered
})

export const BoutRecordsTool = Tool.make("boutRecords", {
  description:
    "Records of single fights: the fastest finishes, the longest fights, the youngest and oldest winners (with " +
    "titleFightsOnly, champions), the most knockdowns, strikes, takedowns or control in one fight.",
  parameters: Schema.Struct({
    record: BoutRecordId,
    fighterId: Schema.optionalKey(fighterId),
    ...scope,
    method: Schema.optionalKey(MethodFamily),
    titleFightsOnly: Schema.optionalKey(Schema.Boolean),
    limit: limit(10)
  }),
  ...answered
})

/** Whatever can be asked over time: about fighters, or about the fights of a class, a year or all of them. */
const seriesMetrics = [...metricIds, ...groupMetricIds.filter((id) => !Schema.is(MetricId)(id))]

export const SeriesTool = Tool.make("series", {
  description:
    "A figure by year, by class or fight by fight: of one to four fighters, or without ids of all fights or those of a " +
    `class. Without ids the figures are ${groupMetricIds.join(", ")}.`,
  parameters: Schema.Struct({
    metric: Schema.Literals(seriesMetrics),
    by: Grouping,
    ids: Schema.optionalKey(several(1)),
    ...scope,
    last
  }),
  ...answered
})

const glossaryIds = [...new Set([...seriesMetrics, ...boutRecordIds])]

export const GlossaryTool = Tool.make("glossary", {
  description:
    "How a figure is defined, what it is divided by and how many fights it takes to rank; all when left out.",
  parameters: Schema.Struct({ metric: Schema.optionalKey(Schema.Literals(glossaryIds)) }),
  ...answered
})
