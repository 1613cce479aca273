import type { Schema } from "effect"
import { type ChartSpec, type Drawing, foldedColumns, isLying } from "./Chart.ts"
import { valueAxis, valueScale } from "./ChartAxis.ts"
import { columnLabel } from "./ChartColumn.ts"
import type { ChartColours } from "./ChartTheme.ts"
import { shortAmount } from "./ChartValue.ts"
import { radarLayers } from "./RadarLayers.ts"
import { clipped, textWidth } from "./TextWidth.ts"

type Json = { readonly [key: string]: Schema.Json }
type Of<M extends ChartSpec["mark"]> = Extract<ChartSpec, { readonly mark: M }>

const widestLabel = 34
const widestSlanted = 22
/** Labels of upright bars that are not slanted: their width, and how many. */
const widestLevel = 12
const mostLevel = 10

/** Values are written beside upright bars, and names beside points, up to so many of them. */
const mostWritten = 16
const mostNamed = 25

const fontSize = 12

/** The middle of what a column of text takes, in pixels: nothing on a server measures letters. */
const columnPixels = 7

const colour = { field: "c", type: "nominal", sort: null } as const

const legendOf = (data: Drawing["data"], column: string): Json => {
  const widest = Math.max(...data.rows.map((row) => textWidth(String(row[data.columns.indexOf(column)]))))
  return {
    title: null,
    orient: "top",
    direction: "horizontal",
    columns: Math.max(1, Math.floor(90 / (widest + 6))),
    offset: 12
  }
}

/** The column of values has a name of its own only where nobody says it above. */
const titleOf = (column: string, spec: ChartSpec): string | null =>
  column === foldedColumns.value || (spec.title !== undefined && column === foldedColumns.category)
    ? null
    : columnLabel(column)

/** The cell of a row in each of the columns. */
const picks = (data: Drawing["data"], column: string) => {
  const index = data.columns.indexOf(column)
  return (row: Drawing["data"]["rows"][number]) => row[index] ?? ""
}

/** The widths of labels, as far as an axis must make room for them. */
const roomFor = (labels: ReadonlyArray<string>): number => Math.ceil(Math.max(...labels.map(textWidth)) * columnPixels)

const bars = (spec: Of<"bar">, data: Drawing["data"], colours: ChartColours): Json => {
  const isNumber = (column: string) => data.rows.every((row) => typeof picks(data, column)(row) === "number")
  const lies = isLying(spec, isNumber)
  const [key, value] = lies ? [spec.y, spec.x] : [spec.x, spec.y]
  const [k, v] = [picks(data, key), picks(data, value)]
  const c = spec.color === undefined ? null : picks(data, spec.color)
  const names = [...new Set(data.rows.map((row) => String(k(row))))]
  const slants = !lies && (names.length > mostLevel || names.some((name) => textWidth(name) > widestLevel))
  const widest = slants ? widestSlanted : widestLabel
  // Names that are cut alike stay apart by what is drawn under them: the whole name is the key.
  const shown = names.map((name) => clipped(name, widest))
  const clash = new Set(shown).size < names.length
  const label = (name: string) => (clash ? name : clipped(name, widest))
  const labels = names.map(label)
  const values = data.rows.map((row) => Number(v(row)))
  const series = c === null ? [""] : [...new Set(data.rows.map((row) => String(c(row))))]
  const rows = data.rows.map((row) => ({
    k: label(String(k(row))),
    v: Number(v(row)),
    t: shortAmount(Number(v(row)), data.unit).replace("-", "−"),
    ...(c === null ? {} : { c: String(c(row)), i: series.indexOf(String(c(row))) })
  }))
  const isStacked = spec.stack === true && c !== null
  const beside = isStacked ? 1 : series.length
  const [categoryChannel, valueChannel, offsetChannel] = lies ? ["y", "x", "yOffset"] : ["x", "y", "xOffset"]
  const category = {
    field: "k",
    type: "nominal",
    sort: null,
    scale: { paddingInner: 0.25, paddingOuter: 0.15 },
    axis: {
      title: null,
      ticks: false,
      labelLimit: 0,
      domain: !values.some((one) => one < 0),
      ...(lies
        ? { minExtent: roomFor(labels) }
        : slants
          ? { labelAngle: -40, labelAlign: "right", labelBaseline: "middle", labelOverlap: false }
          : { labelAngle: 0, labelOverlap: false })
    }
  }
  const amount = {
    field: "v",
    type: "quantitative",
    stack: isStacked ? "zero" : null,
    scale: isStacked ? { zero: true, nice: 6 } : valueScale(data.unit, values, true),
    axis: valueAxis(titleOf(value, spec), data.unit, values)
  }
  const place = { [categoryChannel]: category, [valueChannel]: amount }
  const isWritten = c === null && (lies || names.length <= mostWritten)
  const written = (isBelow: boolean): Json => ({
    data: { values: rows.filter((row) => row.v < 0 === isBelow) },
    mark: {
      type: "text",
      fontSize,
      color: colours.text,
      ...(lies
        ? { align: isBelow ? "right" : "left", baseline: "middle", dx: isBelow ? -5 : 5 }
        : { align: "center", baseline: isBelow ? "top" : "bottom", dy: isBelow ? 4 : -4 })
    },
    encoding: { ...place, text: { field: "t", type: "nominal" } }
  })
  const step = lies
    ? Math.max(26, beside * 13 + 8)
    : Math.max(names.length > mostLevel ? 24 : slants ? 48 : 72, beside * 16 + 12)
  return {
    [lies ? "height" : "width"]: { step },
    [lies ? "width" : "height"]: lies ? 460 : 300,
    layer: [
      {
        data: { values: rows },
        mark: { type: "bar", ...(isStacked ? {} : { cornerRadiusEnd: 2 }) },
        encoding: {
          ...place,
          ...(c === null || spec.color === undefined
            ? {}
            : {
                color: { ...colour, legend: legendOf(data, spec.color) },
                ...(isStacked ? { order: { field: "i", type: "quantitative" } } : { [offsetChannel]: colour })
              })
        }
      },
      ...(isWritten ? [written(false), ...(values.some((one) => one < 0) ? [written(true)] : [])] : [])
    ]
  }
}

const timeOf = (cell: string | number): number => {
  const [year = 0, month = 1, day = 1] = String(cell).split("-").map(Number)
  return Date.UTC(year, month - 1, day)
}

/** The most years that are written under a line. */
const mostYears = 14

const timeAxis = (cells: ReadonlyArray<string | number>): Json => {
  const isYears = cells.every((cell) => /^\d{4}$/.test(String(cell)))
  if (!isYears) return { format: "%Y-%m-%d", labelOverlap: true, tickCount: 6 }
  const years = [...new Set(cells.map(Number))].toSorted((a, b) => a - b)
  const every = Math.ceil(years.length / mostYears)
  const shown = years.filter((_, index) => index % every === 0)
  return { format: "%Y", values: shown.map((year) => ({ year, month: 1, date: 1, utc: true })), labelOverlap: false }
}

const lines = (spec: Of<"line">, data: Drawing["data"]): Json => {
  const [x, y] = [picks(data, spec.x), picks(data, spec.y)]
  const c = spec.color === undefined ? null : picks(data, spec.color)
  const cells = data.rows.map(x)
  const inTime = cells.every((cell) => /^\d{4}(-\d{2}(-\d{2})?)?$/.test(String(cell)))
  const values = data.rows.map((row) => Number(y(row)))
  const places = new Set(cells).size
  return {
    width: inTime ? 560 : Math.max(320, Math.min(900, places * 48)),
    height: 300,
    data: {
      values: data.rows.map((row) => ({
        k: inTime ? timeOf(x(row)) : clipped(String(x(row)), widestSlanted),
        v: Number(y(row)),
        ...(c === null ? {} : { c: String(c(row)) })
      }))
    },
    mark: {
      type: "line",
      strokeWidth: 2.5,
      point: { filled: true, size: 46 }
    },
    encoding: {
      x: inTime
        ? {
            field: "k",
            type: "temporal",
            scale: { type: "utc" },
            axis: { title: null, grid: false, labelFlush: false, ...timeAxis(cells) }
          }
        : {
            field: "k",
            type: "nominal",
            sort: null,
            axis: { title: titleOf(spec.x, spec), labelAngle: places > 12 ? -40 : 0 }
          },
      y: {
        field: "v",
        type: "quantitative",
        scale: valueScale(data.unit, values, false),
        axis: valueAxis(titleOf(spec.y, spec), data.unit, values)
      },
      ...(spec.color === undefined ? {} : { color: { ...colour, legend: legendOf(data, spec.color) } })
    }
  }
}

const points = (spec: Of<"point">, data: Drawing["data"], colours: ChartColours): Json => {
  const [x, y] = [picks(data, spec.x), picks(data, spec.y)]
  const c = spec.color === undefined ? null : picks(data, spec.color)
  const t = spec.label === undefined || data.rows.length > mostNamed ? null : picks(data, spec.label)
  const [across, up] = [data.rows.map((row) => Number(x(row))), data.rows.map((row) => Number(y(row)))]
  const channel = (field: string, column: string, unit: string | null, values: ReadonlyArray<number>) => ({
    field,
    type: "quantitative",
    scale: { zero: false, nice: true, padding: 16 },
    axis: valueAxis(columnLabel(column), unit, values)
  })
  const place = { x: channel("k", spec.x, null, across), y: channel("v", spec.y, data.unit, up) }
  return {
    width: 520,
    height: 360,
    data: {
      values: data.rows.map((row) => ({
        k: Number(x(row)),
        v: Number(y(row)),
        ...(t === null ? {} : { t: clipped(String(t(row)), widestSlanted) }),
        ...(c === null ? {} : { c: String(c(row)) })
      }))
    },
    layer: [
      {
        mark: { type: "point", filled: true, size: 70, opacity: 0.9 },
        encoding: {
          ...place,
          ...(spec.color === undefined ? {} : { color: { ...colour, legend: legendOf(data, spec.color) } })
        }
      },
      ...(t === null
        ? []
        : [
            {
              mark: { type: "text", align: "left", baseline: "middle", dx: 8, fontSize: 11, color: colours.text },
              encoding: { ...place, text: { field: "t", type: "nominal" } }
            }
          ])
    ]
  }
}

const ring = (spec: Of<"arc">, data: Drawing["data"], colours: ChartColours): Json => {
  const [name, part] = [picks(data, spec.color), picks(data, spec.theta)]
  const total = data.rows.reduce((sum, row) => sum + Number(part(row)), 0)
  return {
    width: 280,
    height: 280,
    data: {
      values: data.rows.map((row, i) => {
        const value = Number(part(row))
        const share = `${((value / total) * 100).toFixed(1)}%`
        const amount = data.unit === "ratio" ? share : `${shortAmount(value, data.unit)} (${share})`
        return { i, v: value, c: `${clipped(String(name(row)), widestLabel)} · ${amount}` }
      })
    },
    mark: { type: "arc", innerRadius: 78, outerRadius: 138, stroke: colours.background, strokeWidth: 2 },
    encoding: {
      theta: { field: "v", type: "quantitative", stack: true },
      order: { field: "i", type: "quantitative" },
      color: { ...colour, legend: { title: null, orient: "right", offset: 28, symbolType: "circle" } }
    }
  }
}

/** The size of a chart and what is drawn in it, without title and look. */
export const layersOf = ({ data, spec }: Drawing, colours: ChartColours): Json => {
  switch (spec.mark) {
    case "bar":
      return bars(spec, data, colours)
    case "line":
      return lines(spec, data)
    case "point":
      return points(spec, data, colours)
    case "arc":
      return ring(spec, data, colours)
    case "radar":
      return radarLayers(spec, data, colours)
  }
}
