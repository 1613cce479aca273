import { assert, describe, it } from "@effect/vitest"
import type { ChartSpec, Drawing } from "../../../src/llm/chart/Chart.ts"
import { type ChartTheme, chartColours } from "../../../src/llm/chart/ChartTheme.ts"
import { vegaLite } from "../../../src/llm/chart/VegaLite.ts"

const word = "datum['x'] alert(1)"

const columns = [word, "v", "w", "c"]
const data: Drawing["data"] = {
  columns,
  rows: [
    ["A", 1, 2, "one"],
    ["B", 3, 4, "one"],
    ["C", 5, 6, "one"]
  ],
  unit: "seconds"
}

const specs: ReadonlyArray<ChartSpec> = [
  { mark: "bar", title: word, x: word, y: "v" },
  { mark: "bar", title: word, x: "v", y: word, color: "c" },
  { mark: "bar", x: word, y: "v", color: "c", stack: true },
  { mark: "line", x: word, y: "v", color: "c" },
  { mark: "point", x: "v", y: "w", label: word, color: "c" },
  { mark: "arc", theta: "v", color: word },
  { mark: "radar", axis: word, value: "v", color: "c" }
]

/** Every field of an object and of what is in it, with its name. */
const fieldsIn = (value: unknown): ReadonlyArray<readonly [name: string, value: unknown]> => {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [[name, inner] as const, ...fieldsIn(inner)])
}

const marksIn = (drawn: Drawing): ReadonlyArray<string> =>
  fieldsIn(vegaLite(drawn, "light")).flatMap(([name, value]) =>
    name === "type" && ["bar", "line", "point", "arc", "text"].includes(String(value)) ? [String(value)] : []
  )

describe("a chart in Vega-Lite", () => {
  it.each(specs)("has fields of ours alone, and no expression but a constant: $mark", (spec) => {
    const fields = fieldsIn(vegaLite({ spec, data }, "dark"))
    for (const [name, value] of fields) {
      if (name === "field") assert.match(String(value), /^[a-z]+$/)
      if (name === "labelExpr") assert.notInclude(String(value), "alert")
      assert.notInclude(["expr", "signal", "transform", "url", "href", "params", "test", "calculate", "filter"], name)
    }
  })

  it.each<readonly [marks: ReadonlyArray<string>, spec: ChartSpec]>([
    [["bar", "text"], { mark: "bar", x: word, y: "v" }],
    [["bar"], { mark: "bar", x: word, y: "v", color: "c" }],
    [["line"], { mark: "line", x: word, y: "v" }],
    [["point", "text"], { mark: "point", x: "v", y: "w", label: word }],
    [["arc"], { mark: "arc", theta: "v", color: word }],
    [["line", "line", "point", "text", "text", "text", "text"], { mark: "radar", axis: word, value: "v", color: "c" }]
  ])("is drawn of %j", (marks, spec) => {
    assert.deepStrictEqual(marksIn({ spec, data }), marks)
  })

  it("draws a bar for each row, in their order", () => {
    const { layer } = vegaLite({ spec: { mark: "bar", x: word, y: "v" }, data }, "light")
    const [first] = Array.isArray(layer) ? layer : []
    assert.deepStrictEqual(first.data.values, [
      { k: "A", v: 1, t: "0:01" },
      { k: "B", v: 3, t: "0:03" },
      { k: "C", v: 5, t: "0:05" }
    ])
    assert.deepInclude(first.encoding.x, { field: "k", type: "nominal", sort: null })
    assert.deepInclude(first.encoding.y, { field: "v", type: "quantitative" })
  })

  it("has years as time, without the zone of any machine", () => {
    const rows = [
      ["2023", 0.4],
      ["2024", 0.5]
    ]
    const { data: drawn } = vegaLite(
      { spec: { mark: "line", x: "year", y: "v" }, data: { columns: ["year", "v"], rows, unit: "ratio" } },
      "light"
    )
    assert.deepStrictEqual(drawn, {
      values: [
        { k: Date.UTC(2023, 0), v: 0.4 },
        { k: Date.UTC(2024, 0), v: 0.5 }
      ]
    })
  })

  it("keeps names apart that are alike as far as they are shown", () => {
    const rows = [
      "Whittaker vs. Gastelum, International Fight Week I",
      "Whittaker vs. Gastelum, International Fight Week II"
    ]
    const spec: ChartSpec = { mark: "bar", x: "v", y: "n" }
    const drawn: Drawing = { spec, data: { columns: ["v", "n"], rows: rows.map((name) => [1, name]), unit: null } }
    const names = fieldsIn(vegaLite(drawn, "light")).flatMap(([name, value]) => (name === "k" ? [String(value)] : []))
    assert.strictEqual(new Set(names).size, 2)
  })
})

/** The relative luminance of a colour, as WCAG defines it. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

it.each<ChartTheme>(["light", "dark"])("every colour stands out: %s", (theme) => {
  const { background, faint, series, text } = chartColours[theme]
  for (const one of series) assert.isAtLeast(contrast(one, background), 3, one)
  for (const one of [text, faint]) assert.isAtLeast(contrast(one, background), 4.5, one)
})
