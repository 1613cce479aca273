import { assert, layer } from "@effect/vitest"
import type { ChartSpec, Drawing } from "@mma-savant/core/llm/chart/Chart"
import { ChartRenderer } from "@mma-savant/core/llm/chart/ChartRenderer"
import { drawing } from "@mma-savant/core/llm/chart/Drawing"
import { Effect } from "effect"
import * as VegaChartRenderer from "../../src/vega/VegaChartRenderer.ts"

const hostile = [
  `</text><script>alert(1)</script>`,
  `" onload="alert(1)`,
  `]]>&amp;<![CDATA[`,
  "\u0000\ud800\u202e",
  "datum['v'] + alert(1)",
  `'"\`\${alert(1)}`,
  "__proto__",
  "constructor"
]

const columns = ["n", "value", "w", "c"]
const rows = hostile.map((text, index) => [text, index + 1, index * 2, text])

const specs: ReadonlyArray<ChartSpec> = [
  { mark: "bar", x: "n", y: "value" },
  { mark: "bar", x: "value", y: "n" },
  { mark: "bar", x: "n", y: "value", color: "c" },
  { mark: "bar", x: "n", y: "value", color: "c", stack: true },
  { mark: "line", x: "n", y: "value" },
  { mark: "point", x: "value", y: "w", label: "n", color: "c" },
  { mark: "arc", theta: "value", color: "n" },
  { mark: "radar", axis: "n", value: "value" }
]

const drawn = (spec: ChartSpec, unit: string | null = null, data: typeof rows = rows): Drawing => {
  const made = drawing({ columns, rows: data, unit }, { spec, fold: null })
  assert.notProperty(made, "problem")
  return made as Drawing
}

/** The names of the elements and of their attributes; fails for what is not well-formed. */
const markup = (svg: string) => {
  const elements = new Set<string>()
  const attributes = new Set<string>()
  const open: Array<string> = []
  const rest = svg.replace(/<(\/?)([\w:]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/g, (_, close, name, given, alone) => {
    elements.add(name)
    for (const [, attribute = ""] of given.matchAll(/ ([\w:-]+)="/g)) attributes.add(attribute)
    if (close === "/") assert.strictEqual(open.pop(), name)
    else if (alone !== "/") open.push(name)
    return ""
  })
  assert.deepStrictEqual(open, [])
  assert.notMatch(rest, /[<\0]/)
  assert.notMatch(rest.replace(/&(amp|lt|gt|quot);/g, ""), /&/)
  return { elements, attributes }
}

const known = new Set(["svg", "title", "g", "path", "text", "line", "rect", "circle"])

layer(VegaChartRenderer.layer)("VegaChartRenderer", (it) => {
  it.effect.each(specs)("draws hostile words as words: $mark", (spec) =>
    Effect.gen(function* () {
      const { svg } = yield* ChartRenderer
      const titled = drawn({ ...spec, title: hostile.join(" ").slice(0, 120) })
      for (const theme of ["light", "dark"] as const) {
        const picture = yield* svg(titled, theme)
        const { attributes, elements } = markup(picture)
        for (const element of elements) assert.isTrue(known.has(element), element)
        for (const attribute of attributes) assert.notMatch(attribute, /^on|href|^src/)
        assert.notInclude(picture, "<script")
        assert.notInclude(picture, "http://example")
        assert.match(picture, /^<svg role="img" /)
      }
    })
  )

  it.effect("the words are there, and the same drawing gives the same picture", () =>
    Effect.gen(function* () {
      const { svg } = yield* ChartRenderer
      const bars = drawn({ mark: "bar", x: "value", y: "n", title: "승률 <1%>" }, "ratio", [
        ["정찬성", 0.66, 0, ""],
        ["Jiří Procházka", 0.5, 0, ""]
      ])
      const [light, again, dark] = [yield* svg(bars, "light"), yield* svg(bars, "light"), yield* svg(bars, "dark")]
      assert.strictEqual(light, again)
      for (const word of ["<title>승률 &lt;1%&gt;</title>", ">정찬성<", ">Jiří Procházka<", ">66.0%<", ">40%<"]) {
        assert.include(light, word)
      }
      assert.notStrictEqual(light, dark)
      assert.include(dark, "#14181d")
    })
  )

  it.effect("seconds are minutes and seconds on the axis, and years are years in any zone", () =>
    Effect.gen(function* () {
      const { svg } = yield* ChartRenderer
      const times = drawn({ mark: "bar", x: "value", y: "n" }, "seconds", [
        ["Ana", 275, 0, ""],
        ["Bea", 605, 0, ""]
      ])
      const seconds = yield* svg(times, "light")
      for (const tick of ["0:00", "2:00", "10:00", "4:35", "10:05"]) assert.include(seconds, `>${tick}<`)
      const years = yield* svg(
        {
          spec: { mark: "line", x: "y", y: "value" },
          data: {
            columns: ["y", "value"],
            rows: [
              ["2023", 1],
              ["2024", 2]
            ],
            unit: null
          }
        },
        "light"
      )
      assert.include(years, ">2023<")
      assert.include(years, ">2024<")
      assert.notInclude(years, ">2022<")
    })
  )

  it.effect("fifty rows, nothing but zeros, and below zero", () =>
    Effect.gen(function* () {
      const { svg } = yield* ChartRenderer
      const many = Array.from({ length: 50 }, (_, index) => [`F${index}`, index, 0, ""])
      for (const [data, count] of [
        [many, 50],
        [many.slice(0, 3).map((row) => row.with(1, 0)), 3],
        [many.slice(0, 5).map((row, index) => row.with(1, index - 2)), 5]
      ] as const) {
        for (const spec of specs.slice(0, 2)) {
          const picture = yield* svg(drawn(spec, null, data), "light")
          assert.strictEqual(picture.match(/>F\d+</g)?.length, count)
          assert.notMatch(picture, /NaN|Infinity|undefined/)
        }
      }
    })
  )

  it.effect("what is no chart is an error, and no defect", () =>
    Effect.gen(function* () {
      const { svg } = yield* ChartRenderer
      const ring = drawn({ mark: "arc", theta: "value", color: "n" })
      const failure = yield* Effect.flip(svg(ring, "sepia" as never))
      assert.strictEqual(failure._tag, "ChartNotRendered")
    })
  )

  it.effect("no text is made into code, whatever is drawn", () =>
    Effect.gen(function* () {
      const { svg } = yield* ChartRenderer
      const real = globalThis.Function
      yield* Effect.acquireUseRelease(
        Effect.sync(() => {
          globalThis.Function = new Proxy(real, {
            apply: () => assert.fail("code was made from text"),
            construct: () => assert.fail("code was made from text")
          })
        }),
        () => Effect.forEach(specs, (spec) => svg(drawn(spec), "light")),
        () =>
          Effect.sync(() => {
            globalThis.Function = real
          })
      )
    })
  )
})
