import type { FighterId } from "../Identity.ts"
import { type IsoDate, yearsBefore } from "../IsoDate.ts"
import { isFinish } from "../match/Method.ts"
import { firstScore, nightsOf, type Pairing } from "./BoutResult.ts"
import { type EloParameters, startRating } from "./EloParameters.ts"
import type { Forecast } from "./Forecast.ts"

/** A fighter's standing after some rated fights, at least one. */
export interface EloRating {
  readonly rating: number
  /** Rated fights: wins, losses and draws but for disqualifications. */
  readonly fights: number
  readonly lastFight: IsoDate
}

export interface EloHistory {
  /** Of every bout with a winner or a draw, in the order of time: what was to be expected on the morning of the day. */
  readonly forecasts: ReadonlyArray<Forecast>
  readonly ratings: ReadonlyMap<FighterId, EloRating>
}

/** The probability that a fighter of the rating `a` beats one of `b`: Elo's formula. Exactly 1 - p the other way round. */
export const winProbability = (a: number, b: number): number => {
  const favourite = 1 / (1 + 10 ** (-Math.abs(a - b) / 400))
  return a < b ? 1 - favourite : favourite
}

const weightOf = ({ method }: Pairing, score: number, { closeWeight, finishWeight }: EloParameters): number => {
  if (method === null || score === 0.5) return 1
  if (method === "S-DEC" || method === "M-DEC") return closeWeight
  return isFinish(method) ? finishWeight : 1
}

/**
 * Rates every fighter over all bouts, whatever their order in the list. A forecast knows the days before its own and
 * nothing else. A draw is half a win, a no contest nothing. A disqualification is forecast like any bout, but moves no
 * rating: it tells of a foul, not of who is better. A night's bouts move the ratings in the order of the card, which
 * matters in a tournament alone.
 */
export const rateHistory = (results: ReadonlyArray<Pairing>, parameters: EloParameters): EloHistory => {
  const ratings = new Map<FighterId, EloRating>()
  const forecasts: Array<Forecast> = []
  for (const [date, bouts] of nightsOf(results)) {
    const start = newcomerRating(ratings, date, parameters)
    const ratingOf = (id: FighterId) => ratings.get(id)?.rating ?? start
    const decided = bouts.flatMap((bout) => {
      const score = firstScore(bout)
      return score === null ? [] : [{ bout, score }]
    })
    for (const { bout, score } of decided) {
      forecasts.push({ date, probability: winProbability(ratingOf(bout.first), ratingOf(bout.second)), score })
    }
    for (const { bout, score } of decided) {
      if (bout.method === "DQ") continue
      const weight = weightOf(bout, score, parameters)
      const expected = winProbability(ratingOf(bout.first), ratingOf(bout.second))
      const after = (id: FighterId, surprise: number): EloRating => {
        const fights = ratings.get(id)?.fights ?? 0
        const k = fights < parameters.newcomerFights ? parameters.newcomerK : parameters.k
        return { rating: ratingOf(id) + k * weight * surprise, fights: fights + 1, lastFight: date }
      }
      const [first, second] = [after(bout.first, score - expected), after(bout.second, expected - score)]
      ratings.set(bout.first, first)
      ratings.set(bout.second, second)
    }
  }
  return { forecasts, ratings }
}

const newcomerRating = (
  ratings: ReadonlyMap<FighterId, EloRating>,
  date: IsoDate,
  { fieldYears }: EloParameters
): number => {
  if (fieldYears === null) return startRating
  const since = yearsBefore(date, fieldYears)
  let sum = 0
  let fighters = 0
  for (const { lastFight, rating } of ratings.values()) {
    if (lastFight < since) continue
    sum += rating
    fighters++
  }
  return fighters === 0 ? startRating : sum / fighters
}
