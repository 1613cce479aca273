import { feetAndInches } from "@mma-savant/core/fighter/Measure"
import { type IsoDate, monthNames } from "@mma-savant/core/IsoDate"
import type { Landed } from "@mma-savant/core/match/MatchStats"
import type { Method } from "@mma-savant/core/match/Method"
import { clock } from "@mma-savant/core/match/TimeFormat"

const parts = (date: IsoDate) => {
  const [year = "", month = "", day = ""] = date.split("-")
  return { year, month: monthNames[Number(month) - 1] ?? "", day }
}

/** "June 06, 2026". */
export const longDay = (date: IsoDate | null): string => {
  if (date === null) return ""
  const { day, month, year } = parts(date)
  return `${month} ${day}, ${year}`
}

/** "Jun 06, 2026". */
export const shortDay = (date: IsoDate | null): string => {
  if (date === null) return "--"
  const { day, month, year } = parts(date)
  return `${month.slice(0, 3)} ${day}, ${year}`
}

export const height = (inches: number | null): string =>
  inches === null ? "--" : feetAndInches(inches).replace("'", "' ")

export const weight = (pounds: number | null): string => (pounds === null ? "--" : `${pounds} lbs.`)

export const reach = (inches: number | null): string => (inches === null ? "--" : `${inches.toFixed(1)}"`)

export const figure = (value: number | null): string => (value === null ? "--" : String(value))

export const landed = (value: Landed | null): string =>
  value === null ? "---" : `${value.landed} of ${value.attempted}`

/** Percentages are rounded down; of nothing attempted there is none. */
export const percent = (value: Landed | null): string =>
  value === null || value.attempted === 0 ? "---" : `${Math.floor((100 * value.landed) / value.attempted)}%`

export const time = (seconds: number | null): string => (seconds === null ? "--" : clock(seconds))

const words: Readonly<Partial<Record<Method, string>>> = {
  "U-DEC": "Decision - Unanimous",
  "S-DEC": "Decision - Split",
  "M-DEC": "Decision - Majority",
  DEC: "Decision",
  SUB: "Submission",
  CNC: "Could Not Continue"
}

/** The method as the page of a bout words it. */
export const method = (of: Method | null): string => (of === null ? "" : (words[of] ?? of))

/** As the page of an event abbreviates it, to which a doctor's stoppage is a knockout. */
export const shortMethod = (of: Method | null): string =>
  of === null ? "" : of === "TKO - Doctor's Stoppage" ? "KO/TKO" : of
