import { IsoDate } from "@mma-savant/core/IsoDate"
import type { Slots } from "./grammar/Slots.ts"

/** The time a question is about, as its words name it. */
export type Span =
  | { readonly _tag: "Always" }
  | { readonly _tag: "Year"; readonly year: number }
  | { readonly _tag: "Month"; readonly year: number; readonly month: number }
  | { readonly _tag: "Between"; readonly first: number; readonly last: number }
  | { readonly _tag: "Since"; readonly year: number }
  | { readonly _tag: "UpTo"; readonly year: number }

/** The days a question is about, both included; none without a time. */
export interface Period {
  readonly days: { readonly from?: IsoDate; readonly to?: IsoDate }
  readonly span: Span
}

export const always: Period = { days: {}, span: { _tag: "Always" } }

const two = (value: number): string => String(value).padStart(2, "0")

const first = (year: number, month = 1): IsoDate => IsoDate.make(`${year}-${two(month)}-01`)

const last = (year: number, month = 12): IsoDate =>
  IsoDate.make(`${year}-${two(month)}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`)

export const periodOf = (slots: Slots, today: IsoDate): Period => {
  const { firstYear, lastYear, month, relativeYear } = slots
  const year = relativeYear === undefined ? slots.year : Number(today.slice(0, 4)) + relativeYear
  if (year !== undefined) {
    const days = { from: first(year, month), to: last(year, month) }
    return { days, span: month === undefined ? { _tag: "Year", year } : { _tag: "Month", year, month } }
  }
  if (firstYear !== undefined && lastYear !== undefined) {
    const days = { from: first(firstYear), to: last(lastYear) }
    return { days, span: { _tag: "Between", first: firstYear, last: lastYear } }
  }
  if (firstYear !== undefined) return { days: { from: first(firstYear) }, span: { _tag: "Since", year: firstYear } }
  if (lastYear !== undefined) return { days: { to: last(lastYear) }, span: { _tag: "UpTo", year: lastYear } }
  return always
}
