import { clock } from "../match/TimeFormat.ts"

/** A figure with its unit, as `MetricUnit` names it, for people to read: "60.0%", "4:30 min", "3.21 per minute". */
export const amount = (value: number, unit: string | null): string => {
  switch (unit) {
    case "ratio":
      return `${(value * 100).toFixed(1)}%`
    case "seconds":
      return `${clock(value)} min`
    case "count":
    case null:
      return String(value)
    default:
      return `${value.toFixed(2)} ${unit}`
  }
}
