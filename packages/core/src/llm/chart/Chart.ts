import { Schema } from "effect"

/** The most rows that a chart is drawn of. */
export const mostChartRows = 50

/** The most columns that are put under each other. */
export const mostFolded = 8

/** What {@link ChartFold} calls the columns that it makes: the name of a column, and what stood in it. */
export const foldedColumns = { category: "category", value: "value" } as const

const Column = Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(100))).annotate({
  description: "The name of a column"
})

const title = Schema.optionalKey(Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(120))))

const mark = <const M extends string, F extends Schema.Struct.Fields>(name: M, fields: F) =>
  Schema.Struct({ mark: Schema.Literal(name), title, ...fields })

/** One of x and y is numeric; where that is x, the bars lie. Those of one category stand side by side, by `color`. */
const Bar = mark("bar", {
  x: Column,
  y: Column,
  color: Schema.optionalKey(Column),
  stack: Schema.optionalKey(Schema.Boolean)
})

/** y over x, which is a year, a day, or anything in order; a line for each `color`. */
const Line = mark("line", { x: Column, y: Column, color: Schema.optionalKey(Column) })

/** Both are numeric; `label` is written beside each point. */
const Point = mark("point", {
  x: Column,
  y: Column,
  color: Schema.optionalKey(Column),
  label: Schema.optionalKey(Column)
})

/** The parts of a whole, as a ring. */
const Arc = mark("arc", { theta: Column, color: Column })

/** `value` along an axis for each of what stands in `axis`; a shape for each `color`. */
const Radar = mark("radar", { axis: Column, value: Column, color: Schema.optionalKey(Column) })

/**
 * How rows are drawn: a closed subset of Vega-Lite, in which every channel names a column. There are no expressions, no
 * transforms, no addresses and no data of its own. Radar is ours.
 */
export const ChartSpec = Schema.Union([Bar, Line, Point, Arc, Radar])
export type ChartSpec = typeof ChartSpec.Type

/** What else is written beside the fields is refused, instead of left out. */
const closed = <F extends Schema.Struct.Fields>(spec: Schema.Struct<F>) =>
  Schema.StructWithRest(spec, [Schema.Record(Schema.String, Schema.Unknown)]).pipe(
    Schema.check(
      Schema.makeFilter((given: object) => {
        const other = Object.keys(given).find((name) => !Object.hasOwn(spec.fields, name))
        return other === undefined || `no "${other.slice(0, 50)}"`
      })
    )
  )

/** A spec that a model writes. */
export const AskedSpec = Schema.Union([closed(Bar), closed(Line), closed(Point), closed(Arc), closed(Radar)])

/** The columns that stand under each other, as rows of a `category` and a `value`. */
export const ChartFold = Schema.Array(Column).pipe(
  Schema.check(Schema.isMinLength(2), Schema.isMaxLength(mostFolded), Schema.isUnique())
)
export type ChartFold = typeof ChartFold.Type

/** A spec, over columns that are folded before. */
export interface ChartRequest {
  readonly spec: ChartSpec
  readonly fold: ChartFold | null
}

/** What is drawn: the columns that the spec names, values as numbers, texts short and without control characters. */
export const ChartData = Schema.Struct({
  columns: Schema.Array(Schema.String),
  rows: Schema.Array(Schema.Array(Schema.Union([Schema.String, Schema.Finite]))).pipe(
    Schema.check(Schema.isMaxLength(mostChartRows))
  ),
  /** Of the values, as `MetricUnit` names it; null where it is not known. */
  unit: Schema.NullOr(Schema.String)
})
export type ChartData = typeof ChartData.Type

/** What it takes to draw a chart. */
export interface Drawing {
  readonly spec: ChartSpec
  readonly data: ChartData
}

/** A chart of the rows that a call of a tool gave. */
export const Chart = Schema.Struct({
  callId: Schema.String,
  spec: ChartSpec,
  data: ChartData,
  /** The chart in letters, in lines of at most 72 columns, for where no picture can be shown. */
  fallback: Schema.String
})
export type Chart = typeof Chart.Type

/** The column whose values are drawn, and those beside it. */
export const valueColumn = (spec: ChartSpec, isNumeric: (column: string) => boolean): string => {
  switch (spec.mark) {
    case "bar":
      return isLying(spec, isNumeric) ? spec.x : spec.y
    case "line":
    case "point":
      return spec.y
    case "arc":
      return spec.theta
    case "radar":
      return spec.value
  }
}

/** Whether the bars run from left to right. */
export const isLying = (
  { x, y }: Extract<ChartSpec, { readonly mark: "bar" }>,
  isNumeric: (column: string) => boolean
): boolean => isNumeric(x) && !isNumeric(y)

/** Every column that a spec names, once. */
export const columnsOf = (spec: ChartSpec): ReadonlyArray<string> => {
  switch (spec.mark) {
    case "bar":
    case "line":
      return each(spec.x, spec.y, spec.color)
    case "point":
      return each(spec.x, spec.y, spec.color, spec.label)
    case "arc":
      return each(spec.color, spec.theta)
    case "radar":
      return each(spec.axis, spec.value, spec.color)
  }
}

const each = (...columns: ReadonlyArray<string | undefined>): ReadonlyArray<string> => [
  ...new Set(columns.filter((column) => column !== undefined))
]
