import { Schema } from "effect"
import { metricLabels } from "./MetricLabel.ts"
import { type MetricRule, over, rulesOver } from "./MetricRule.ts"
import { finishWins, type Tally, type TallyField, type Target, tally, tallyFields } from "./Tally.ts"

export type MetricId = keyof typeof metricLabels

type Rule = MetricRule<Tally>

const { count, ratio } = rulesOver<Tally>()

const perFight = (sums: Tally, amount: number) => over(amount, sums.measuredFights)
const perSeconds = (sums: Tally, seconds: number, amount: number) => over(amount * seconds, sums.measuredSeconds)

/** Wins by wins, losses and draws, 0 to 1; null without any. */
export const winRate = ({ draws, losses, wins }: Pick<Tally, "wins" | "losses" | "draws">): number | null =>
  over(wins, wins + losses + draws)

const measuredCount = (definition: string, amount: (sums: Tally) => number): Rule => ({
  unit: "count",
  definition,
  denominator: null,
  measured: true,
  value: (sums) => (sums.measuredFights > 0 ? amount(sums) : null)
})
const rate = (
  unit: "per fight" | "per minute" | "per 15 minutes",
  definition: string,
  amount: (sums: Tally) => number
): Rule => ({
  unit,
  definition,
  denominator: unit === "per fight" ? "fights with statistics" : "time fought in fights with statistics",
  measured: true,
  value: (sums) =>
    unit === "per fight"
      ? perFight(sums, amount(sums))
      : perSeconds(sums, unit === "per minute" ? 60 : 900, amount(sums))
})

/** A share of the attempts. */
const shareOf = (part: string, amount: (sums: Tally) => number, attempts: (sums: Tally) => number): Rule => ({
  ...ratio(part, "attempted", (sums) => over(amount(sums), attempts(sums))),
  attempts
})

const strikes = <T extends Target>(target: T, where: string) =>
  ({
    [`${target}-strikes`]: measuredCount(`Significant strikes ${where} landed.`, (t) => t[`${target}Landed`]),
    [`${target}-strike-accuracy`]: shareOf(
      `Significant strikes ${where} landed`,
      (t) => t[`${target}Landed`],
      (t) => t[`${target}Attempted`]
    )
  }) as Record<`${T}-strikes` | `${T}-strike-accuracy`, Rule>

/**
 * The one definition of every figure about a fighter. Accuracy, defence and the rates per minute and per 15 minutes are
 * defined as on the fighter pages of ufcstats.com, though over the fights at hand.
 */
const registry: Readonly<Record<MetricId, Rule>> = {
  fights: count("Completed fights, no contests included.", (t) => t.fights),
  wins: count("Completed fights won.", (t) => t.wins),
  losses: count("Completed fights lost.", (t) => t.losses),
  draws: count("Completed fights drawn.", (t) => t.draws),
  "no-contests": count(
    "Completed fights declared a no contest, and those in which only the opponent's result is known.",
    (t) => t.noContests
  ),
  "ko-tko-wins": count("Wins by knockout or technical knockout, doctor's stoppages included.", (t) => t.koTkoWins),
  "submission-wins": count("Wins by submission.", (t) => t.submissionWins),
  "decision-wins": count("Wins on the judges' cards.", (t) => t.decisionWins),
  "ko-tko-losses": count(
    "Losses by knockout or technical knockout, doctor's stoppages included.",
    (t) => t.koTkoLosses
  ),
  "submission-losses": count("Losses by submission.", (t) => t.submissionLosses),
  "decision-losses": count("Losses on the judges' cards.", (t) => t.decisionLosses),
  "finish-wins": count("Wins by knockout or submission.", finishWins),
  "title-fights": count("Completed fights for a belt or a tournament title.", (t) => t.titleFights),
  "title-wins": count("Title fights won.", (t) => t.titleWins),
  "win-streak": count(
    "Wins in a row up to the latest fight; a draw ends it, a no contest is passed over.",
    (t) => t.winStreak
  ),
  "loss-streak": count(
    "Losses in a row up to the latest fight; a draw ends it, a no contest is passed over.",
    (t) => t.lossStreak
  ),
  "win-rate": {
    unit: "ratio",
    definition: "Wins / (wins + losses + draws); no contests are left out.",
    denominator: "wins + losses + draws",
    measured: false,
    value: winRate
  },
  "finish-rate": {
    unit: "ratio",
    definition: "Wins by knockout or submission / wins.",
    denominator: "wins",
    measured: false,
    value: (t) => over(finishWins(t), t.wins)
  },
  "fight-time": { ...count("Seconds fought in all fights whose clock is known.", (t) => t.seconds), unit: "seconds" },
  "average-fight-time": {
    unit: "seconds",
    definition: "Seconds fought / fights whose clock is known.",
    denominator: "fights whose clock is known",
    measured: false,
    value: (t) => over(t.seconds, t.timedFights)
  },
  knockdowns: measuredCount("Knockdowns scored.", (t) => t.knockdowns),
  "knockdowns-taken": measuredCount("Knockdowns suffered.", (t) => t.knockdownsTaken),
  "sig-strikes": measuredCount("Significant strikes landed.", (t) => t.sigLanded),
  "total-strikes": measuredCount("Strikes of every kind landed.", (t) => t.totalLanded),
  takedowns: measuredCount("Takedowns landed.", (t) => t.takedownsLanded),
  "submission-attempts": measuredCount("Submissions attempted.", (t) => t.submissionAttempts),
  reversals: measuredCount("Positions reversed.", (t) => t.reversals),
  "control-time": {
    unit: "seconds",
    definition: "Seconds in control, in the fights whose control time was recorded.",
    denominator: null,
    measured: true,
    value: (t) => (t.controlBase > 0 ? t.controlSeconds : null)
  },
  "sig-strike-accuracy": shareOf(
    "Significant strikes landed",
    (t) => t.sigLanded,
    (t) => t.sigAttempted
  ),
  "sig-strike-defence": shareOf(
    "1 - opponents' significant strikes landed",
    (t) => t.sigFaced - t.sigTaken,
    (t) => t.sigFaced
  ),
  "total-strike-accuracy": shareOf(
    "Strikes of every kind landed",
    (t) => t.totalLanded,
    (t) => t.totalAttempted
  ),
  ...strikes("head", "to the head"),
  ...strikes("body", "to the body"),
  ...strikes("leg", "to the legs"),
  ...strikes("distance", "at distance"),
  ...strikes("clinch", "in the clinch"),
  ...strikes("ground", "on the ground"),
  "takedown-accuracy": shareOf(
    "Takedowns landed",
    (t) => t.takedownsLanded,
    (t) => t.takedownsAttempted
  ),
  "takedown-defence": shareOf(
    "1 - opponents' takedowns landed",
    (t) => t.takedownsFaced - t.takedownsTaken,
    (t) => t.takedownsFaced
  ),
  "control-share": ratio("Seconds in control", "seconds fought, where control was recorded", (t) =>
    over(t.controlSeconds, t.controlBase)
  ),
  "sig-strikes-per-minute": rate("per minute", "Significant strikes landed / minutes fought.", (t) => t.sigLanded),
  "sig-strikes-taken-per-minute": rate(
    "per minute",
    "Opponents' significant strikes landed / minutes fought.",
    (t) => t.sigTaken
  ),
  "sig-strikes-per-fight": rate(
    "per fight",
    "Significant strikes landed / fights with statistics.",
    (t) => t.sigLanded
  ),
  "sig-strikes-taken-per-fight": rate(
    "per fight",
    "Opponents' significant strikes landed / fights with statistics.",
    (t) => t.sigTaken
  ),
  "sig-strike-margin-per-fight": rate(
    "per fight",
    "Significant strikes landed less those of the opponents / fights with statistics.",
    (t) => t.sigLanded - t.sigTaken
  ),
  "knockdowns-per-fight": rate("per fight", "Knockdowns scored / fights with statistics.", (t) => t.knockdowns),
  "takedowns-per-fight": rate("per fight", "Takedowns landed / fights with statistics.", (t) => t.takedownsLanded),
  "takedown-attempts-per-fight": rate(
    "per fight",
    "Takedowns attempted / fights with statistics.",
    (t) => t.takedownsAttempted
  ),
  "takedowns-per-15-minutes": rate(
    "per 15 minutes",
    "Takedowns landed in 15 minutes of fighting.",
    (t) => t.takedownsLanded
  ),
  "submission-attempts-per-15-minutes": rate(
    "per 15 minutes",
    "Submissions attempted in 15 minutes of fighting.",
    (t) => t.submissionAttempts
  )
}

export interface Metric extends Rule {
  readonly label: string
  /** Something divided by something, of which few fights say little. Everything else is a sum. */
  readonly divided: boolean
  /** The sums that the value is computed from. */
  readonly fields: ReadonlyArray<TallyField>
}

/** What a rule reads of sums that are all there. */
const fieldsOf = ({ value }: Rule): ReadonlyArray<TallyField> => {
  const fields = new Set<TallyField>()
  const sums = new Proxy(tally([]), {
    get: (_, key) => {
      const field = tallyFields.find((one) => one === key)
      if (field !== undefined) fields.add(field)
      return 1
    }
  })
  value(sums)
  return [...fields]
}

export const metricIds = Object.keys(metricLabels) as ReadonlyArray<MetricId>

export const MetricId = Schema.Literals(metricIds)

const metrics = Object.fromEntries(
  metricIds.map((id): readonly [MetricId, Metric] => {
    const rule = registry[id]
    return [id, { ...rule, label: metricLabels[id].en, divided: rule.denominator !== null, fields: fieldsOf(rule) }]
  })
) as Record<MetricId, Metric>

export const metric = (id: MetricId): Metric => metrics[id]

/**
 * How many fights a fighter needs to rank by a metric when nobody says: one for the highest of a sum; five for what is
 * divided and for the lowest of anything, of which few fights say little.
 */
export const defaultMinFights = (id: MetricId, order: "highest" | "lowest" = "highest"): number =>
  metrics[id].divided || order === "lowest" ? 5 : 1

/** A figure and what it rests on: how many of the fighter's fights were counted, and how many had statistics. */
export const Figure = Schema.Struct({
  metric: MetricId,
  value: Schema.NullOr(Schema.Finite),
  fights: Schema.Int,
  measuredFights: Schema.Int
})
export type Figure = typeof Figure.Type

export const figure = (id: MetricId, sums: Tally): Figure => ({
  metric: id,
  value: metrics[id].value(sums),
  fights: sums.fights,
  measuredFights: sums.measuredFights
})
