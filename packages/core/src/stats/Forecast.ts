import type { IsoDate } from "../IsoDate.ts"

/** What was expected of a bout and how it ended, both seen from one of its fighters; either says the same. */
export interface Forecast {
  readonly date: IsoDate
  /** Of a win, between 0 and 1, neither included. */
  readonly probability: number
  /** 1 for a win, 0 for a loss, a half for a draw. */
  readonly score: number
}

/** The days after `after`, up to `until`, which is included. */
export interface Span {
  readonly after: IsoDate
  readonly until: IsoDate
}

export const isWithin = ({ after, until }: Span, date: IsoDate): boolean => date > after && date <= until

/** How good forecasts are, over the bouts that had a winner. All null where there is none. */
export interface Measures {
  readonly bouts: number
  /** The mean of -ln of the winner's probability: 0 for a prophet, ln 2 = 0.6931 for a coin. */
  readonly logLoss: number | null
  /** The mean square of what the winner's probability lacked of 1: 0 for a prophet, 0.25 for a coin. */
  readonly brier: number | null
  /** How often the favourite won; where there was none, half. */
  readonly accuracy: number | null
}

const winnersProbability = ({ probability, score }: Forecast): number => (score === 1 ? probability : 1 - probability)

const hasWinner = ({ score }: Forecast): boolean => score !== 0.5

export const measures = (forecasts: ReadonlyArray<Forecast>): Measures => {
  const won = forecasts.filter(hasWinner).map(winnersProbability)
  const mean = (of: (probability: number) => number) =>
    won.length === 0 ? null : won.reduce((sum, probability) => sum + of(probability), 0) / won.length
  return {
    bouts: won.length,
    logLoss: mean((probability) => -Math.log(probability)),
    brier: mean((probability) => (1 - probability) ** 2),
    accuracy: mean((probability) => (probability > 0.5 ? 1 : probability === 0.5 ? 0.5 : 0))
  }
}

/** The bouts whose favourite was given a probability from `from` on and below `to`. */
export interface Bucket {
  readonly from: number
  readonly to: number
  readonly bouts: number
  /** The mean probability given. Null in an empty bucket, like the next. */
  readonly expected: number | null
  /** How often the favourite won. */
  readonly observed: number | null
}

/** Five points of probability each, from 50% to 100%. */
const buckets = 10

/** The bucket of a favourite's probability, 0.5 to 1, counted from 0. */
export const bucketIndex = (favourite: number): number => Math.min(buckets - 1, Math.floor(favourite * 20) - 10)

/** All ten buckets. Draws have no winner, and two equals no favourite: such bouts are in none. */
export const calibration = (forecasts: ReadonlyArray<Forecast>): ReadonlyArray<Bucket> => {
  const favourites = forecasts
    .filter((forecast) => hasWinner(forecast) && forecast.probability !== 0.5)
    .map((forecast) => {
      const probability = winnersProbability(forecast)
      return probability > 0.5 ? { probability, won: 1 } : { probability: 1 - probability, won: 0 }
    })
  const grouped = Map.groupBy(favourites, ({ probability }) => bucketIndex(probability))
  return Array.from({ length: buckets }, (_, index) => {
    const found = grouped.get(index) ?? []
    const share = (sum: number) => (found.length === 0 ? null : sum / found.length)
    return {
      from: (index + 10) / 20,
      to: (index + 11) / 20,
      bouts: found.length,
      expected: share(found.reduce((sum, { probability }) => sum + probability, 0)),
      observed: share(found.reduce((sum, { won }) => sum + won, 0))
    }
  })
}
