import { Schema } from "effect"
import type { Match } from "../match/Match.ts"
import type { DivisionRanks } from "../ranking/DivisionRanks.ts"
import { groupMetric } from "../stats/GroupMetric.ts"
import { type Fight, groupTally } from "../stats/GroupTally.ts"
import { over } from "../stats/MetricRule.ts"

const ranked = Schema.NullOr(Schema.Int)

/** How good a card is, in 0 to 10 points. */
export const CardQuality = Schema.Struct({
  /** "Premium" from 8 points, "High Quality" from 6, "Good" from 4, "Average" from 2. */
  verdict: Schema.Literals(["Premium", "High Quality", "Good", "Average", "Below Average", "No Matches"]),
  score: Schema.Int,
  fighters: Schema.Int,
  /** Of the fighters, those with a place in a division, champions included; null while no rankings are known. */
  rankedFighters: ranked,
  champions: ranked,
  weightClasses: Schema.Int,
  /** Ratios from 0 to 1; null where there is nothing to divide by. */
  rankedShare: Schema.NullOr(Schema.Finite),
  finishRate: Schema.NullOr(Schema.Finite)
})
export type CardQuality = typeof CardQuality.Type

/** The points of the first step that is reached. */
const points = (value: number | null, steps: ReadonlyArray<readonly [from: number, points: number]>): number =>
  steps.find(([from]) => value !== null && value >= from)?.[1] ?? 0

const verdictOf = (score: number): CardQuality["verdict"] => {
  if (score >= 8) return "Premium"
  if (score >= 6) return "High Quality"
  if (score >= 4) return "Good"
  return score >= 2 ? "Average" : "Below Average"
}

/** Of a card, the fights on it that have been fought, and the ranks of the day. */
export const cardQuality = (
  card: ReadonlyArray<Match>,
  fights: ReadonlyArray<Fight>,
  ranks: DivisionRanks
): CardQuality => {
  const fighters = new Map(
    card.flatMap(({ corners }) => corners).map(({ fighterId, name }) => [fighterId ?? name, ranks.of(fighterId)])
  )
  const places = ranks.areKnown ? [...fighters.values()].filter((rank) => rank !== null) : null
  const counts = {
    fighters: fighters.size,
    rankedFighters: places?.length ?? null,
    champions: places?.filter((rank) => rank === 0).length ?? null,
    weightClasses: new Set(card.flatMap(({ weightClass }) => weightClass ?? [])).size
  }
  const rankedShare = counts.rankedFighters === null ? null : over(counts.rankedFighters, counts.fighters)
  const finishRate = groupMetric("finish-rate").value(groupTally(fights))
  const score =
    points(rankedShare, [
      [0.4, 3],
      [0.2, 2],
      [0.1, 1]
    ]) +
    points(counts.champions, [
      [2, 3],
      [1, 2]
    ]) +
    points(counts.weightClasses, [
      [5, 2],
      [3, 1]
    ]) +
    points(finishRate, [
      [0.6, 2],
      [0.4, 1]
    ])
  return { verdict: card.length === 0 ? "No Matches" : verdictOf(score), score, ...counts, rankedShare, finishRate }
}
