import { Option, Schema } from "effect"
import { MetricId, metric } from "../../stats/Metric.ts"
import type { Cell, ToolTable } from "../ToolTable.ts"

export type Rows = Pick<ToolTable, "columns" | "rows">

const decodeMetric = Schema.decodeUnknownOption(MetricId)

/** The metric that a column is called after, however its words are joined: "koTkoWins" is "ko-tko-wins". */
const asMetric = (column: string): Option.Option<MetricId> =>
  decodeMetric(
    column
      .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
      .replaceAll(/[_\s]+/g, "-")
      .toLowerCase()
  )

/** Whether a column names things instead of measuring them: "id", "fighter_id", "matchId"; not "divided" or "avg_fight_mid". */
export const isId = (column: string): boolean => /(^|_)ids?$/i.test(column) || /[a-z0-9]Ids?$/.test(column)

const places: ReadonlySet<string> = new Set([
  "rank",
  "ranking",
  "place",
  "position",
  "round",
  "no",
  "number",
  "row",
  "seq"
])

/** Whether its numbers only put things in order. */
export const isOrdinal = (column: string): boolean => places.has(column.toLowerCase())

/** The number that a cell holds, in digits or as a number; truth is none. */
export const numberOf = (cell: Cell | undefined): number | null => {
  if (typeof cell === "number") return cell
  if (typeof cell !== "string" || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(cell)) return null
  const value = Number(cell)
  return Number.isFinite(value) ? value : null
}

/** What stands in a column, from the top; nothing for a column that is not there. */
export const cellsOf = ({ columns, rows }: Rows, column: string): ReadonlyArray<Cell> => {
  const index = columns.indexOf(column)
  return index === -1 ? [] : rows.map((row) => row[index] ?? null)
}

/** Whether a column has numbers and nothing else. Ids are none. */
export const isNumeric = (rows: Rows, column: string): boolean => {
  const cells = cellsOf(rows, column).filter((cell) => cell !== null)
  return !isId(column) && cells.length > 0 && cells.every((cell) => numberOf(cell) !== null)
}

const day = /^\d{4}(-\d{2}(-\d{2})?)?$/

/** The days of an ISO date, and the years of a column that says so. */
export const isTime = (rows: Rows, column: string): boolean => {
  const cells = cellsOf(rows, column).filter((cell) => cell !== null)
  const says = /(^|_)(year|month|date|day)$|(Year|Month|Date)$/i.test(column)
  return (
    cells.length > 0 &&
    cells.every((cell) =>
      says ? day.test(String(cell)) : typeof cell === "string" && /^\d{4}-\d{2}/.test(cell) && day.test(cell)
    )
  )
}

const suffixes: ReadonlyArray<readonly [suffix: RegExp, unit: string]> = [
  [/_?cm$/i, "cm"],
  [/_?kg$/i, "kg"],
  [/_(seconds|secs?)$|Seconds$/, "seconds"],
  [/^age$/i, "years"]
]

/** What the values of a column are measured in, as far as its name tells. */
const unitByName = (column: string): string | null =>
  Option.match(asMetric(column), {
    onSome: (id) => metric(id).unit,
    onNone: () => suffixes.find(([suffix]) => suffix.test(column))?.[1] ?? null
  })

/**
 * What the values of a column are measured in: the unit of the table, where it is of that column; what stands beside the
 * values, where it is one unit; or what the column's name tells. Undefined where several units stand under each other.
 */
export const unitOf = (table: Rows & Pick<ToolTable, "unit">, column: string): string | null | undefined => {
  if (column !== "value") return unitByName(column)
  const beside = [...new Set(cellsOf(table, "unit"))]
  if (beside.length > 1) return undefined
  return typeof beside[0] === "string" ? beside[0] : table.unit
}

/** A column's name for people: the label of a metric, or its words. */
export const columnLabel = (column: string): string =>
  Option.match(asMetric(column), {
    onSome: (id) => metric(id).label,
    onNone: () => {
      const words = column
        .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
        .replaceAll(/[_\s]+/g, " ")
        .trim()
      const label = /[a-z]/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1).toLowerCase() : words
      return label.replace(/ (cm|kg)$/, " ($1)")
    }
  })
