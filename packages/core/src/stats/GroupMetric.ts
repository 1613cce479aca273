import { Schema } from "effect"
import type { GroupTally } from "./GroupTally.ts"
import { groupMetricLabels } from "./MetricLabel.ts"
import { type MetricRule, over, rulesOver } from "./MetricRule.ts"

export type GroupMetricId = keyof typeof groupMetricLabels

type Rule = MetricRule<GroupTally>

const { count, ratio } = rulesOver<GroupTally>()

const share = (part: string, amount: (sums: GroupTally) => number): Rule => ({
  unit: "ratio",
  definition: `${part} / completed fights.`,
  denominator: "completed fights",
  measured: false,
  value: (sums) => over(amount(sums), sums.fights)
})
const perFight = (what: string, amount: (sums: GroupTally) => number): Rule => ({
  unit: "per fight",
  definition: `${what} by both fighters / fights with statistics.`,
  denominator: "fights with statistics",
  measured: true,
  value: (sums) => over(amount(sums), sums.measuredFights)
})

const finishes = (sums: GroupTally): number => sums.koTko + sums.submissions

/** The one definition of every figure about the fights of a class, a year or all of them. */
const registry: Readonly<Record<GroupMetricId, Rule>> = {
  fights: count("Completed fights, no contests included.", (t) => t.fights),
  "title-fights": count("Completed fights for a belt or a tournament title.", (t) => t.titleFights),
  draws: count("Completed fights drawn.", (t) => t.draws),
  "no-contests": count("Completed fights that nobody won, lost or drew.", (t) => t.noContests),
  finishes: count("Fights won by knockout or submission.", finishes),
  "finish-rate": share("Fights won by knockout or submission", finishes),
  "ko-tko-rate": share("Fights won by knockout or technical knockout", (t) => t.koTko),
  "submission-rate": share("Fights won by submission", (t) => t.submissions),
  "decision-rate": share("Fights that the judges decided, draws included,", (t) => t.decisions),
  "average-fight-time": {
    unit: "seconds",
    definition: "Seconds fought / fights whose clock is known.",
    denominator: "fights whose clock is known",
    measured: false,
    value: (t) => over(t.seconds, t.timedFights)
  },
  "sig-strikes-per-minute": {
    unit: "per minute",
    definition: "Significant strikes landed by both fighters / minutes fought.",
    denominator: "time fought in fights with statistics",
    measured: true,
    value: (t) => over(t.sigLanded * 60, t.measuredSeconds)
  },
  "sig-strikes-per-fight": perFight("Significant strikes landed", (t) => t.sigLanded),
  "sig-strike-accuracy": ratio("Significant strikes landed", "attempted", (t) => over(t.sigLanded, t.sigAttempted)),
  "knockdowns-per-fight": perFight("Knockdowns scored", (t) => t.knockdowns),
  "takedowns-per-fight": perFight("Takedowns landed", (t) => t.takedownsLanded),
  "takedown-accuracy": ratio("Takedowns landed", "attempted", (t) => over(t.takedownsLanded, t.takedownsAttempted)),
  "submission-attempts-per-fight": perFight("Submissions attempted", (t) => t.submissionAttempts),
  "control-share": ratio(
    "Seconds in which either fighter was in control",
    "seconds fought, where control was recorded",
    (t) => over(t.controlSeconds, t.controlBase)
  )
}

export interface GroupMetric extends Rule {
  readonly label: string
}

export const groupMetricIds = Object.keys(groupMetricLabels) as ReadonlyArray<GroupMetricId>

export const GroupMetricId = Schema.Literals(groupMetricIds)

export const isGroupMetricId = Schema.is(GroupMetricId)

export const groupMetric = (id: GroupMetricId): GroupMetric => ({ ...registry[id], label: groupMetricLabels[id].en })
