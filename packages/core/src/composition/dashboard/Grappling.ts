import { Schema } from "effect"
import { FighterId } from "../../Identity.ts"
import { WeightClass } from "../../ranking/WeightClass.ts"
import { Leaderboard, leaderboard } from "../../stats/Leaderboard.ts"
import { over } from "../../stats/MetricRule.ts"
import { boardLength, type DashboardFacts, fewestFights } from "./DashboardFacts.ts"

/** Of whom there is more than the mean: takedowns, submissions, both or neither. */
const Quadrant = Schema.Literals(["both", "takedowns", "submissions", "neither"])

/** Who takes down, holds and submits whom. */
export const GrapplingDashboard = Schema.Struct({
  takedownAccuracy: Leaderboard,
  takedownAttempts: Leaderboard,
  takedownDefence: Leaderboard,
  groundStrikeAccuracy: Leaderboard,
  /** Seconds that one fighter was in control of the other, on the mean of both sides of the fights with statistics. */
  controlByClass: Schema.Array(
    Schema.Struct({
      weightClass: Schema.NullOr(WeightClass),
      fights: Schema.Int,
      seconds: Schema.NullOr(Schema.Finite)
    })
  ),
  /** Of fighters of five fights with statistics or more: wins by submission of submissions attempted. */
  submissions: Schema.Struct({
    attempts: Schema.Int,
    wins: Schema.Int,
    ratio: Schema.NullOr(Schema.Finite),
    fighters: Schema.Array(
      Schema.Struct({ fighterId: FighterId, name: Schema.String, attempts: Schema.Int, wins: Schema.Int })
    )
  }),
  /** The same fighters by takedowns landed and submission wins a fight, against their means. */
  styles: Schema.Struct({
    takedowns: Schema.NullOr(Schema.Finite),
    submissionWins: Schema.NullOr(Schema.Finite),
    counts: Schema.Record(Quadrant, Schema.Int)
  })
})
export type GrapplingDashboard = typeof GrapplingDashboard.Type

export const grapplingDashboard = ({ byClass, tallies }: DashboardFacts): GrapplingDashboard => {
  const board = (id: Parameters<typeof leaderboard>[0], minFights: number) =>
    leaderboard(id, tallies, { minFights, limit: boardLength })
  const seasoned = tallies.filter(({ sums }) => sums.measuredFights >= fewestFights.divided)
  const total = (of: (one: (typeof seasoned)[number]) => number) => seasoned.reduce((all, one) => all + of(one), 0)
  const [attempts, wins] = [total(({ sums }) => sums.submissionAttempts), total(({ sums }) => sums.submissionWins)]
  const rates = seasoned.map(({ sums }) => ({
    takedowns: sums.takedownsLanded / sums.measuredFights,
    submissions: sums.submissionWins / sums.measuredFights
  }))
  const mean = (of: (rate: (typeof rates)[number]) => number) =>
    over(
      rates.reduce((all, rate) => all + of(rate), 0),
      rates.length
    )
  const [takedowns, submissionWins] = [mean((rate) => rate.takedowns), mean((rate) => rate.submissions)]
  const counts = { both: 0, takedowns: 0, submissions: 0, neither: 0 }
  for (const rate of rates) {
    const [takesDown, submits] = [rate.takedowns >= (takedowns ?? 0), rate.submissions >= (submissionWins ?? 0)]
    counts[takesDown ? (submits ? "both" : "takedowns") : submits ? "submissions" : "neither"]++
  }
  return {
    takedownAccuracy: board("takedown-accuracy", fewestFights.divided),
    takedownAttempts: board("takedown-attempts-per-fight", fewestFights.exchange),
    takedownDefence: board("takedown-defence", fewestFights.exchange),
    groundStrikeAccuracy: board("ground-strike-accuracy", fewestFights.divided),
    controlByClass: byClass.flatMap(({ group, sums }) =>
      group.by === "weightClass"
        ? [
            {
              weightClass: group.weightClass,
              fights: sums.fights,
              seconds: over(sums.controlSeconds, 2 * sums.measuredFights)
            }
          ]
        : []
    ),
    submissions: {
      attempts,
      wins,
      ratio: over(wins, attempts),
      fighters: seasoned
        .toSorted((a, b) => b.sums.submissionAttempts - a.sums.submissionAttempts || a.fighterId - b.fighterId)
        .slice(0, boardLength)
        .map(({ fighterId, name, sums }) => ({
          fighterId,
          name,
          attempts: sums.submissionAttempts,
          wins: sums.submissionWins
        }))
    },
    styles: { takedowns, submissionWins, counts }
  }
}
