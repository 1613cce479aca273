import type { Cell, ToolTable } from "../ToolTable.ts"
import {
  type ChartData,
  type ChartFold,
  type ChartRequest,
  type ChartSpec,
  columnsOf,
  type Drawing,
  foldedColumns,
  mostChartRows,
  valueColumn
} from "./Chart.ts"
import { cellsOf, columnLabel, isNumeric, isTime, numberOf, type Rows, unitOf } from "./ChartColumn.ts"
import { chartColours } from "./ChartTheme.ts"

/** The longest text in a chart, in UTF-16 code units. */
const mostLetters = 60

/** The most colours that can be told apart. */
const mostSeries = chartColours.light.series.length

/** The fewest directions that make a shape. */
const fewestAxes = 3

type Table = Rows & Pick<ToolTable, "unit">

/** Why rows cannot be drawn as a spec says, for whoever wrote it. */
export interface NotDrawn {
  readonly problem: string
}

const not = (problem: string): NotDrawn => ({ problem })

const named = (columns: ReadonlyArray<string>): string => columns.map((column) => `"${column}"`).join(", ")

/** On one line, without what XML cannot hold, and what moves a cursor or turns a line round. */
const tidy = (given: string): string =>
  given
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, "")
    .trim()

const text = (cell: Cell): string => {
  const clean = tidy(cell === null ? "-" : String(cell))
  return clean.length <= mostLetters
    ? clean
    : `${clean
        .slice(0, mostLetters - 1)
        .toWellFormed()
        .trimEnd()}…`
}

const tidied = (spec: ChartSpec): ChartSpec => {
  if (spec.title === undefined) return spec
  const { title, ...untitled } = spec
  const clean = tidy(title)
  return clean === "" ? untitled : { ...spec, title: clean }
}

/** The columns under each other: a row for each of them, by its label; the others stand beside. */
const folded = ({ columns, rows }: Rows, fold: ChartFold): Rows => {
  const rest = columns.filter(
    (column) => !fold.includes(column) && !Object.values<string>(foldedColumns).includes(column)
  )
  const at = (row: ReadonlyArray<Cell>, column: string): Cell => row[columns.indexOf(column)] ?? null
  return {
    columns: [...rest, foldedColumns.category, foldedColumns.value],
    rows: rows.flatMap((row) =>
      fold.map((column) => [...rest.map((one) => at(row, one)), columnLabel(column), at(row, column)])
    )
  }
}

/** The one unit of the values; undefined where there are several. */
const unitIn = (table: Table, fold: ChartFold | null, value: string): string | null | undefined => {
  const units = new Set(
    (fold !== null && value === foldedColumns.value ? fold : [value]).map((column) => unitOf(table, column))
  )
  return units.size === 1 ? [...units][0] : undefined
}

/** The columns of which at most one row may have the same: what says where a value is drawn. */
const keysOf = (spec: ChartSpec, value: string): ReadonlyArray<string> =>
  spec.mark === "point" ? [] : columnsOf(spec).filter((column) => column !== value)

/** Texts that stand more than once, told apart by a number. */
const distinct = (rows: ChartData["rows"], index: number): ChartData["rows"] => {
  const seen = new Map<unknown, number>()
  return rows.map((row) => {
    const times = (seen.get(row[index]) ?? 0) + 1
    seen.set(row[index], times)
    return times === 1 ? row : row.with(index, `${row[index]} (${times})`)
  })
}

const valuesOf = ({ columns, rows }: ChartData, column: string): ReadonlyArray<string | number> =>
  rows.map((row) => row[columns.indexOf(column)] ?? "")

const countIn = (data: ChartData, column: string | undefined): number =>
  column === undefined ? 0 : new Set(valuesOf(data, column)).size

/** What is wrong with rows that have a place each; null for nothing. */
const wrongWith = (spec: ChartSpec, data: ChartData): string | null => {
  if (countIn(data, spec.color) > mostSeries) return `A chart has at most ${mostSeries} colours.`
  if (spec.mark === "radar" && countIn(data, spec.axis) < fewestAxes) return `A radar has ${fewestAxes} axes or more.`
  if (spec.mark === "radar" && data.rows.length < countIn(data, spec.axis) * Math.max(1, countIn(data, spec.color))) {
    return "A radar has a value on each axis for each colour."
  }
  if (spec.mark === "line" && countIn(data, spec.x) < 2) return "A line has two places or more."
  if (spec.mark !== "arc" && spec.mark !== "radar") return null
  const values = valuesOf(data, spec.mark === "arc" ? spec.theta : spec.value).map(Number)
  if (values.some((value) => value < 0)) return "A negative value is no part of a whole, and no length along an axis."
  return values.every((value) => value === 0) ? "All values are 0." : null
}

/**
 * The rows of a table as a spec wants them drawn: at most 50 of those that have all values, the first of them, or the
 * latest of a line over time. Several rows for one place of a plain bar or slice are told apart by a number; for every
 * other mark they are wrong.
 */
export const drawing = (given: Table, { fold, spec }: ChartRequest): Drawing | NotDrawn => {
  const missing = (fold ?? []).filter((column) => !isNumeric(given, column))
  if (missing.length > 0) return not(`No numbers stand in ${named(missing)}.`)
  const rows = fold === null ? given : folded(given, fold)
  const columns = columnsOf(spec)
  if (columns.length < 2) return not("A chart is drawn of two columns or more.")
  const unknown = columns.filter((column) => !rows.columns.includes(column))
  if (unknown.length > 0) return not(`There is no column ${named(unknown)}. The columns are ${named(rows.columns)}.`)
  const value = valueColumn(spec, (column) => isNumeric(rows, column))
  const numeric = spec.mark === "point" ? [spec.x, spec.y] : [value]
  const wordy = numeric.filter((column) => !isNumeric(rows, column))
  if (wordy.length > 0) return not(`No numbers stand in ${named(wordy)}.`)
  const unit = unitIn(given, fold, value)
  if (unit === undefined) return not(`The values of "${value}" are of several units.`)
  const cells = columns.map((column) => cellsOf(rows, column))
  const isNumber = columns.map((column) => numeric.includes(column))
  const kept = rows.rows.flatMap((_, row) => {
    const made = cells.map((of, index) => (isNumber[index] ? numberOf(of[row]) : text(of[row] ?? null)))
    return made.every((cell) => cell !== null) ? [made] : []
  })
  if (kept.length === 0) return not("No row has all the values.")
  const inTime = spec.mark === "line" && isTime(rows, spec.x)
  const at = inTime ? columns.indexOf(spec.x) : -1
  const ordered = inTime
    ? kept.toSorted((a, b) => (String(a[at]) < String(b[at]) ? -1 : 1)).slice(-mostChartRows)
    : kept
  const keys = keysOf(spec, value).map((column) => columns.indexOf(column))
  const first = ordered.slice(0, mostChartRows)
  const places = new Set(first.map((row) => JSON.stringify(keys.map((key) => row[key]))))
  const isPlain = keys.length === 1 && (spec.mark === "bar" || spec.mark === "arc")
  if (keys.length > 0 && !isPlain && places.size < first.length) {
    const by = columnsOf(spec).filter((column) => column !== value)
    return not(`Several rows have the same ${named(by)}: name a column for \`color\` that tells them apart.`)
  }
  const data: ChartData = { columns, rows: isPlain ? distinct(first, keys[0]!) : first, unit }
  const wrong = wrongWith(spec, data)
  return wrong === null ? { spec: tidied(spec), data } : not(wrong)
}
