import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import { AskedSpec, type ChartRequest, ChartSpec } from "../../../src/llm/chart/Chart.ts"
import { drawing } from "../../../src/llm/chart/Drawing.ts"
import type { Cell } from "../../../src/llm/ToolTable.ts"

const decode = Schema.decodeUnknownResult(AskedSpec)

const bar = { mark: "bar", x: "name", y: "value" }

describe("a spec", () => {
  it.each<unknown>([
    bar,
    { ...bar, title: "Wins", color: "class", stack: true },
    { mark: "line", x: "year", y: "value" },
    { mark: "point", x: "a", y: "b", label: "name" },
    { mark: "arc", theta: "n", color: "method" },
    { mark: "radar", axis: "metric", value: "value" }
  ])("%j is taken", (spec) => {
    assert.deepStrictEqual(decode(spec), Result.succeed(Schema.decodeUnknownSync(ChartSpec)(spec)))
  })

  it.each<readonly [what: string, spec: unknown]>([
    ["no mark", { x: "a", y: "b" }],
    ["an empty mark", { ...bar, mark: "" }],
    ["a mark of another library", { ...bar, mark: "treemap" }],
    ["an image", { mark: "image", url: "http://example.org/x.png" }],
    ["an address as data", { ...bar, data: { url: "http://example.org/x.csv" } }],
    ["values of its own", { ...bar, data: { values: [{ name: "Ana", value: 99 }] } }],
    ["a transform", { ...bar, transform: [{ calculate: "datum.x", as: "y" }] }],
    ["an expression", { ...bar, y: { expr: "alert(1)" } }],
    ["a signal", { ...bar, x: { signal: "alert(1)" } }],
    ["a link", { ...bar, href: "javascript:alert(1)" }],
    ["a link of a channel", { mark: "point", x: "a", y: "b", tooltip: { field: "a" } }],
    ["parameters", { ...bar, params: [{ name: "p", expr: "1" }] }],
    ["a setting", { ...bar, config: { customFormatTypes: true } }],
    ["a column without a name", { ...bar, x: "" }],
    ["a title without end", { ...bar, title: "x".repeat(121) }],
    ["what belongs to another mark", { mark: "arc", theta: "n", color: "m", x: "a" }]
  ])("with %s is refused", (_, spec) => {
    assert.isTrue(Result.isFailure(decode(spec)))
  })
})

const drawn = (
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<Cell>>,
  spec: ChartSpec,
  { fold = null, unit = null }: { readonly fold?: ChartRequest["fold"]; readonly unit?: string | null } = {}
) => drawing({ columns, rows, unit }, { spec, fold })

const rowsIn = (...given: Parameters<typeof drawn>) => {
  const result = drawn(...given)
  return "problem" in result ? result.problem : result.data.rows
}

const upright = { mark: "bar", x: "name", y: "value" } as const

describe("a drawing", () => {
  it("holds the columns that the spec names, and nothing else", () => {
    assert.deepStrictEqual(
      drawn(["rank", "name", "value", "fighterId"], [[1, "Ana", "12.5", 7]], upright, { unit: "count" }),
      {
        spec: upright,
        data: { columns: ["name", "value"], rows: [["Ana", 12.5]], unit: "count" }
      }
    )
  })

  it("leaves out rows without a value, and has at most fifty", () => {
    const rows = Array.from({ length: 70 }, (_, index) => [`F${index}`, index === 3 ? null : index])
    const kept = rowsIn(["name", "value"], rows, upright)
    assert.strictEqual(kept.length, 50)
    assert.deepStrictEqual(kept.at(-1), ["F50", 50])
  })

  it("of a line over time has the latest fifty, in their order", () => {
    const rows = Array.from({ length: 70 }, (_, index) => [2069 - index, index])
    const kept = rowsIn(["year", "value"], rows, { mark: "line", x: "year", y: "value" })
    assert.deepStrictEqual(
      [kept[0], kept.at(-1)],
      [
        ["2020", 49],
        ["2069", 0]
      ]
    )
  })

  it("tells namesakes apart instead of drawing one over the other", () => {
    const rows = [
      ["Bruno Silva", 5],
      ["Bruno Silva", 4],
      ["Ana", 3]
    ]
    assert.deepStrictEqual(rowsIn(["name", "value"], rows, upright), [
      ["Bruno Silva", 5],
      ["Bruno Silva (2)", 4],
      ["Ana", 3]
    ])
  })

  it("has labels of one line, without control characters, that end", () => {
    const rows = [
      ["a\u0000\nb\u202ec\ud800", 1],
      ["x".repeat(99), 2],
      [true, 3]
    ]
    const kept = rowsIn(["name", "value"], rows, upright)
    assert.deepStrictEqual(kept, [
      ["a bc\ufffd", 1],
      [`${"x".repeat(59)}…`, 2],
      ["true", 3]
    ])
  })

  it("has a title like that, or none", () => {
    const titleOf = (title: string) => {
      const made = drawn(["name", "value"], [["Ana", 1]], { ...upright, title })
      return "problem" in made ? made.problem : made.spec.title
    }
    assert.strictEqual(titleOf("Wins\n\u0000of \u202eall"), "Wins of all")
    assert.isUndefined(titleOf(" \u0007"))
  })

  it("puts columns under each other, by their labels", () => {
    const spec = { mark: "bar", x: "value", y: "category" } as const
    assert.deepStrictEqual(
      drawn(["name", "wins", "koTkoWins"], [["Ana", 9, 4]], spec, { fold: ["wins", "koTkoWins"] }),
      {
        spec,
        data: {
          columns: ["value", "category"],
          rows: [
            [9, "Wins"],
            [4, "KO/TKO wins"]
          ],
          unit: "count"
        }
      }
    )
  })

  it.each<readonly [what: string, given: Parameters<typeof drawn>, problem: RegExp]>([
    ["a column that is not there", [["name", "wins"], [["Ana", 1]], upright], /no column "value".*"name", "wins"/],
    ["words as values", [["name", "value"], [["Ana", "x"]], upright], /No numbers stand in "value"/],
    ["truth as values", [["name", "value"], [["Ana", true]], upright], /No numbers/],
    ["ids as values", [["name", "fighterId"], [["Ana", 1]], { ...upright, y: "fighterId" }], /No numbers/],
    ["one column twice", [["name", "value"], [["Ana", 1]], { ...upright, x: "value" }], /two columns/],
    [
      "several units under each other",
      [
        ["metric", "value", "unit"],
        [
          ["Wins", 1, "count"],
          ["Rate", 0.5, "ratio"]
        ],
        { ...upright, x: "metric" }
      ],
      /several units/
    ],
    [
      "columns of several units",
      [["heightCm", "wins"], [[170, 3]], { mark: "bar", x: "category", y: "value" }, { fold: ["heightCm", "wins"] }],
      /several units/
    ],
    [
      "words to be folded",
      [["name", "wins"], [["Ana", 1]], upright, { fold: ["name", "wins"] }],
      /No numbers stand in "name"/
    ],
    ["no values at all", [["name", "value"], [[null, null]], upright], /No numbers/],
    [
      "several rows in one place",
      [
        ["year", "value"],
        [
          [2020, 1],
          [2020, 2]
        ],
        { mark: "line", x: "year", y: "value" }
      ],
      /same "year": name a column for `color`/
    ],
    [
      "a negative part",
      [
        ["c", "v"],
        [
          ["a", -1],
          ["b", 2]
        ],
        { mark: "arc", theta: "v", color: "c" }
      ],
      /negative/
    ],
    [
      "a whole of nothing",
      [
        ["c", "v"],
        [
          ["a", 0],
          ["b", 0]
        ],
        { mark: "arc", theta: "v", color: "c" }
      ],
      /All values are 0/
    ],
    [
      "too many slices",
      [["c", "v"], Array.from({ length: 11 }, (_, index) => [`${index}`, 1]), { mark: "arc", theta: "v", color: "c" }],
      /at most 10 colours/
    ],
    [
      "a radar of two axes",
      [
        ["a", "v"],
        [
          ["x", 1],
          ["y", 2]
        ],
        { mark: "radar", axis: "a", value: "v" }
      ],
      /3 axes/
    ],
    [
      "a radar with a hole",
      [
        ["a", "c", "v"],
        [
          ["x", "A", 1],
          ["y", "A", 1],
          ["z", "A", 1],
          ["x", "B", 1]
        ],
        { mark: "radar", axis: "a", value: "v", color: "c" }
      ],
      /a value on each axis/
    ]
  ])("is none of %s", (_, given, problem) => {
    assert.match(String(rowsIn(...given)), problem)
  })
})
