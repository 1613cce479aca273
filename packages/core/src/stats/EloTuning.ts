import type { Pairing } from "./BoutResult.ts"
import { rateHistory } from "./Elo.ts"
import { type EloParameters, eloGrid } from "./EloParameters.ts"
import { isWithin, measures, type Span } from "./Forecast.ts"

/** A point of the grid, and how it did over the years searched. */
export interface Trial {
  readonly parameters: EloParameters
  readonly logLoss: number
}

/** A new fighter's first fights, where they count more than later ones. */
const newcomerFights = 5

const points = (): ReadonlyArray<EloParameters> =>
  eloGrid.k.flatMap((k) =>
    eloGrid.newcomerFactor.flatMap((factor) =>
      eloGrid.finishWeight.flatMap((finishWeight) =>
        eloGrid.closeWeight.flatMap((closeWeight) =>
          eloGrid.fieldYears.map((fieldYears) => ({
            k,
            newcomerK: k * factor,
            newcomerFights: factor === 1 ? 0 : newcomerFights,
            finishWeight,
            closeWeight,
            fieldYears
          }))
        )
      )
    )
  )

/**
 * Tries every point of the grid, best first, by the log loss over a span. The ratings run from the first bout on; nothing
 * after the span is looked at. Some seconds of computing.
 */
export const tune = (results: ReadonlyArray<Pairing>, span: Span): ReadonlyArray<Trial> => {
  const known = results.filter(({ date }) => date <= span.until)
  return points()
    .flatMap((parameters): ReadonlyArray<Trial> => {
      const { forecasts } = rateHistory(known, parameters)
      const { logLoss } = measures(forecasts.filter(({ date }) => isWithin(span, date)))
      return logLoss === null ? [] : [{ parameters, logLoss }]
    })
    .sort((a, b) => a.logLoss - b.logLoss)
}
