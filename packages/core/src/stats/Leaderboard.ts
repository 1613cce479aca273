import { Schema } from "effect"
import { FighterId } from "../Identity.ts"
import { type Figure, figure, MetricId, metric } from "./Metric.ts"
import type { Tally } from "./Tally.ts"

/** A fighter and the sums of the fights that a question is about. */
export interface FighterTally {
  readonly fighterId: FighterId
  readonly name: string
  readonly sums: Tally
}

/** Whether the most or the fewest come first. */
export const RankOrder = Schema.Literals(["highest", "lowest"])
export type RankOrder = typeof RankOrder.Type

/** One place of a leaderboard. Equal values share a rank and the next rank is skipped. */
export const LeaderboardRow = Schema.Struct({
  rank: Schema.Int,
  fighterId: FighterId,
  name: Schema.String,
  value: Schema.Finite,
  fights: Schema.Int,
  measuredFights: Schema.Int
})
export type LeaderboardRow = typeof LeaderboardRow.Type

/** The fighters with the highest or the lowest values of a metric. */
export const Leaderboard = Schema.Struct({
  metric: MetricId,
  minFights: Schema.Int,
  rows: Schema.Array(LeaderboardRow),
  /** Fighters with a value and enough fights, shown or not. */
  ranked: Schema.Int,
  /** How many more share the last place shown; 0 when the cut divides nobody. */
  tiedBeyond: Schema.Int
})
export type Leaderboard = typeof Leaderboard.Type

/** A fighter's value of a metric; null where there is nothing to compute it from. */
export interface FighterValue extends Omit<Figure, "metric"> {
  readonly fighterId: FighterId
  readonly name: string
  /** What the value is a share of, where that is attempts. */
  readonly attempts: number | null
}

/** The value of a metric that sums give. */
export const fighterValue = (id: MetricId, { fighterId, name, sums }: FighterTally): FighterValue => {
  const { fights, measuredFights, value } = figure(id, sums)
  return { fighterId, name, value, fights, measuredFights, attempts: metric(id).attempts?.(sums) ?? null }
}

/** As many attempts as fights are asked for, up to so many. */
const mostAttemptsAsked = 5

export interface Places {
  readonly minFights: number
  readonly limit: number
  /** Highest first when left out. */
  readonly order?: RankOrder | undefined
}

/**
 * Ranks the fighters by a metric, ties by name. Fighters with fewer fights than `minFights` (of those with statistics,
 * for a measured metric) or without a value do not rank; nor, by a share of attempts, those with as few of them. Sums of zero rank only among the lowest: nobody leads with none.
 */
export const ranked = (
  id: MetricId,
  values: ReadonlyArray<FighterValue>,
  { limit, minFights, order = "highest" }: Places
): Leaderboard => {
  const { divided, measured } = metric(id)
  const sign = order === "highest" ? 1 : -1
  const ranking = values
    .flatMap(({ attempts, value, ...fighter }) => {
      const base = measured ? fighter.measuredFights : fighter.fights
      if (value === null || base < minFights) return []
      if (attempts !== null && attempts < Math.min(minFights, mostAttemptsAsked)) return []
      return !divided && value === 0 && order === "highest" ? [] : [{ ...fighter, value }]
    })
    .sort(
      (a, b) => sign * (b.value - a.value) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.fighterId - b.fighterId)
    )
  const rows: Array<LeaderboardRow> = []
  for (const [index, row] of ranking.slice(0, limit).entries()) {
    const above = rows[index - 1]
    rows.push({ rank: above !== undefined && above.value === row.value ? above.rank : index + 1, ...row })
  }
  const last = rows.at(-1)?.value
  return {
    metric: id,
    minFights,
    rows,
    ranked: ranking.length,
    tiedBeyond: ranking.slice(limit).filter((row) => row.value === last).length
  }
}

/** The ranking of the values that tallies give. */
export const leaderboard = (id: MetricId, tallies: ReadonlyArray<FighterTally>, places: Places): Leaderboard =>
  ranked(
    id,
    tallies.map((one) => fighterValue(id, one)),
    places
  )
