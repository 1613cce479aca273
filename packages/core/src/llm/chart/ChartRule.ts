import { Option, Schema } from "effect"
import { MethodFamily } from "../../match/Method.ts"
import { WeightClass, weightClassName } from "../../ranking/WeightClass.ts"
import { BoutRecordId, boutRecord } from "../../stats/BoutRecord.ts"
import { GroupMetricId, groupMetric } from "../../stats/GroupMetric.ts"
import { MetricId, metric } from "../../stats/Metric.ts"
import type { ToolTable } from "../ToolTable.ts"
import { type Chart, type ChartFold, type ChartRequest, type ChartSpec, foldedColumns, mostFolded } from "./Chart.ts"
import { cellsOf, isId, isNumeric, isOrdinal, isTime, type Rows, unitOf } from "./ChartColumn.ts"
import { chartText } from "./ChartText.ts"
import { drawing } from "./Drawing.ts"
import { textWidth } from "./TextWidth.ts"

type Table = Rows & Pick<ToolTable, "unit" | "truncated">

/** The longest label that stands under a bar, in columns; bars with longer ones lie. */
const widestUpright = 9

/** Bars that stand beside each other; more of them lie. */
const mostUpright = 8

/** Bars that are still read; above it, two figures for each are points. */
const mostBars = 12

const mostSlices = 6

/** How many numbers a table of so few rows needs. */
const numbersNeeded = (rows: number): number =>
  rows >= 3 ? 1 : rows === 2 ? 2 : rows === 1 ? 4 : Number.POSITIVE_INFINITY

/** Whether rows are worth a chart: 3 or more with a number, 2 with two numbers, or 1 with four. Ids are no numbers. */
export const isWorthChart = (table: Rows): boolean =>
  table.columns.filter((column) => isNumeric(table, column)).length >= numbersNeeded(table.rows.length)

/** Columns whose words divide what they count: their parts make a whole. */
const dividing = /^(method|method_?family|result|outcome|stance|decision|finish|how)$/i

const distinctIn = (table: Rows, column: string): number => new Set(cellsOf(table, column)).size

/** What tells rows apart, names before everything else. */
const labelsOf = (table: Rows): ReadonlyArray<string> => {
  const words = table.columns.filter(
    (column) =>
      !isId(column) &&
      !isTime(table, column) &&
      column !== "unit" &&
      cellsOf(table, column).some((cell) => cell !== null) &&
      cellsOf(table, column).every((cell) => cell === null || (typeof cell === "string" && !isNumeric(table, column)))
  )
  const isName = (column: string) => /^(name|fighter)(_?name)?$/i.test(column)
  return [...words.filter(isName), ...words.filter((column) => !isName(column))]
}

/** Figures that can be drawn, "value" before all others. */
const measuresOf = (table: Rows): ReadonlyArray<string> => {
  const numbers = table.columns.filter(
    (column) => isNumeric(table, column) && !isOrdinal(column) && !isTime(table, column)
  )
  return numbers.includes(foldedColumns.value) ? [foldedColumns.value] : numbers
}

/** The figures that are measured alike, the most that are. */
const alike = (table: Table, measures: ReadonlyArray<string>): ReadonlyArray<string> => {
  const groups = Map.groupBy(measures, (column) => unitOf(table, column) ?? "")
  const [first = [], ...others] = groups.values()
  return others.reduce((most, group) => (group.length > most.length ? group : most), first).slice(0, mostFolded)
}

const foldOf = (columns: ReadonlyArray<string>): ChartFold => [...columns]

const plain = (spec: ChartSpec): ChartRequest => ({ spec, fold: null })

const { category, value } = foldedColumns

const isRanked = ({ columns }: Rows): boolean => columns.includes("rank")

/** Two or more fighters with three or more ratios: a shape for each. */
const radarOf = (table: Table, labels: ReadonlyArray<string>, measures: ReadonlyArray<string>): ChartRequest | null => {
  const [name, axis] = labels
  if (name === undefined) return null
  const ratios = measures.filter((column) => unitOf(table, column) === "ratio")
  const isWide = ratios.length >= 3 && table.rows.length >= 2 && table.rows.length <= 4
  if (isWide)
    return { fold: foldOf(ratios.slice(0, mostFolded)), spec: { mark: "radar", axis: category, value, color: name } }
  const isLong =
    axis === "metric" &&
    measures[0] === value &&
    unitOf(table, value) === "ratio" &&
    distinctIn(table, name) >= 2 &&
    distinctIn(table, name) <= 4 &&
    distinctIn(table, axis) >= 3
  return isLong ? plain({ mark: "radar", axis, value, color: name }) : null
}

/** Whether no two rows have the same in all of the columns. */
const areDistinct = (table: Rows, ...columns: ReadonlyArray<string>): boolean => {
  const at = columns.map((column) => table.columns.indexOf(column))
  return new Set(table.rows.map((row) => JSON.stringify(at.map((index) => row[index])))).size === table.rows.length
}

/** A figure over time; of several at one time, a line for each of those whom the first label names. */
const lineOf = (table: Table, labels: ReadonlyArray<string>, y: string): ChartRequest | null => {
  const x = table.columns.find((column) => isTime(table, column))
  if (x === undefined || distinctIn(table, x) < 2) return null
  if (distinctIn(table, x) === table.rows.length) return plain({ mark: "line", x, y })
  // A line has more than one point.
  const color = labels.find(
    (label) => distinctIn(table, label) * 2 <= table.rows.length && areDistinct(table, x, label)
  )
  return color === undefined ? null : plain({ mark: "line", x, y, color })
}

const isWhole = (table: Table, label: string, y: string): boolean => {
  const parts = cellsOf(table, y).map(Number)
  const unit = unitOf(table, y)
  return (
    !table.truncated &&
    (dividing.test(label) || (unit === "ratio" && Math.abs(parts.reduce((sum, part) => sum + part, 0) - 1) < 0.001)) &&
    parts.length <= mostSlices &&
    parts.every((part) => part >= 0) &&
    distinctIn(table, label) === parts.length
  )
}

const upright = (table: Table, label: string, y: string, color?: string): ChartRequest => {
  const texts = cellsOf(table, label).map(String)
  const lies = texts.length > mostUpright || texts.some((text) => textWidth(text) > widestUpright)
  const series = color === undefined ? {} : { color }
  return plain(lies ? { mark: "bar", x: y, y: label, ...series } : { mark: "bar", x: label, y, ...series })
}

/** By what tells the rows apart: a label, or two of them; in a ranked list it is the first, whoever is in it twice. */
const barOf = (table: Table, labels: readonly [string, ...ReadonlyArray<string>], y: string): ChartRequest => {
  const [first, ...others] = labels
  if (isRanked(table)) return upright(table, first, y)
  const alone = labels.find((label) => areDistinct(table, label))
  if (alone !== undefined) return upright(table, alone, y)
  const beside = others.find((label) => areDistinct(table, first, label))
  return beside === undefined ? upright(table, first, y) : upright(table, beside, y, first)
}

/**
 * How a table is drawn, by its columns alone: ratios of several fighters as a radar; a figure over time as a line; the
 * parts of a whole as a ring; a figure for each of some names as bars, which lie where names are long or many; two
 * figures as points; the figures of one row as bars. Null where no chart would say more than the table.
 */
export const chartOf = (table: Table): ChartRequest | null => {
  const measures = measuresOf(table)
  const labels = labelsOf(table)
  const [y, other] = measures
  const [label, ...beside] = labels
  if (!isWorthChart(table) || y === undefined) return null
  if (table.rows.length === 1) {
    const fold = alike(table, measures)
    return fold.length < 2 ? null : { fold, spec: { mark: "bar", x: value, y: category } }
  }
  const shaped = isRanked(table) ? null : (radarOf(table, labels, measures) ?? lineOf(table, labels, y))
  if (shaped !== null) return shaped
  if (label !== undefined && (other === undefined || table.rows.length <= mostBars)) {
    return isWhole(table, label, y)
      ? plain({ mark: "arc", theta: y, color: label })
      : barOf(table, [label, ...beside], y)
  }
  if (other === undefined) return null
  return plain(label === undefined ? { mark: "point", x: y, y: other } : { mark: "point", x: y, y: other, label })
}

const asksForChart =
  /\b(trends?|over (?:the )?(?:time|years)|(?:by|per|each|every) (?:year|month|season|(?:weight ?)?class|division)|through the years|evol\w+|compar(?:e[sd]?|ing|isons?)|versus|vs\.?|distribut\w+|break ?down|share of|charts?|graphs?|plots?|visuali[sz]\w*|progress\w*)\b|추이|추세|변화|비교|차트|그래프|도표|시각화|분포|비율별|연도별|해마다|매년|월별|체급별|방법별/i

/** Tools whose rows are a ranked list, a series or a comparison. */
const charted: ReadonlySet<string> = new Set(["leaderboard", "boutRecords", "series", "compare"])

/**
 * Whether an answer with such a table gets a chart that nobody asked a tool for: the table is a ranked list, a series or a
 * comparison, or the question asks for a trend, a comparison, a distribution or a picture.
 */
export const wantsChart = ({ question, tool }: { readonly question: string; readonly tool: string }): boolean =>
  charted.has(tool) || asksForChart.test(question)

const Asked = Schema.Struct({
  metric: Schema.optionalKey(Schema.Union([MetricId, GroupMetricId])),
  record: Schema.optionalKey(BoutRecordId),
  method: Schema.optionalKey(MethodFamily),
  weightClass: Schema.optionalKey(WeightClass),
  from: Schema.optionalKey(Schema.String),
  to: Schema.optionalKey(Schema.String)
})
const isMetricId = Schema.is(MetricId)
const asked = Schema.decodeUnknownOption(Asked)

/** "2024" for a year, "2018 to 2020", "since 2018-05-01"; nothing where all days count. */
const daysIn = (from = "", to = ""): ReadonlyArray<string> => {
  const first = from.replace(/-01-01$/, "")
  const last = to.replace(/-12-31$/, "")
  if (first === "" && last === "") return []
  if (first === "") return [`until ${last}`]
  if (last === "") return [`since ${first}`]
  return [first === last ? first : `${first} to ${last}`]
}

/** What a call asked for, in words; undefined where its arguments do not tell. */
const titleOf = (args: unknown): string | undefined =>
  Option.match(asked(args), {
    onNone: () => undefined,
    onSome: ({ from, method, metric: id, record, to, weightClass }) => {
      const label =
        id !== undefined
          ? (isMetricId(id) ? metric(id) : groupMetric(id)).label
          : record === undefined
            ? undefined
            : boutRecord(record).label
      if (label === undefined) return undefined
      const told = method === undefined ? label : `${label} (${method})`
      return [told, ...(weightClass === undefined ? [] : [weightClassName(weightClass)]), ...daysIn(from, to)].join(
        ", "
      )
    }
  })

/** A table that a tool gave in an answer. */
export interface Tabled {
  readonly callId: string
  readonly tool: string
  readonly args: unknown
  readonly table: ToolTable
}

/** The chart that an answer gets by rule beside its table; null where it wants none, or the table is not worth one. */
export const chartByRule = (question: string, { args, callId, table, tool }: Tabled): Chart | null => {
  const request = wantsChart({ question, tool }) ? chartOf(table) : null
  if (request === null) return null
  const title = titleOf(args)
  const spec = title === undefined ? request.spec : { ...request.spec, title }
  const drawn = drawing(table, { ...request, spec })
  return "problem" in drawn ? null : { callId, ...drawn, fallback: chartText(drawn) }
}
