import { clock } from "../../match/TimeFormat.ts"

/** A value beside its bar, as short as can be: "60.0%", "4:35", "3.21", "1,250". Its unit stands elsewhere. */
export const shortAmount = (value: number, unit: string | null): string => {
  if (unit === "ratio") return `${(value * 100).toFixed(1)}%`
  if (unit === "seconds") return `${value < 0 ? "-" : ""}${clock(Math.abs(value))}`
  return Number(value.toFixed(2)).toLocaleString("en-US", { maximumFractionDigits: 2 })
}

/** What values are measured in, for people, where the values do not say it themselves. */
export const unitName = (unit: string | null): string | null => {
  if (unit === null || unit === "count" || unit === "ratio") return null
  return unit === "seconds" ? "min:s" : unit
}
