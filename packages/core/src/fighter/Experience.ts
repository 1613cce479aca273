import { Schema } from "effect"
import type { IsoDate } from "../IsoDate.ts"

/** How long a career is, by the bouts won, lost or drawn: a rookie has 1 to 10, a veteran 11 to 25, a legend more. */
export const Experience = Schema.Literals(["rookie", "veteran", "legend"])
export type Experience = typeof Experience.Type

/** Bounds of a record, all included. */
export interface RecordBounds {
  /** Only bouts completed by the day count. */
  readonly until: IsoDate
  readonly minWins: number
  readonly maxLosses: number
  /** Of bouts won, lost or drawn; at least 1. */
  readonly minBouts: number
  readonly maxBouts: number
}

/** No career is longer. */
const mostBouts = 1000

const lengths: Readonly<Record<Experience, readonly [fewest: number, most: number]>> = {
  rookie: [1, 10],
  veteran: [11, 25],
  legend: [26, mostBouts]
}

/** Wins without a loss that make a fighter undefeated: fewer say little. */
const undefeatedWins = 5

/** What a record must be; null where any will do. */
export const recordBounds = (
  until: IsoDate,
  {
    experience,
    undefeated = false
  }: { readonly experience?: Experience | undefined; readonly undefeated?: boolean | undefined }
): RecordBounds | null => {
  if (experience === undefined && !undefeated) return null
  const [minBouts, maxBouts] = experience === undefined ? [1, mostBouts] : lengths[experience]
  const [minWins, maxLosses] = undefeated ? [undefeatedWins, 0] : [0, mostBouts]
  return { until, minWins, maxLosses, minBouts, maxBouts }
}
