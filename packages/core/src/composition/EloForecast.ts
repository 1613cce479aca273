import { Schema } from "effect"
import type { FighterId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import { winProbability } from "../stats/Elo.ts"
import type { RatedField } from "../stats/EloTrial.ts"
import { ofBoth } from "./FightPrediction.ts"

/** What Elo ratings expect of a bout, and how good what they expected was: see `docs/elo.md`. */
export const EloForecast = Schema.Struct({
  ...ofBoth(
    Schema.Struct({
      rating: Schema.Finite,
      ratedFights: Schema.Int,
      lastRatedFight: IsoDate,
      /** Of beating the other, between 0 and 1. */
      probability: Schema.Finite
    })
  ).fields,
  /** Over the fights of the last three years. */
  measured: Schema.Struct({
    fights: Schema.Int,
    /** How often the favourite won; null without a fight, like the next. */
    favouriteWon: Schema.NullOr(Schema.Finite),
    /** 0.6931 for a coin. */
    logLoss: Schema.NullOr(Schema.Finite)
  })
})
export type EloForecast = typeof EloForecast.Type

/** Null where one of the two has no rated fight. */
export const eloForecast = ({ measures, ratings }: RatedField, a: FighterId, b: FighterId): EloForecast | null => {
  const [first, second] = [ratings.get(a), ratings.get(b)]
  if (first === undefined || second === undefined) return null
  const side = (own: typeof first, other: typeof first) => ({
    rating: own.rating,
    ratedFights: own.fights,
    lastRatedFight: own.lastFight,
    probability: winProbability(own.rating, other.rating)
  })
  return {
    fighter1: side(first, second),
    fighter2: side(second, first),
    measured: { fights: measures.bouts, favouriteWon: measures.accuracy, logLoss: measures.logLoss }
  }
}
