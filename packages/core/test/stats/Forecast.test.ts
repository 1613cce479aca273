import { assert, describe, it } from "@effect/vitest"
import { day } from "../../contract/Facts.ts"
import { bucketIndex, calibration, type Forecast, measures } from "../../src/stats/Forecast.ts"

const forecast = (probability: number, score: number): Forecast => ({ date: day("2020-01-01"), probability, score })

/** The same from the other corner. */
const mirrored = ({ date, probability, score }: Forecast): Forecast => ({
  date,
  probability: 1 - probability,
  score: 1 - score
})

describe("measures", () => {
  it("of a coin", () => {
    const { accuracy, bouts, brier, logLoss } = measures([forecast(0.5, 1), forecast(0.5, 0)])
    assert.deepStrictEqual([bouts, brier, accuracy], [2, 0.25, 0.5])
    assert.closeTo(logLoss!, Math.LN2, 1e-12)
  })

  it("by hand: 3 to 1 on a winner, 4 to 1 on a loser", () => {
    const { accuracy, bouts, brier, logLoss } = measures([forecast(0.75, 1), forecast(0.8, 0)])
    assert.strictEqual(bouts, 2)
    assert.strictEqual(accuracy, 0.5)
    assert.closeTo(brier!, (0.0625 + 0.64) / 2, 1e-12)
    assert.closeTo(logLoss!, -(Math.log(0.75) + Math.log(0.2)) / 2, 1e-12)
  })

  it("draws are not measured, and nothing is measured of nothing", () => {
    assert.deepStrictEqual(measures([forecast(0.7, 0.5)]), { bouts: 0, logLoss: null, brier: null, accuracy: null })
  })
})

describe("calibration", () => {
  const bouts = [forecast(0.52, 1), forecast(0.46, 1), forecast(0.53, 0), forecast(0.1, 0), forecast(0.9, 1)]

  it("counts each bout once, as its favourite's", () => {
    const found = calibration([...bouts, forecast(0.5, 1), forecast(0.6, 0.5)])
    assert.strictEqual(found.length, 10)
    const [even] = found
    assert.deepStrictEqual([even?.from, even?.to, even?.bouts], [0.5, 0.55, 3])
    assert.closeTo(even!.expected!, (0.52 + 0.54 + 0.53) / 3, 1e-12)
    assert.closeTo(even!.observed!, 1 / 3, 1e-12)
    assert.deepStrictEqual([found[8]?.bouts, found[8]?.observed], [2, 1])
    assert.deepStrictEqual(found[4], { from: 0.7, to: 0.75, bouts: 0, expected: null, observed: null })
  })

  it("is the same from the other corner", () => {
    const counts = (forecasts: ReadonlyArray<Forecast>) =>
      calibration(forecasts).map(({ bouts, observed }) => [bouts, observed])
    assert.deepStrictEqual(counts(bouts.map(mirrored)), counts(bouts))
  })

  it.each([
    [0.5, 0],
    [0.55, 1],
    [0.6, 2],
    [0.65, 3],
    [0.7, 4],
    [0.75, 5],
    [0.8, 6],
    [0.85, 7],
    [0.9, 8],
    [0.95, 9],
    [1, 9],
    [0.599, 1]
  ])("%d is in bucket %d: a bucket holds its lower bound", (probability, bucket) => {
    assert.strictEqual(bucketIndex(probability), bucket)
  })
})
