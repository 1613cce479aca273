import { assert, it } from "@effect/vitest"
import { figure, type MetricId, metric, metricIds } from "../../src/stats/Metric.ts"
import { type Tally, type TallyField, tally } from "../../src/stats/Tally.ts"

const sums = (known: Partial<Record<TallyField, number>>): Tally => ({ ...tally([]), ...known })

it.each<readonly [MetricId, Partial<Record<TallyField, number>>, number]>([
  ["win-rate", { wins: 2, losses: 1, draws: 1, noContests: 5 }, 0.5],
  ["finish-rate", { wins: 4, koTkoWins: 2, submissionWins: 1, decisionWins: 1 }, 0.75],
  ["finish-wins", { koTkoWins: 2, submissionWins: 1 }, 3],
  ["average-fight-time", { seconds: 900, timedFights: 2, fights: 3 }, 450],
  ["sig-strike-accuracy", { sigLanded: 30, sigAttempted: 120 }, 0.25],
  ["sig-strike-defence", { sigTaken: 30, sigFaced: 120 }, 0.75],
  ["takedown-accuracy", { takedownsLanded: 3, takedownsAttempted: 4 }, 0.75],
  ["takedown-defence", { takedownsTaken: 0, takedownsFaced: 4 }, 1],
  ["control-share", { controlSeconds: 90, controlBase: 900, measuredSeconds: 9000 }, 0.1],
  ["sig-strikes-per-minute", { sigLanded: 40, measuredSeconds: 600, seconds: 6000 }, 4],
  ["sig-strikes-taken-per-minute", { sigTaken: 20, measuredSeconds: 600 }, 2],
  ["takedowns-per-15-minutes", { takedownsLanded: 2, measuredSeconds: 1800 }, 1],
  ["submission-attempts-per-15-minutes", { submissionAttempts: 3, measuredSeconds: 900 }, 3],
  ["knockdowns-per-fight", { knockdowns: 3, measuredFights: 2, fights: 9 }, 1.5],
  ["sig-strikes-per-fight", { sigLanded: 90, measuredFights: 2 }, 45],
  ["knockdowns", { knockdowns: 0, measuredFights: 1 }, 0],
  ["control-time", { controlSeconds: 0, controlBase: 300 }, 0]
])("%s of %j is %d", (id, known, value) => {
  assert.strictEqual(metric(id).value(sums(known)), value)
})

it("without any fights, sums over fights are zero and everything else is missing", () => {
  const nothing = tally([])
  for (const id of metricIds) {
    const { divided, measured, value } = metric(id)
    const expected = measured || divided ? null : 0
    assert.strictEqual(value(nothing), expected, id)
  }
})

it("a ratio of landed to attempted lies between 0 and 1", () => {
  const all = sums({ wins: 5, koTkoWins: 5, sigLanded: 7, sigAttempted: 7, sigTaken: 9, sigFaced: 9 })
  assert.strictEqual(metric("sig-strike-accuracy").value(all), 1)
  assert.strictEqual(metric("sig-strike-defence").value(all), 0)
  assert.strictEqual(metric("finish-rate").value(all), 1)
})

it("nothing is counted that no source records for every fight: a zero would be a guess", () => {
  assert.deepStrictEqual(
    metricIds.filter((id) => metric(id).value(sums({ bonuses: 3 })) === 3),
    []
  )
})

it("a figure says what it rests on", () => {
  assert.deepStrictEqual(figure("sig-strikes", sums({ sigLanded: 12, fights: 5, measuredFights: 3 })), {
    metric: "sig-strikes",
    value: 12,
    fights: 5,
    measuredFights: 3
  })
})

it("every metric has a label and a definition of its own", () => {
  assert.strictEqual(new Set(metricIds.map((id) => metric(id).label)).size, metricIds.length)
  for (const id of metricIds) assert.match(metric(id).definition, /^[A-Z1].+\.$/)
})
