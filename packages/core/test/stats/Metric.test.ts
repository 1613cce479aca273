import { assert, it } from "@effect/vitest"
import { figure, type MetricId, metric, metricIds } from "../../src/stats/Metric.ts"
import { type Tally, type TallyField, tally, tallyFields } from "../../src/stats/Tally.ts"

const sums = (known: Partial<Record<TallyField, number>>): Tally => ({ ...tally([]), ...known })

it.each<readonly [MetricId, Partial<Record<TallyField, number>>, number]>([
  ["win-rate", { wins: 2, losses: 1, draws: 1, noContests: 5 }, 0.5],
  ["finish-rate", { wins: 4, koTkoWins: 2, submissionWins: 1, decisionWins: 1 }, 0.75],
  ["finish-wins", { koTkoWins: 2, submissionWins: 1 }, 3],
  ["average-fight-time", { seconds: 900, timedFights: 2, fights: 3 }, 450],
  ["sig-strike-accuracy", { sigLanded: 30, sigAttempted: 120 }, 0.25],
  ["sig-strike-defence", { sigTaken: 30, sigFaced: 120 }, 0.75],
  ["total-strike-accuracy", { totalLanded: 40, totalAttempted: 50, sigLanded: 1, sigAttempted: 1 }, 0.8],
  ["leg-strikes", { legLanded: 4, legAttempted: 9, measuredFights: 1 }, 4],
  ["leg-strike-accuracy", { legLanded: 1, legAttempted: 4, sigLanded: 8, sigAttempted: 8 }, 0.25],
  ["ground-strikes", { groundLanded: 6, groundAttempted: 8, measuredFights: 2 }, 6],
  ["knockdowns-taken", { knockdowns: 3, knockdownsTaken: 2, measuredFights: 1 }, 2],
  ["ko-tko-losses", { losses: 6, koTkoWins: 4, koTkoLosses: 3, submissionLosses: 2, decisionLosses: 1 }, 3],
  ["submission-losses", { losses: 6, submissionWins: 4, koTkoLosses: 3, submissionLosses: 2 }, 2],
  ["decision-losses", { losses: 6, decisionWins: 4, koTkoLosses: 3, decisionLosses: 1 }, 1],
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

it("every sum is read by a metric: what nobody reads is not summed", () => {
  const some = sums(Object.fromEntries(tallyFields.map((field, index) => [field, 100 + index])))
  for (const field of tallyFields) {
    const other = { ...some, [field]: some[field] + 1 }
    assert.isTrue(
      metricIds.some((id) => metric(id).value(other) !== metric(id).value(some)),
      field
    )
  }
})

it("bonuses are no metric: no source records them for every fight, and a zero would be a guess", () => {
  assert.deepStrictEqual(
    metricIds.filter((id) => /bonus|of-the-night/.test(id)),
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
