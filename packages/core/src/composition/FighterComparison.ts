import { Schema } from "effect"
import { FightRecord } from "../fighter/FightRecord.ts"
import { FighterId } from "../Identity.ts"
import { Coverage } from "../stats/Coverage.ts"
import { figure, MetricId } from "../stats/Metric.ts"
import { EloForecast } from "./EloForecast.ts"
import { type Contender, FightPrediction, fightPrediction, more, ofBoth, Side } from "./FightPrediction.ts"

/** A figure of both, and who has more. */
export const ComparedFigure = Schema.Struct({
  metric: MetricId,
  ...ofBoth(Schema.NullOr(Schema.Finite)).fields,
  /** Null where one of the two values is not known. */
  winner: Schema.NullOr(Schema.Literals([...Side.literals, "tie"]))
})
export type ComparedFigure = typeof ComparedFigure.Type

/** Two fighters side by side, over all their completed bouts. */
export const FighterComparison = Schema.Struct({
  ...ofBoth(Schema.Struct({ id: FighterId, name: Schema.String, record: FightRecord, coverage: Coverage })).fields,
  /** Sums, of which a longer career has more. */
  totals: Schema.Array(ComparedFigure),
  /** Per minute, per 15 minutes or per fight, and shares: what careers of different length are compared by. */
  rates: Schema.Array(ComparedFigure),
  prediction: FightPrediction,
  /** By Elo ratings; null where one of the two has no rated fight. */
  forecast: Schema.NullOr(EloForecast)
})
export type FighterComparison = typeof FighterComparison.Type

/** Of all these, more is better. */
const totals: ReadonlyArray<MetricId> = [
  "wins",
  "finish-wins",
  "title-wins",
  "knockdowns",
  "sig-strikes",
  "total-strikes",
  "head-strikes",
  "body-strikes",
  "leg-strikes",
  "distance-strikes",
  "clinch-strikes",
  "ground-strikes",
  "takedowns",
  "submission-attempts",
  "reversals",
  "control-time"
]

const rates: ReadonlyArray<MetricId> = [
  "win-rate",
  "finish-rate",
  "knockdowns-per-fight",
  "sig-strikes-per-minute",
  "takedowns-per-15-minutes",
  "submission-attempts-per-15-minutes",
  "control-share",
  "sig-strike-accuracy",
  "sig-strike-defence",
  "total-strike-accuracy",
  "head-strike-accuracy",
  "body-strike-accuracy",
  "leg-strike-accuracy",
  "distance-strike-accuracy",
  "clinch-strike-accuracy",
  "ground-strike-accuracy",
  "takedown-accuracy",
  "takedown-defence"
]

const sideOf = ({ id, name, sums }: Contender) => ({
  id,
  name,
  record: FightRecord.of(sums),
  coverage: { fights: sums.fights, measuredFights: sums.measuredFights }
})

export const fighterComparison = (a: Contender, b: Contender): Omit<FighterComparison, "forecast"> => {
  const compared = (metric: MetricId): ComparedFigure => {
    const [first, second] = [figure(metric, a.sums).value, figure(metric, b.sums).value]
    return {
      metric,
      fighter1: first,
      fighter2: second,
      winner: first !== null && first === second ? "tie" : more(first, second)
    }
  }
  return {
    fighter1: sideOf(a),
    fighter2: sideOf(b),
    totals: totals.map(compared),
    rates: rates.map(compared),
    prediction: fightPrediction(a, b)
  }
}
