import { Schema } from "effect"
import { WeightClass } from "../../ranking/WeightClass.ts"
import { groupMetric } from "../../stats/GroupMetric.ts"
import type { GroupSums, GroupTally } from "../../stats/GroupTally.ts"
import { Leaderboard, leaderboard } from "../../stats/Leaderboard.ts"
import { boardLength, type DashboardFacts, fewestFights } from "./DashboardFacts.ts"

const rates = {
  fights: Schema.Int,
  /** 0 to 1. */
  finishRate: Schema.NullOr(Schema.Finite),
  koTkoRate: Schema.NullOr(Schema.Finite),
  submissionRate: Schema.NullOr(Schema.Finite),
  decisionRate: Schema.NullOr(Schema.Finite)
}

/** Where fights are fought, how they end, and who leads. */
export const OverviewDashboard = Schema.Struct({
  ...rates,
  /** Seconds. */
  averageFightTime: Schema.NullOr(Schema.Finite),
  classes: Schema.Array(Schema.Struct({ weightClass: Schema.NullOr(WeightClass), ...rates })),
  /** Years of ten fights or more, ascending. */
  years: Schema.Array(Schema.Struct({ year: Schema.Int, ...rates })),
  leaders: Schema.Struct({
    wins: Leaderboard,
    winRate: Leaderboard,
    koTkoWins: Leaderboard,
    submissionWins: Leaderboard,
    winStreak: Leaderboard,
    lossStreak: Leaderboard,
    accuracy: Leaderboard,
    sigStrikesPerFight: Leaderboard,
    takedownAccuracy: Leaderboard,
    knockdowns: Leaderboard
  })
})
export type OverviewDashboard = typeof OverviewDashboard.Type

/** Of fewer fights, a year's rates say little. */
const fewestOfYear = 10

const ratesOf = (sums: GroupTally) => ({
  fights: sums.fights,
  finishRate: groupMetric("finish-rate").value(sums),
  koTkoRate: groupMetric("ko-tko-rate").value(sums),
  submissionRate: groupMetric("submission-rate").value(sums),
  decisionRate: groupMetric("decision-rate").value(sums)
})

const nothing = { fights: 0, finishRate: null, koTkoRate: null, submissionRate: null, decisionRate: null }

const averageTime = (all: ReadonlyArray<GroupSums>) =>
  all[0] === undefined ? null : groupMetric("average-fight-time").value(all[0].sums)

export const overviewDashboard = ({ all, byClass, byYear, tallies }: DashboardFacts): OverviewDashboard => {
  const board = (id: Parameters<typeof leaderboard>[0], minFights = 1) =>
    leaderboard(id, tallies, { minFights, limit: boardLength })
  return {
    ...(all[0] === undefined ? nothing : ratesOf(all[0].sums)),
    averageFightTime: averageTime(all),
    classes: byClass.flatMap(({ group, sums }) =>
      group.by === "weightClass" ? [{ weightClass: group.weightClass, ...ratesOf(sums) }] : []
    ),
    years: byYear
      .flatMap(({ group, sums }) =>
        group.by === "year" && sums.fights >= fewestOfYear ? [{ year: group.year, ...ratesOf(sums) }] : []
      )
      .sort((a, b) => a.year - b.year),
    leaders: {
      wins: board("wins"),
      winRate: board("win-rate", fewestFights.divided),
      koTkoWins: board("ko-tko-wins"),
      submissionWins: board("submission-wins"),
      winStreak: board("win-streak"),
      lossStreak: board("loss-streak"),
      accuracy: board("sig-strike-accuracy", fewestFights.divided),
      sigStrikesPerFight: board("sig-strikes-per-fight", fewestFights.divided),
      takedownAccuracy: board("takedown-accuracy", fewestFights.divided),
      knockdowns: board("knockdowns")
    }
  }
}
