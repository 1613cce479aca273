import { Schema } from "effect"
import { finishWins, type Tally, type Target } from "./Tally.ts"

/** What a value is measured in. A ratio lies between 0 and 1. */
export type MetricUnit = "count" | "ratio" | "seconds" | "per minute" | "per 15 minutes" | "per fight"

interface Definition {
  readonly label: string
  readonly unit: MetricUnit
  /** How it is computed, in one sentence: the glossary. */
  readonly definition: string
  /** Rests on round statistics, which not every fight has. */
  readonly measured: boolean
  /** Something divided by something, of which few fights say little. Everything else is a sum. */
  readonly divided: boolean
  /** Null when there is nothing to divide by. */
  readonly value: (sums: Tally) => number | null
}

const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)
const per = (seconds: number) => (sums: Tally, amount: number) => over(amount * seconds, sums.measuredSeconds)
const perMinute = per(60)
const perQuarterHour = per(900)

const count = (label: string, definition: string, value: (sums: Tally) => number): Definition => ({
  label,
  unit: "count",
  definition,
  measured: false,
  divided: false,
  value
})
const measuredCount = (label: string, definition: string, amount: (sums: Tally) => number): Definition => ({
  label,
  unit: "count",
  definition,
  measured: true,
  divided: false,
  value: (sums) => (sums.measuredFights > 0 ? amount(sums) : null)
})
const ratio = (
  label: string,
  definition: string,
  measured: boolean,
  value: (sums: Tally) => number | null
): Definition => ({ label, unit: "ratio", definition, measured, divided: true, value })
const rate = (
  label: string,
  unit: MetricUnit,
  definition: string,
  value: (sums: Tally) => number | null
): Definition => ({ label, unit, definition, measured: true, divided: true, value })

const strikes = <T extends Target>(target: T, where: string) =>
  ({
    [`${target}-strikes`]: measuredCount(
      `Strikes ${where}`,
      `Significant strikes ${where} landed.`,
      (t) => t[`${target}Landed`]
    ),
    [`${target}-strike-accuracy`]: ratio(
      `Accuracy of strikes ${where}`,
      `Significant strikes ${where} landed / attempted.`,
      true,
      (t) => over(t[`${target}Landed`], t[`${target}Attempted`])
    )
  }) as Record<`${T}-strikes` | `${T}-strike-accuracy`, Definition>

/**
 * The one definition of every figure about a fighter. Accuracy, defence and the rates per minute and per 15 minutes are
 * defined as on the fighter pages of ufcstats.com, though over the fights at hand.
 */
const registry = {
  fights: count("Fights", "Completed fights, no contests included.", (t) => t.fights),
  wins: count("Wins", "Completed fights won.", (t) => t.wins),
  losses: count("Losses", "Completed fights lost.", (t) => t.losses),
  draws: count("Draws", "Completed fights drawn.", (t) => t.draws),
  "no-contests": count(
    "No contests",
    "Completed fights declared a no contest, and those in which only the opponent's result is known.",
    (t) => t.noContests
  ),
  "ko-tko-wins": count(
    "KO/TKO wins",
    "Wins by knockout or technical knockout, doctor's stoppages included.",
    (t) => t.koTkoWins
  ),
  "submission-wins": count("Submission wins", "Wins by submission.", (t) => t.submissionWins),
  "decision-wins": count("Decision wins", "Wins on the judges' cards.", (t) => t.decisionWins),
  "ko-tko-losses": count(
    "KO/TKO losses",
    "Losses by knockout or technical knockout, doctor's stoppages included.",
    (t) => t.koTkoLosses
  ),
  "submission-losses": count("Submission losses", "Losses by submission.", (t) => t.submissionLosses),
  "decision-losses": count("Decision losses", "Losses on the judges' cards.", (t) => t.decisionLosses),
  "finish-wins": count("Finishes", "Wins by knockout or submission.", finishWins),
  "title-fights": count("Title fights", "Completed fights for a belt or a tournament title.", (t) => t.titleFights),
  "title-wins": count("Title fight wins", "Title fights won.", (t) => t.titleWins),
  "win-streak": count(
    "Win streak",
    "Wins in a row up to the latest fight; a draw ends it, a no contest is passed over.",
    (t) => t.winStreak
  ),
  "loss-streak": count(
    "Losing streak",
    "Losses in a row up to the latest fight; a draw ends it, a no contest is passed over.",
    (t) => t.lossStreak
  ),
  "win-rate": ratio("Win rate", "Wins / (wins + losses + draws); no contests are left out.", false, (t) =>
    over(t.wins, t.wins + t.losses + t.draws)
  ),
  "finish-rate": ratio("Finish rate", "Wins by knockout or submission / wins.", false, (t) =>
    over(finishWins(t), t.wins)
  ),
  "fight-time": {
    ...count("Fight time", "Seconds fought in all fights whose clock is known.", (t) => t.seconds),
    unit: "seconds"
  },
  "average-fight-time": {
    label: "Average fight time",
    unit: "seconds",
    measured: false,
    divided: true,
    definition: "Seconds fought / fights whose clock is known.",
    value: (t) => over(t.seconds, t.timedFights)
  },
  knockdowns: measuredCount("Knockdowns", "Knockdowns scored.", (t) => t.knockdowns),
  "knockdowns-taken": measuredCount("Knockdowns taken", "Knockdowns suffered.", (t) => t.knockdownsTaken),
  "sig-strikes": measuredCount("Significant strikes", "Significant strikes landed.", (t) => t.sigLanded),
  "total-strikes": measuredCount("Total strikes", "Strikes of every kind landed.", (t) => t.totalLanded),
  takedowns: measuredCount("Takedowns", "Takedowns landed.", (t) => t.takedownsLanded),
  "submission-attempts": measuredCount("Submission attempts", "Submissions attempted.", (t) => t.submissionAttempts),
  reversals: measuredCount("Reversals", "Positions reversed.", (t) => t.reversals),
  "control-time": {
    label: "Control time",
    unit: "seconds",
    measured: true,
    divided: false,
    definition: "Seconds in control, in the fights whose control time was recorded.",
    value: (t) => (t.controlBase > 0 ? t.controlSeconds : null)
  },
  "sig-strike-accuracy": ratio("Significant strike accuracy", "Significant strikes landed / attempted.", true, (t) =>
    over(t.sigLanded, t.sigAttempted)
  ),
  "sig-strike-defence": ratio(
    "Significant strike defence",
    "1 - opponents' significant strikes landed / attempted.",
    true,
    (t) => over(t.sigFaced - t.sigTaken, t.sigFaced)
  ),
  "total-strike-accuracy": ratio("Total strike accuracy", "Strikes of every kind landed / attempted.", true, (t) =>
    over(t.totalLanded, t.totalAttempted)
  ),
  ...strikes("head", "to the head"),
  ...strikes("body", "to the body"),
  ...strikes("leg", "to the legs"),
  ...strikes("distance", "at distance"),
  ...strikes("clinch", "in the clinch"),
  ...strikes("ground", "on the ground"),
  "takedown-accuracy": ratio("Takedown accuracy", "Takedowns landed / attempted.", true, (t) =>
    over(t.takedownsLanded, t.takedownsAttempted)
  ),
  "takedown-defence": ratio("Takedown defence", "1 - opponents' takedowns landed / attempted.", true, (t) =>
    over(t.takedownsFaced - t.takedownsTaken, t.takedownsFaced)
  ),
  "control-share": ratio(
    "Control share",
    "Seconds in control / seconds fought, where control was recorded.",
    true,
    (t) => over(t.controlSeconds, t.controlBase)
  ),
  "sig-strikes-per-minute": rate(
    "Significant strikes landed per minute",
    "per minute",
    "Significant strikes landed / minutes fought.",
    (t) => perMinute(t, t.sigLanded)
  ),
  "sig-strikes-taken-per-minute": rate(
    "Significant strikes absorbed per minute",
    "per minute",
    "Opponents' significant strikes landed / minutes fought.",
    (t) => perMinute(t, t.sigTaken)
  ),
  "sig-strikes-per-fight": rate(
    "Significant strikes per fight",
    "per fight",
    "Significant strikes landed / fights with statistics.",
    (t) => over(t.sigLanded, t.measuredFights)
  ),
  "knockdowns-per-fight": rate(
    "Knockdowns per fight",
    "per fight",
    "Knockdowns scored / fights with statistics.",
    (t) => over(t.knockdowns, t.measuredFights)
  ),
  "takedowns-per-15-minutes": rate(
    "Takedowns per 15 minutes",
    "per 15 minutes",
    "Takedowns landed in 15 minutes of fighting.",
    (t) => perQuarterHour(t, t.takedownsLanded)
  ),
  "submission-attempts-per-15-minutes": rate(
    "Submission attempts per 15 minutes",
    "per 15 minutes",
    "Submissions attempted in 15 minutes of fighting.",
    (t) => perQuarterHour(t, t.submissionAttempts)
  )
} as const satisfies Record<string, Definition>

export type MetricId = keyof typeof registry

const ids = Object.keys(registry) as Array<MetricId>

export const MetricId = Schema.Literals(ids)

export const metric = (id: MetricId): Definition => registry[id]

export const metricIds: ReadonlyArray<MetricId> = ids

/** How many fights a fighter needs to rank by a metric when nobody says: one for a sum, five for what is divided. */
export const defaultMinFights = (id: MetricId): number => (registry[id].divided ? 5 : 1)

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
  value: registry[id].value(sums),
  fights: sums.fights,
  measuredFights: sums.measuredFights
})
