import type { FighterId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import { firstScore, nightsOf, type Pairing } from "./BoutResult.ts"
import { type Forecast, isWithin, type Span } from "./Forecast.ts"

interface Tip {
  readonly date: IsoDate
  readonly score: number
  /** 1 when the first fighter had more wins before the day, -1 for the second, 0 for as many. */
  readonly lead: number
}

const tips = (results: ReadonlyArray<Pairing>): ReadonlyArray<Tip> => {
  const wins = new Map<FighterId, number>()
  const winsOf = (id: FighterId) => wins.get(id) ?? 0
  return nightsOf(results).flatMap(([date, bouts]) => {
    const tonight = bouts.flatMap((bout) => {
      const score = firstScore(bout)
      return score === null ? [] : [{ bout, date, score, lead: Math.sign(winsOf(bout.first) - winsOf(bout.second)) }]
    })
    for (const { bout, score } of tonight) {
      if (score === 1) wins.set(bout.first, winsOf(bout.first) + 1)
      if (score === 0) wins.set(bout.second, winsOf(bout.second) + 1)
    }
    return tonight
  })
}

/**
 * What needs no rating: whoever has won more in the data wins. How surely, is learnt from the bouts of a span; an even
 * bout where both have won as often.
 */
export const moreWins = (results: ReadonlyArray<Pairing>, learnt: Span): ReadonlyArray<Forecast> => {
  const all = tips(results)
  const known = all.filter(({ date, lead, score }) => isWithin(learnt, date) && lead !== 0 && score !== 0.5)
  const right = known.filter(({ lead, score }) => lead > 0 === (score === 1)).length
  // One more of each: a share of nobody or of everybody would be certain of something.
  const sure = (right + 1) / (known.length + 2)
  return all.map(({ date, lead, score }) => ({
    date,
    score,
    probability: lead === 0 ? 0.5 : lead > 0 ? sure : 1 - sure
  }))
}
