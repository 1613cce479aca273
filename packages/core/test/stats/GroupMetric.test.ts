import { assert, it } from "@effect/vitest"
import { roundStats, side } from "../../contract/Facts.ts"
import { type GroupMetricId, groupMetric, groupMetricIds } from "../../src/stats/GroupMetric.ts"
import { type GroupTally, groupFights, groupTally, groupTallyFields } from "../../src/stats/GroupTally.ts"
import { boutRecordLabels, groupMetricLabels, metricLabels } from "../../src/stats/MetricLabel.ts"
import { hero, match, rival } from "./SomeBouts.ts"

const five = { resultRound: 3, resultTime: 300 } as const
const corners = (own: "WIN" | "DRAW" | "NC", other: "LOSS" | "DRAW" | "NC") => [side(hero, own), side(rival, other)]
const struck = (landed: number) => roundStats(1, { sigStrikes: { landed, attempted: 2 * landed } })

const fights = [
  {
    match: match(1, "2020-01-01", {
      method: "KO/TKO",
      resultRound: 1,
      resultTime: 60,
      corners: corners("WIN", "LOSS")
    }),
    rounds: [struck(10), struck(20)]
  },
  {
    match: match(2, "2020-06-01", {
      method: "U-DEC",
      ...five,
      corners: corners("WIN", "LOSS"),
      weightClass: "lightweight"
    }),
    rounds: [struck(30), struck(30)]
  },
  { match: match(3, "2021-01-01", { method: "M-DEC", ...five, corners: corners("DRAW", "DRAW") }), rounds: [] },
  { match: match(4, "2021-01-01", { method: "SUB", corners: corners("NC", "NC") }), rounds: [] },
  { match: match(5, "2021-01-01", { method: "DQ", corners: corners("WIN", "LOSS"), isTitleBout: true }), rounds: [] }
]

it.each<readonly [GroupMetricId, number]>([
  ["fights", 5],
  ["title-fights", 1],
  ["draws", 1],
  ["no-contests", 1],
  // A submission that was overturned finished nothing.
  ["finishes", 1],
  ["finish-rate", 0.2],
  ["ko-tko-rate", 0.2],
  ["submission-rate", 0],
  ["decision-rate", 0.4],
  ["average-fight-time", (60 + 900 + 900) / 3],
  ["sig-strikes-per-fight", 45],
  ["sig-strikes-per-minute", 90 / 16],
  ["sig-strike-accuracy", 0.5]
])("%s of five fights is %d: none counts twice", (id, value) => {
  assert.strictEqual(groupMetric(id).value(groupTally(fights)), value)
})

it("fights are grouped by year and by class, those of no known class too", () => {
  const counts = (by: "year" | "weightClass" | "all") =>
    groupFights(by, fights).map(({ fights, group }) => [Object.values(group)[1] ?? null, fights.length])
  assert.deepStrictEqual(counts("year"), [
    [2020, 2],
    [2021, 3]
  ])
  assert.deepStrictEqual(counts("weightClass"), [
    [null, 4],
    ["lightweight", 1]
  ])
  assert.deepStrictEqual(counts("all"), [[null, 5]])
})

it("every sum is read by a figure", () => {
  const some: GroupTally = Object.assign(
    groupTally([]),
    ...groupTallyFields.map((field, nth) => ({ [field]: 100 + nth }))
  )
  for (const field of groupTallyFields) {
    const other = { ...some, [field]: some[field] + 1 }
    assert.isTrue(
      groupMetricIds.some((id) => groupMetric(id).value(other) !== groupMetric(id).value(some)),
      field
    )
  }
})

it("every figure has a name of its own in both languages", () => {
  for (const labels of [metricLabels, groupMetricLabels, boutRecordLabels]) {
    for (const language of ["en", "ko"] as const) {
      const names = Object.values(labels).map((label) => label[language])
      assert.strictEqual(new Set(names).size, names.length)
      for (const name of names) assert.match(name, language === "ko" ? /[가-힣]/ : /^[A-Z]/)
    }
  }
})
