import { Schema } from "effect"
import { WeightClass } from "../../ranking/WeightClass.ts"
import { Stance } from "../../Stance.ts"
import { firstScore } from "../../stats/BoutResult.ts"
import { groupMetric } from "../../stats/GroupMetric.ts"
import { Leaderboard, leaderboard } from "../../stats/Leaderboard.ts"
import { over } from "../../stats/MetricRule.ts"
import type { TallyField } from "../../stats/Tally.ts"
import { boardLength, type DashboardFacts, fewestFights } from "./DashboardFacts.ts"

const Target = Schema.Literals(["head", "body", "leg", "distance", "clinch", "ground"])

/** Who strikes how, and how often, and how the stances fare against each other. */
export const StrikingDashboard = Schema.Struct({
  /** Significant strikes landed, by where they are aimed and from where they are thrown. */
  targets: Schema.Array(Schema.Struct({ target: Target, landed: Schema.Int })),
  accuracy: Leaderboard,
  perFight: Leaderboard,
  koTkoWins: Leaderboard,
  knockdowns: Leaderboard,
  /** Landed less taken a fight, of fighters of ten fights or more. */
  exchange: Leaderboard,
  /** Of both fighters together. */
  perFightByClass: Schema.Array(
    Schema.Struct({ weightClass: Schema.NullOr(WeightClass), fights: Schema.Int, value: Schema.NullOr(Schema.Finite) })
  ),
  /** Fights that one of two stances won against the other; `share` is of all fights of unlike stances. */
  stances: Schema.Array(
    Schema.Struct({ winner: Stance, loser: Stance, wins: Schema.Int, share: Schema.NullOr(Schema.Finite) })
  )
})
export type StrikingDashboard = typeof StrikingDashboard.Type

const stancesOf = ({ results }: DashboardFacts): StrikingDashboard["stances"] => {
  const pairs = results.flatMap((bout) => {
    const { firstStance, secondStance } = bout
    const score = firstScore(bout)
    if (firstStance === null || secondStance === null || score === null || score === 0.5) return []
    return [score === 1 ? ([firstStance, secondStance] as const) : ([secondStance, firstStance] as const)]
  })
  const unlike = pairs.filter(([winner, loser]) => winner !== loser).length
  return [...Map.groupBy(pairs, (pair) => pair.join("/")).values()]
    .map((bouts) => {
      const [winner, loser] = bouts[0]!
      return { winner, loser, wins: bouts.length, share: winner === loser ? null : over(bouts.length, unlike) }
    })
    .sort((a, b) => b.wins - a.wins)
}

export const strikingDashboard = (facts: DashboardFacts): StrikingDashboard => {
  const { byClass, tallies } = facts
  const board = (id: Parameters<typeof leaderboard>[0], minFights: number) =>
    leaderboard(id, tallies, { minFights, limit: boardLength })
  const sum = (field: TallyField) => tallies.reduce((all, { sums }) => all + sums[field], 0)
  const strikes = groupMetric("sig-strikes-per-fight")
  return {
    targets: Target.literals.map((target) => ({ target, landed: sum(`${target}Landed`) })),
    accuracy: board("sig-strike-accuracy", fewestFights.divided),
    perFight: board("sig-strikes-per-fight", fewestFights.divided),
    koTkoWins: board("ko-tko-wins", 1),
    knockdowns: board("knockdowns", 1),
    exchange: board("sig-strike-margin-per-fight", fewestFights.exchange),
    perFightByClass: byClass.flatMap(({ group, sums }) =>
      group.by === "weightClass"
        ? [{ weightClass: group.weightClass, fights: sums.fights, value: strikes.value(sums) }]
        : []
    ),
    stances: stancesOf(facts)
  }
}
