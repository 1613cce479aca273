import { type IsoDate, yearsBefore } from "../IsoDate.ts"
import type { Pairing } from "./BoutResult.ts"
import { type EloHistory, rateHistory } from "./Elo.ts"
import { eloParameters, plainElo } from "./EloParameters.ts"
import { type Bucket, calibration, type Forecast, isWithin, type Measures, measures, type Span } from "./Forecast.ts"
import { moreWins } from "./MoreWins.ts"

/** What the data is used for: the ten years before its last three for choosing, the last three for measuring alone. */
export interface Spans {
  readonly chosen: Span
  readonly measured: Span
}

/** Null while no bout is known. */
export const spansOf = (results: ReadonlyArray<Pairing>): Spans | null => {
  const until = results.reduce<IsoDate | null>((last, { date }) => (last === null || date > last ? date : last), null)
  if (until === null) return null
  const after = yearsBefore(until, 3)
  return { measured: { after, until }, chosen: { after: yearsBefore(after, 10), until: after } }
}

/** The ratings of today, and how good their forecasts of the last three years were. */
export interface RatedField extends Pick<EloHistory, "ratings"> {
  readonly measures: Measures
  readonly calibration: ReadonlyArray<Bucket>
}

const over = (span: Span | undefined, forecasts: ReadonlyArray<Forecast>) =>
  span === undefined ? [] : forecasts.filter(({ date }) => isWithin(span, date))

export const rateField = (results: ReadonlyArray<Pairing>): RatedField => {
  const { forecasts, ratings } = rateHistory(results, eloParameters)
  const recent = over(spansOf(results)?.measured, forecasts)
  return { ratings, measures: measures(recent), calibration: calibration(recent) }
}

/** The rating, and what it has to beat, over the same bouts. */
export interface Contest {
  readonly rating: Measures
  /** {@link plainElo}. */
  readonly plain: Measures
  readonly moreWins: Measures
  readonly coin: Measures
}

export const contest = (results: ReadonlyArray<Pairing>, { chosen, measured }: Spans): Contest => {
  const rated = over(measured, rateHistory(results, eloParameters).forecasts)
  return {
    rating: measures(rated),
    plain: measures(over(measured, rateHistory(results, plainElo).forecasts)),
    moreWins: measures(over(measured, moreWins(results, chosen))),
    coin: measures(rated.map((forecast) => ({ ...forecast, probability: 0.5 })))
  }
}

/** The rating's measures in each calendar year that has fights in a span. */
export const yearly = (results: ReadonlyArray<Pairing>, span: Span): ReadonlyArray<readonly [string, Measures]> => {
  const { forecasts } = rateHistory(results, eloParameters)
  return [...Map.groupBy(over(span, forecasts), ({ date }) => date.slice(0, 4))].map(([year, found]) => [
    year,
    measures(found)
  ])
}
