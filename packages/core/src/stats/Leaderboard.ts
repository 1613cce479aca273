import { Schema } from "effect"
import { FighterId } from "../Identity.ts"
import { MetricId, metric } from "./Metric.ts"
import type { Tally } from "./Tally.ts"

/** A fighter and the sums of the fights that a question is about. */
export interface FighterTally {
  readonly fighterId: FighterId
  readonly name: string
  readonly sums: Tally
}

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

/** The best of a metric. */
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

/**
 * Ranks the fighters by a metric, highest first, ties by name. Fighters with fewer fights than `minFights` (of those
 * with statistics, for a measured metric) or without a value do not rank. Sums of zero do not rank either: nobody leads
 * with none.
 */
export const leaderboard = (
  id: MetricId,
  tallies: ReadonlyArray<FighterTally>,
  options: { readonly minFights: number; readonly limit: number }
): Leaderboard => {
  const { divided, measured, value } = metric(id)
  const ranked = tallies
    .flatMap(({ fighterId, name, sums }) => {
      const amount = value(sums)
      const base = measured ? sums.measuredFights : sums.fights
      if (amount === null || base < options.minFights || (!divided && amount === 0)) return []
      return [{ fighterId, name, value: amount, fights: sums.fights, measuredFights: sums.measuredFights }]
    })
    .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.fighterId - b.fighterId))
  const rows: Array<LeaderboardRow> = []
  for (const [index, row] of ranked.slice(0, options.limit).entries()) {
    const above = rows[index - 1]
    rows.push({ rank: above !== undefined && above.value === row.value ? above.rank : index + 1, ...row })
  }
  const last = rows.at(-1)?.value
  return {
    metric: id,
    minFights: options.minFights,
    rows,
    ranked: ranked.length,
    tiedBeyond: ranked.slice(options.limit).filter((row) => row.value === last).length
  }
}
