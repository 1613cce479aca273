import { assert, describe, it } from "@effect/vitest"
import type { ChartRequest } from "../../../src/llm/chart/Chart.ts"
import { isId, numberOf } from "../../../src/llm/chart/ChartColumn.ts"
import { chartByRule, chartOf, isWorthChart, wantsChart } from "../../../src/llm/chart/ChartRule.ts"
import type { Cell, ToolTable } from "../../../src/llm/ToolTable.ts"
import { table } from "../Table.ts"

/** So many rows with so many numbers each, beside a name and an id. */
const filled = (rows: number, numbers: number, cell: Cell = 1) =>
  table(
    ["name", "fighter_id", ...Array.from({ length: numbers }, (_, index) => `n${index}`)],
    Array.from({ length: rows }, (_, row) => [`F${row}`, row, ...Array.from({ length: numbers }, () => cell)])
  )

describe("rows are worth a chart", () => {
  it.each<readonly [rows: number, numbers: number, worth: boolean]>([
    [3, 1, true],
    [3, 0, false],
    [2, 1, false],
    [2, 2, true],
    [1, 3, false],
    [1, 4, true],
    [0, 4, false]
  ])("%d rows with %d numbers: %s", (rows, numbers, worth) => {
    assert.strictEqual(isWorthChart(filled(rows, numbers)), worth)
  })

  it.each<readonly [cell: Cell, worth: boolean]>([
    ["12.5", true],
    ["-3", true],
    [".5", true],
    [true, false],
    ["2024-01-01", false],
    ["KO/TKO", false],
    ["", false],
    ["1:30", false],
    ["0x10", false],
    [null, false]
  ])("of numbers such as %j: %s", (cell, worth) => {
    assert.strictEqual(isWorthChart(filled(3, 1, cell)), worth)
    assert.strictEqual(numberOf(cell) !== null, worth)
  })

  it.each(["divided", "width", "residual", "avg_fight_mid", "valid", "Bid", "android"])("%s is a number", (column) => {
    assert.isTrue(isWorthChart(table([column], [[1], [2], [3]])))
  })

  it.each(["id", "ID", "fighter_id", "fighterId", "match_ids", "FIGHTER_ID", "opponentId"])("%s is none", (column) => {
    assert.isTrue(isId(column))
    assert.isFalse(isWorthChart(table([column], [[1], [2], [3]])))
  })
})

const plain = (spec: ChartRequest["spec"]): ChartRequest => ({ spec, fold: null })
const short = ["Ana", "Bea", "Cid"]

describe("the kind of a chart", () => {
  it.each<readonly [what: string, given: ToolTable, request: ChartRequest | null]>([
    [
      "a leaderboard is bars of its values, which lie under long names",
      table(
        ["rank", "name", "value", "fights", "fighterId"],
        ["Islam Makhachev", "Bea", "Cid"].map((name, index) => [index + 1, name, 9 - index, 20, index])
      ),
      plain({ mark: "bar", x: "value", y: "name" })
    ],
    [
      "short names stand",
      table(
        ["name", "value"],
        short.map((name, index) => [name, index])
      ),
      plain({ mark: "bar", x: "name", y: "value" })
    ],
    [
      "names in Hangul are as wide as they look",
      table(
        ["name", "value"],
        ["정찬성", "김동현", "최두호승"].map((name, index) => [name, index])
      ),
      plain({ mark: "bar", x: "name", y: "value" })
    ],
    [
      "five syllables are long",
      table(
        ["name", "value"],
        ["다섯글자임", "김동현", "최두호"].map((name, index) => [name, index])
      ),
      plain({ mark: "bar", x: "value", y: "name" })
    ],
    [
      "many bars lie",
      table(
        ["name", "value"],
        Array.from({ length: 9 }, (_, index) => [`F${index}`, index])
      ),
      plain({ mark: "bar", x: "value", y: "name" })
    ],
    [
      "a figure by year is a line",
      table(
        ["year", "value"],
        [2021, 2022, 2023].map((year) => [year, 0.5])
      ),
      plain({ mark: "line", x: "year", y: "value" })
    ],
    [
      "a figure by day is a line",
      table(
        ["date", "knockdowns"],
        ["2021-01-01", "2022-01-01", "2023-01-01"].map((date) => [date, 1])
      ),
      plain({ mark: "line", x: "date", y: "knockdowns" })
    ],
    [
      "of several at one time, a line each",
      table(
        ["year", "name", "value"],
        [2021, 2022].flatMap((year) => short.map((name) => [year, name, 1]))
      ),
      plain({ mark: "line", x: "year", y: "value", color: "name" })
    ],
    [
      "rows of one time that nothing tells apart are no line, and no chart",
      table(
        ["year", "value"],
        [
          [2021, 1],
          [2021, 2],
          [2022, 3]
        ]
      ),
      null
    ],
    [
      "counts of methods are the parts of a whole",
      table(
        ["method", "count"],
        [
          ["KO/TKO", 3],
          ["Submission", 4],
          ["Decision", 5]
        ]
      ),
      plain({ mark: "arc", theta: "count", color: "method" })
    ],
    [
      "not where rows are left out",
      table(
        ["method", "count"],
        [
          ["KO/TKO", 3],
          ["Submission", 4],
          ["Decision", 5]
        ],
        { truncated: true }
      ),
      plain({ mark: "bar", x: "count", y: "method" })
    ],
    [
      "ratios that come to one are",
      table(
        ["class", "value"],
        [
          ["A", 0.25],
          ["B", 0.25],
          ["C", 0.5]
        ],
        { unit: "ratio" }
      ),
      plain({ mark: "arc", theta: "value", color: "class" })
    ],
    [
      "two figures without a name are points",
      table(
        ["reachCm", "heightCm"],
        [
          [170, 168],
          [180, 176],
          [190, 188]
        ]
      ),
      plain({ mark: "point", x: "reachCm", y: "heightCm" })
    ],
    [
      "so are those of many names",
      table(
        ["name", "reachCm", "heightCm"],
        Array.from({ length: 13 }, (_, index) => [`F${index}`, 170 + index, 165 + index])
      ),
      plain({ mark: "point", x: "reachCm", y: "heightCm", label: "name" })
    ],
    [
      "ratios of several fighters are a radar",
      table(
        ["name", "wins", "win-rate", "finish-rate", "takedown-accuracy"],
        [
          ["Ana", 10, 0.5, 0.4, 0.3],
          ["Bea", 8, 0.6, 0.2, 0.1]
        ]
      ),
      {
        fold: ["win-rate", "finish-rate", "takedown-accuracy"],
        spec: { mark: "radar", axis: "category", value: "value", color: "name" }
      }
    ],
    [
      "under each other as well",
      table(
        ["name", "metric", "value", "unit"],
        ["Ana", "Bea"].flatMap((name) => ["Win rate", "Finish rate", "Accuracy"].map((of) => [name, of, 0.5, "ratio"]))
      ),
      plain({ mark: "radar", axis: "metric", value: "value", color: "name" })
    ],
    [
      "one row is the bars of what is measured alike",
      table(["name", "heightCm", "wins", "losses", "koTkoWins", "age", "reachCm"], [["Ana", 170, 10, 3, 4, 30, 175]]),
      { fold: ["wins", "losses", "koTkoWins"], spec: { mark: "bar", x: "value", y: "category" } }
    ],
    [
      "ranks and rounds are not drawn",
      table(
        ["rank", "name"],
        short.map((name, index) => [index, name])
      ),
      null
    ],
    [
      "nor are too few rows",
      table(
        ["name", "value"],
        [
          ["Ana", 1],
          ["Bea", 2]
        ]
      ),
      null
    ]
  ])("%s", (_, given, request) => {
    assert.deepStrictEqual(chartOf(given), request)
  })
})

describe("an answer gets a chart by rule", () => {
  it.each<readonly [question: string, tool: string, wants: boolean]>([
    ["Who has the most KO wins?", "leaderboard", true],
    ["Finish rate since 2010", "series", true],
    ["Who hits harder?", "compare", true],
    ["Quickest knockouts", "boutRecords", true],
    ["Last fights of Jon Jones", "fights", false],
    ["Show the trend of finishes", "sql", true],
    ["Finishes by year", "sql", true],
    ["Compare Jones and Miocic", "sql", true],
    ["Draw me a chart of that", "metric", true],
    ["연도별 피니시 추이", "sql", true],
    ["두 선수를 비교해 줘", "metric", true],
    ["존 존스의 최근 경기", "fights", false],
    ["Who charted the comparative advantage of graphite?", "fights", false]
  ])("%s (%s): %s", (question, tool, wants) => {
    assert.strictEqual(wantsChart({ question, tool }), wants)
  })

  const board = table(
    ["rank", "name", "value"],
    short.map((name, index) => [index + 1, name, 9 - index]),
    { unit: "count" }
  )

  it.each([
    ["leaderboard", { metric: "knockdowns", from: "2024-01-01", to: "2024-12-31" }, "Knockdowns, 2024"],
    ["leaderboard", { metric: "wins", from: "2018-01-01", to: "2020-12-31" }, "Wins, 2018 to 2020"],
    ["leaderboard", { metric: "wins", from: "2018-05-01" }, "Wins, since 2018-05-01"],
    ["leaderboard", { metric: "wins", to: "2019-12-31" }, "Wins, until 2019"],
    ["boutRecords", { record: "fastest-finish", method: "SUB", limit: 5 }, "Fastest finish (SUB)"]
  ])("%s is called what was asked for: %o", (tool, args, title) => {
    assert.strictEqual(chartByRule("", { callId: "c1", tool, args, table: board })?.spec.title, title)
  })

  it("of what was asked for, by its words", () => {
    const args = { metric: "ko-tko-wins", weightClass: "lightweight", limit: 3 }
    const chart = chartByRule("", { callId: "c1", tool: "leaderboard", args, table: board })
    assert.deepStrictEqual(chart?.spec, { mark: "bar", x: "name", y: "value", title: "KO/TKO wins, Lightweight" })
    assert.deepStrictEqual(chart?.data, {
      columns: ["name", "value"],
      rows: [
        ["Ana", 9],
        ["Bea", 8],
        ["Cid", 7]
      ],
      unit: "count"
    })
    assert.match(chart?.fallback ?? "", /^KO\/TKO wins, Lightweight\nAna /)
  })

  it("and none where the table is not worth one, or nobody wants it", () => {
    const few = { ...board, rows: board.rows.slice(0, 2).map((row) => row.with(0, "first")) }
    assert.isNull(chartByRule("", { callId: "c1", tool: "leaderboard", args: {}, table: few }))
    assert.isNull(chartByRule("Who are they?", { callId: "c1", tool: "sql", args: {}, table: board }))
  })
})
