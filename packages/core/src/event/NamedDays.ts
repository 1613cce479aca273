import { Schema } from "effect"
import { addDays, IsoDate } from "../IsoDate.ts"

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const

const weekdayNames: ReadonlyArray<string> = weekdays

/** Days as people name them. Weeks begin on Monday, a weekend is Saturday and Sunday. */
export const NamedDays = Schema.Literals([
  "yesterday",
  "today",
  "tomorrow",
  "last-week",
  "this-week",
  "next-week",
  "last-weekend",
  "this-weekend",
  "next-weekend",
  "last-month",
  "this-month",
  "next-month",
  "last-year",
  "this-year",
  "next-year",
  ...weekdays.map((day) => `last-${day}` as const),
  ...weekdays.map((day) => `next-${day}` as const)
])
export type NamedDays = typeof NamedDays.Type

/** Days, both included. */
export interface Days {
  readonly from: IsoDate
  readonly to: IsoDate
}

const turns: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 }

const monthsFrom = (today: IsoDate, months: number): IsoDate => {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  return IsoDate.make(new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10))
}

/**
 * The days that a name means on a day. "last-saturday" is the latest Saturday before today and "next-saturday" the first
 * one after it; on a Sunday, "this-weekend" began the day before.
 */
export const namedDays = (name: NamedDays, today: IsoDate): Days => {
  const single = { yesterday: -1, today: 0, tomorrow: 1 }
  if (name === "yesterday" || name === "today" || name === "tomorrow") {
    const day = addDays(today, single[name])
    return { from: day, to: day }
  }
  const [which = "", what = ""] = name.split("-")
  const turn = turns[which] ?? 0
  // 0 is Monday.
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  const monday = addDays(today, turn * 7 - weekday)
  switch (what) {
    case "week":
      return { from: monday, to: addDays(monday, 6) }
    case "weekend":
      return { from: addDays(monday, 5), to: addDays(monday, 6) }
    case "month":
      return { from: monthsFrom(today, turn), to: addDays(monthsFrom(today, turn + 1), -1) }
    case "year": {
      const year = Number(today.slice(0, 4)) + turn
      return { from: IsoDate.make(`${year}-01-01`), to: IsoDate.make(`${year}-12-31`) }
    }
    default: {
      const wanted = weekdayNames.indexOf(what)
      const ahead = (wanted - weekday + 7) % 7 || 7
      const day = addDays(today, turn > 0 ? ahead : -((weekday - wanted + 7) % 7 || 7))
      return { from: day, to: day }
    }
  }
}
