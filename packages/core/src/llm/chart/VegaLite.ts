import type { Schema } from "effect"
import type { Drawing } from "./Chart.ts"
import { layersOf } from "./ChartLayers.ts"
import { type ChartTheme, chartColours, chartFont } from "./ChartTheme.ts"
import { clipped } from "./TextWidth.ts"

/** The widest title, in columns. */
const widestTitle = 84

/** A specification of Vega-Lite 6. */
export type VegaLiteSpec = { readonly [key: string]: Schema.Json }

/** The look of every chart. Nothing is described for screen readers by generated expressions: the picture has a title. */
const config = (theme: ChartTheme): VegaLiteSpec => {
  const { faint, grid, series, text } = chartColours[theme]
  return {
    aria: false,
    font: chartFont,
    view: { stroke: null },
    mark: { color: series[0] ?? text },
    title: { color: text, fontSize: 16, fontWeight: 600, anchor: "start", offset: 16 },
    axis: {
      labelColor: text,
      titleColor: faint,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      titlePadding: 10,
      gridColor: grid,
      domainColor: faint,
      tickColor: faint,
      labelPadding: 6
    },
    legend: { labelColor: text, titleColor: faint, labelFontSize: 12, labelLimit: 0, symbolSize: 110, rowPadding: 4 },
    range: { category: [...series] }
  }
}

/**
 * A chart as Vega-Lite draws it: all data is in it, under names of ours (`x`, `y`, `c`, `t`), so that no word of a user's is
 * ever the name of a field or a part of an expression.
 */
export const vegaLite = (drawn: Drawing, theme: ChartTheme): VegaLiteSpec => {
  const { background } = chartColours[theme]
  const { title } = drawn.spec
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background,
    padding: 20,
    ...(title === undefined ? {} : { title: clipped(title, widestTitle) }),
    ...layersOf(drawn, chartColours[theme]),
    config: config(theme)
  }
}
