import { assert, describe, it } from "@effect/vitest"
import type { ChartSpec, Drawing } from "../../../src/llm/chart/Chart.ts"
import { chartText, chartWidth } from "../../../src/llm/chart/ChartText.ts"
import { clipped, textWidth } from "../../../src/llm/chart/TextWidth.ts"

const bars = (rows: Drawing["data"]["rows"], unit: string | null = null, title = "Wins"): Drawing => ({
  spec: { mark: "bar", title, x: "value", y: "name" },
  data: { columns: ["value", "name"], rows, unit }
})

describe("the width of a text", () => {
  it.each<readonly [text: string, width: number]>([
    ["Ana", 3],
    ["정찬성", 6],
    ["José", 4],
    ["Jose\u0301", 4],
    ["日本", 4],
    ["🥊", 2],
    ["a\u200bb", 2],
    ["", 0]
  ])("%j has %d columns", (text, width) => {
    assert.strictEqual(textWidth(text), width)
  })

  it("no grapheme is cut", () => {
    assert.strictEqual(clipped("정찬성입니다", 6), "정찬…")
    assert.strictEqual(clipped("정찬성", 6), "정찬성")
    assert.strictEqual(clipped("Jose\u0301 Aldo", 5), "Jose\u0301…")
  })
})

describe("a chart in letters", () => {
  it("has bars from zero on, and the values with their unit", () => {
    assert.strictEqual(
      chartText(
        bars(
          [
            [0.6, "Ana"],
            [0.3, "정찬성"],
            [0, "Cid"]
          ],
          "ratio",
          "Win rate"
        )
      ),
      [
        "Win rate",
        `Ana     ${"█".repeat(30)}  60.0%`,
        `정찬성  ${"█".repeat(15)}${" ".repeat(15)}  30.0%`,
        `Cid     ${" ".repeat(30)}   0.0%`
      ].join("\n")
    )
  })

  it("has seconds as minutes and seconds", () => {
    assert.match(chartText(bars([[275, "Ana"]], "seconds", "Time")), /^Time \(min:s\)\n.* 4:35$/)
  })

  it("draws below zero to the left of it", () => {
    const [, up, down] = chartText(
      bars([
        [10, "Ana"],
        [-5, "Bea"]
      ])
    ).split("\n")
    assert.strictEqual(up, `Ana  ${" ".repeat(10)}${"█".repeat(20)}  10`)
    assert.strictEqual(down, `Bea  ${"█".repeat(10)}${" ".repeat(20)}  -5`)
  })

  it("tells the shares of a whole", () => {
    const drawn: Drawing = {
      spec: { mark: "arc", theta: "n", color: "m" },
      data: {
        columns: ["m", "n"],
        rows: [
          ["KO/TKO", 3],
          ["Decision", 1]
        ],
        unit: null
      }
    }
    assert.match(chartText(drawn), /^N\nKO\/TKO .*3 75\.0%\nDecision .*1 25\.0%$/)
  })

  it.each<readonly [mark: string, spec: ChartSpec]>([
    ["bar", { mark: "bar", title: "제목".repeat(60), x: "a", y: "v", color: "c" }],
    ["line", { mark: "line", x: "a", y: "v", color: "c" }],
    ["point", { mark: "point", x: "v", y: "w", color: "c", label: "a" }],
    ["radar", { mark: "radar", axis: "a", value: "v", color: "c" }]
  ])("of %s has no line wider than 72 columns, whatever it is drawn of", (_, spec) => {
    const columns = ["a", "v", "w", "c"]
    const rows = [
      ["찰스 올리베이라 ".repeat(8), 123456.789, -0.001, "Islam Makhachev".repeat(4)],
      ["b", -98765.4321, 1e12, "d"],
      ["c", 0, 0, "🥊".repeat(30)]
    ]
    for (const unit of [null, "ratio", "seconds", "per minute"]) {
      for (const line of chartText({ spec, data: { columns, rows, unit } }).split("\n")) {
        assert.isAtMost(textWidth(line), chartWidth, line)
      }
    }
  })
})
