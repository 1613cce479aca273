import type { Days } from "@mma-savant/core/event/NamedDays"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect, Schema } from "effect"
import { RequestInvalid } from "../problem/Problem.ts"
import { wholeNumber } from "../request/WholeNumber.ts"

/** The year of the first UFC event. */
const firstYear = 1993
const lastYear = 2100

/** A year that may have events. */
export const year = wholeNumber(Schema.Int, lastYear, firstYear)

/** 1 to 12. */
export const month = wholeNumber(Schema.Int, 12)

interface Asked {
  readonly year?: number
  readonly month?: number
  readonly from?: IsoDate
  readonly to?: IsoDate
}

const refused = (field: string, message: string) => Effect.fail(new RequestInvalid({ errors: [{ field, message }] }))

/** The days of a year or a month of it; else those between two days. */
export const daysOf = ({ from, month, to, year }: Asked): Effect.Effect<Partial<Days>, RequestInvalid> => {
  if (year === undefined) {
    if (month !== undefined) return refused("month", "only with a year")
    return Effect.succeed({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
  }
  if (from !== undefined || to !== undefined) return refused("year", "not together with from or to")
  const [first, last] = month === undefined ? [0, 12] : [month - 1, month]
  // Day 0 is the last day of the month before.
  const day = (months: number, date: number) =>
    IsoDate.make(new Date(Date.UTC(year, months, date)).toISOString().slice(0, 10))
  return Effect.succeed({ from: day(first, 1), to: day(last, 0) })
}
