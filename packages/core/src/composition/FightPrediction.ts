import { Schema } from "effect"
import type { FighterId } from "../Identity.ts"
import type { Bout } from "../stats/Bout.ts"
import { figure, type MetricId } from "../stats/Metric.ts"
import { type Tally, tally } from "../stats/Tally.ts"
import { commonOpponents } from "./CommonOpponents.ts"

/** One of two fighters who are compared, in the order in which they were named. */
export const Side = Schema.Literals(["fighter1", "fighter2"])
export type Side = typeof Side.Type

/** The same of both sides. */
export const ofBoth = <S extends Schema.Top>(schema: S) => Schema.Struct({ fighter1: schema, fighter2: schema })

export const FactorId = Schema.Literals(["win-rate", "head-to-head", "common-opponents", "accuracy"])
export type FactorId = typeof FactorId.Type

const factorPoints: Readonly<Record<FactorId, number>> = {
  "win-rate": 2,
  "head-to-head": 3,
  "common-opponents": 1,
  accuracy: 1
}

/**
 * Who would win by four rules of thumb: the better win rate, more wins against each other, more wins over common
 * opponents, and the better accuracy of significant strikes. It was measured against nothing, unlike a forecast.
 */
export const FightPrediction = Schema.Struct({
  factors: Schema.Array(
    Schema.Struct({
      factor: FactorId,
      /** What the rule gives to whom it speaks for. */
      points: Schema.Int,
      /** Null where it speaks for nobody. */
      favours: Schema.NullOr(Side)
    })
  ),
  points: ofBoth(Schema.Int),
  /** Each side's share of the points, 0 to 1; a half where there are none. */
  probability: ofBoth(Schema.Finite),
  /** By the difference of the points: high from 3, medium from 2. */
  confidence: Schema.Literals(["high", "medium", "low"]),
  /** Null where both have as many points. */
  predictedWinner: Schema.NullOr(Side)
})
export type FightPrediction = typeof FightPrediction.Type

/** A fighter, the sums over the completed bouts, and the bouts themselves. */
export interface Contender {
  readonly id: FighterId
  readonly name: string
  readonly sums: Tally
  readonly bouts: ReadonlyArray<Bout>
}

/** Who has more; nobody where both have as much, or one of the two is not known. */
export const more = (first: number | null, second: number | null): Side | null =>
  first === null || second === null || first === second ? null : first > second ? "fighter1" : "fighter2"

const favourites = (a: Contender, b: Contender): Readonly<Record<FactorId, Side | null>> => {
  const better = (id: MetricId) => more(figure(id, a.sums).value, figure(id, b.sums).value)
  const met = tally(a.bouts.filter(({ opponent }) => opponent?.fighterId === b.id))
  const common = commonOpponents(a.bouts, b.bouts)
  const wins = (bouts: ReadonlyArray<Bout>) => tally(bouts).wins
  return {
    "win-rate": better("win-rate"),
    "head-to-head": more(met.wins, met.losses),
    "common-opponents": more(wins(common.flatMap(({ ofA }) => ofA)), wins(common.flatMap(({ ofB }) => ofB))),
    accuracy: better("sig-strike-accuracy")
  }
}

/**
 * Where a single factor tells the two apart, another point is shared between them: one rule of thumb alone makes nothing
 * certain.
 */
const shareOf = (own: number, all: number, single: boolean): number => {
  if (all === 0) return 0.5
  return single ? (own + 0.5) / (all + 1) : own / all
}

export const fightPrediction = (a: Contender, b: Contender): FightPrediction => {
  const favoured = favourites(a, b)
  const factors = FactorId.literals.map((factor) => ({
    factor,
    points: factorPoints[factor],
    favours: favoured[factor]
  }))
  const scoring = factors.filter(({ favours }) => favours !== null)
  const pointsOf = (side: Side) =>
    scoring.reduce((sum, { favours, points }) => (favours === side ? sum + points : sum), 0)
  const points = { fighter1: pointsOf("fighter1"), fighter2: pointsOf("fighter2") }
  const all = points.fighter1 + points.fighter2
  const first = shareOf(points.fighter1, all, scoring.length === 1)
  const gap = Math.abs(points.fighter1 - points.fighter2)
  return {
    factors,
    points,
    probability: { fighter1: first, fighter2: 1 - first },
    confidence: gap >= 3 ? "high" : gap >= 2 ? "medium" : "low",
    predictedWinner: more(points.fighter1, points.fighter2)
  }
}
