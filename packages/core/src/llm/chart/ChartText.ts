import { type ChartSpec, columnsOf, type Drawing, valueColumn } from "./Chart.ts"
import { columnLabel } from "./ChartColumn.ts"
import { shortAmount, unitName } from "./ChartValue.ts"
import { clipped, padded, textWidth } from "./TextWidth.ts"

/** The widest line, in columns of a terminal. */
export const chartWidth = 72

/** What the labels of a row may take together. */
const widestLabels = 34
const widestBar = 30

const separator = " · "

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const

/** A bar of so many eighths of a column. */
const bar = (length: number): string => "█".repeat(Math.floor(length / 8)) + (eighths[length % 8] ?? "")

/** The columns by which rows are told apart, the value's left out. */
const labelColumns = (spec: ChartSpec, value: string): ReadonlyArray<string> => {
  const columns = columnsOf(spec).filter((column) => column !== value)
  return spec.mark === "point" && spec.label !== undefined
    ? [spec.label, ...columns.filter((column) => column !== spec.label)]
    : columns
}

/** What stands above, from left to right. */
const heading = ({ data: { unit }, spec }: Drawing, value: string): string => {
  const label =
    spec.mark === "point" ? `${columnLabel(spec.y)} by ${columnLabel(spec.x).toLowerCase()}` : columnLabel(value)
  const name = unitName(unit)
  const title = spec.title ?? label
  return name === null || title.includes(name) ? title : `${title} (${name})`
}

/** A chart in letters: for each row its labels, a bar from zero on, and the value. Lines have at most 72 columns. */
export const chartText = (drawn: Drawing): string => {
  const { columns, rows, unit } = drawn.data
  const isNumber = (column: string) => rows.every((row) => typeof row[columns.indexOf(column)] === "number")
  const value = valueColumn(drawn.spec, isNumber)
  const at = columns.indexOf(value)
  const others = labelColumns(drawn.spec, value).map((column) => columns.indexOf(column))
  const values = rows.map((row) => Number(row[at]))
  const total = drawn.spec.mark === "arc" ? values.reduce((sum, one) => sum + one, 0) : null
  const widest = Math.floor((widestLabels - (others.length - 1) * separator.length) / others.length)
  const widths = others.map((other) => Math.min(widest, Math.max(...rows.map((row) => textWidth(String(row[other]))))))
  const labels = rows.map((row) =>
    others
      .map((other, index) => {
        const width = widths[index] ?? 0
        return padded(clipped(String(row[other]), width), width)
      })
      .join(separator)
  )
  const labelWidth = widths.reduce((sum, width) => sum + width + separator.length, -separator.length)
  const share = (one: number) => (total === null || unit === "ratio" ? "" : ` ${((one / total) * 100).toFixed(1)}%`)
  const amounts = values.map((one) => shortAmount(one, unit) + share(one))
  const amountWidth = Math.max(...amounts.map(textWidth))
  const room = Math.min(widestBar, chartWidth - labelWidth - amountWidth - 4)
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)]
  const range = most - least || 1
  const below = Math.round((-least / range) * room)
  const lines = values.map((one, index) => {
    const length = Math.abs(one) / range
    const left = one < 0 ? "█".repeat(Math.min(below, Math.max(1, Math.round(length * room)))) : ""
    const right = one > 0 ? bar(Math.max(1, Math.min((room - below) * 8, Math.round(length * room * 8)))) : ""
    const drawnBar = `${" ".repeat(below - left.length)}${left}${right.padEnd(room - below)}`
    return `${labels[index]}  ${drawnBar}  ${(amounts[index] ?? "").padStart(amountWidth)}`.trimEnd()
  })
  return [clipped(heading(drawn, value), chartWidth), ...lines].join("\n")
}
