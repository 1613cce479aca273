import type { Schema } from "effect"
import type { ChartSpec, Drawing } from "./Chart.ts"
import type { ChartColours } from "./ChartTheme.ts"
import { shortAmount } from "./ChartValue.ts"
import { clipped, textWidth } from "./TextWidth.ts"

type Json = { readonly [key: string]: Schema.Json }

const rings = 4

const widestLabel = 26

/** The side of the square, in pixels, and what of it the axes reach. */
const side = 340
const reach = 1.05

/** How far beyond the end of an axis its name stands. */
const nameAt = 1.1

/** The end of the axes: a round number at or above all values. */
const endOf = (values: ReadonlyArray<number>, unit: string | null): number => {
  const most = Math.max(...values)
  if (unit === "ratio") return most > 0.5 ? Math.max(1, most) : Math.max(0.1, Math.ceil(most * 10) / 10)
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 4, 5, 10].map((one) => one * power).find((one) => one >= most) ?? most
}

const channel = (field: "x" | "y") => ({
  field,
  type: "quantitative",
  axis: null,
  scale: { domain: [-reach, reach], nice: false, zero: false }
})

const place = { x: channel("x"), y: channel("y") }

/** Coordinates on the axis of that number, from the top clockwise. */
const at = (axis: number, axes: number, length: number) => {
  const angle = (axis / axes) * 2 * Math.PI
  return { x: Math.sin(angle) * length, y: Math.cos(angle) * length }
}

const lettered = (values: ReadonlyArray<Json>, mark: Json): Json => ({
  data: { values: [...values] },
  mark: { type: "text", ...mark },
  encoding: { ...place, text: { field: "t", type: "nominal" } }
})

/**
 * A radar in the marks of Vega-Lite, which has none: its lines are ordinary lines, between points that are computed here.
 * Each series has a value on each axis.
 */
export const radarLayers = (
  { axis, color, value }: Extract<ChartSpec, { readonly mark: "radar" }>,
  { columns, rows, unit }: Drawing["data"],
  colours: ChartColours
): Json => {
  const cell = (row: Drawing["data"]["rows"][number], column: string) => row[columns.indexOf(column)] ?? ""
  const axes = [...new Set(rows.map((row) => String(cell(row, axis))))]
  const series = color === undefined ? [""] : [...new Set(rows.map((row) => String(cell(row, color))))]
  const end = endOf(
    rows.map((row) => Number(cell(row, value))),
    unit
  )
  const lengthOf = (one: string, name: string) => {
    const row = rows.find((row) => cell(row, axis) === name && (color === undefined || cell(row, color) === one))
    return row === undefined ? 0 : Number(cell(row, value)) / end
  }
  const count = axes.length
  const levels = Array.from({ length: rings }, (_, ring) => (ring + 1) / rings)
  const closed = { type: "line", interpolate: "linear-closed" }
  const grid = levels.flatMap((level, ring) => axes.map((_, i) => ({ ...at(i, count, level), i, ring: String(ring) })))
  const spokes = axes.flatMap((_, spoke) =>
    [0, 1].map((length) => ({ ...at(spoke, count, length), i: length, ring: `spoke ${spoke}` }))
  )
  const shapes = series.flatMap((c) => axes.map((name, i) => ({ ...at(i, count, lengthOf(c, name)), i, c })))
  const ends = axes.map((name, i) => ({ ...at(i, count, nameAt), t: clipped(name, widestLabel) }))
  const order = { field: "i", type: "quantitative" }
  const named = { field: "c", type: "nominal", sort: null }
  const coloured = color === undefined ? {} : { color: { ...named, legend: legend(series) } }
  const filled = color === undefined ? {} : { fill: { ...named, legend: null } }
  const plain = color === undefined ? { fill: colours.series[0] ?? colours.text } : {}
  return {
    width: side,
    height: side,
    layer: [
      {
        data: { values: [...grid, ...spokes] },
        mark: { ...closed, stroke: colours.faint, strokeOpacity: 0.35, strokeWidth: 1 },
        encoding: { ...place, order, detail: { field: "ring", type: "nominal" } }
      },
      {
        data: { values: shapes },
        mark: { ...closed, strokeWidth: 2.5, fillOpacity: 0.12, ...plain },
        encoding: { ...place, order, ...coloured, ...filled }
      },
      {
        data: { values: shapes },
        mark: { type: "point", filled: true, size: 40, opacity: 1 },
        encoding: { ...place, ...coloured }
      },
      lettered(
        levels.map((level) => ({ x: 0, y: level, t: shortAmount(level * end, unit).replace(".0%", "%") })),
        { align: "left", baseline: "bottom", dx: 4, fontSize: 10, color: colours.faint }
      ),
      ...(["left", "center", "right"] as const).map((align) =>
        lettered(
          ends.filter(({ x }) => (Math.abs(x) < 0.05 ? "center" : x > 0 ? "left" : "right") === align),
          { align, baseline: "middle", fontSize: 12, color: colours.text }
        )
      )
    ]
  }
}

const legend = (series: ReadonlyArray<string>): Json => ({
  title: null,
  orient: "top",
  direction: "horizontal",
  columns: Math.max(1, Math.floor(60 / (Math.max(...series.map(textWidth)) + 6))),
  offset: 24,
  symbolFillColor: "transparent"
})
