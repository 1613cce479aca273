import { IsoDate } from "@mma-savant/core/IsoDate"
import type { Slots } from "./grammar/Slots.ts"

/** The days a question is about, both included, and how to speak of them; all empty without a time. */
export interface Period {
  readonly days: { readonly from?: IsoDate; readonly to?: IsoDate }
  /** " in 2024", " since 2020", or nothing. */
  readonly text: string
}

const two = (value: number): string => String(value).padStart(2, "0")

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
]

const first = (year: number, month = 1): IsoDate => IsoDate.make(`${year}-${two(month)}-01`)

const last = (year: number, month = 12): IsoDate =>
  IsoDate.make(`${year}-${two(month)}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`)

export const periodOf = (slots: Slots, today: IsoDate): Period => {
  const { firstYear, lastYear, month, relativeYear } = slots
  const year = relativeYear === undefined ? slots.year : Number(today.slice(0, 4)) + relativeYear
  if (year !== undefined) {
    const name = month === undefined ? String(year) : `${months[month - 1]} ${year}`
    return { days: { from: first(year, month), to: last(year, month) }, text: ` in ${name}` }
  }
  if (firstYear !== undefined && lastYear !== undefined) {
    return { days: { from: first(firstYear), to: last(lastYear) }, text: ` from ${firstYear} to ${lastYear}` }
  }
  if (firstYear !== undefined) return { days: { from: first(firstYear) }, text: ` since ${firstYear}` }
  if (lastYear !== undefined) return { days: { to: last(lastYear) }, text: ` up to ${lastYear}` }
  return { days: {}, text: "" }
}
