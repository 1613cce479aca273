import { assert, it } from "@effect/vitest"
import { day } from "../../contract/Facts.ts"
import { contest, rateField, spansOf } from "../../src/stats/EloTrial.ts"
import { tune } from "../../src/stats/EloTuning.ts"
import { moreWins } from "../../src/stats/MoreWins.ts"
import { fought } from "./SomeResults.ts"

const span = (after: string, until: string) => ({ after: day(after), until: day(until) })

it("the last three years of the data are measured, the ten before them chosen on", () => {
  const history = [fought("1994-03-11", 1, 2, "first"), fought("2024-02-29", 1, 2, "first")]
  assert.deepStrictEqual(spansOf(history.toReversed()), {
    chosen: span("2011-02-28", "2021-02-28"),
    measured: span("2021-02-28", "2024-02-29")
  })
  assert.isNull(spansOf([]))
})

it("only bouts of the last three years are measured; the first day of the three is not", () => {
  const history = [
    fought("2017-06-01", 1, 2, "first"),
    fought("2021-06-01", 1, 2, "first"),
    fought("2021-06-02", 1, 2, "second"),
    fought("2024-06-01", 1, 2, "draw")
  ]
  const { calibration, measures, ratings } = rateField(history)
  assert.strictEqual(measures.bouts, 1)
  assert.strictEqual(measures.accuracy, 0)
  assert.strictEqual(
    calibration.reduce((sum, { bouts }) => sum + bouts, 0),
    1
  )
  assert.strictEqual(ratings.size, 2)
  const rivals = contest(history, spansOf(history)!)
  assert.deepStrictEqual(
    [rivals.rating.bouts, rivals.plain.bouts, rivals.moreWins.bouts, rivals.coin.bouts],
    [1, 1, 1, 1]
  )
  assert.closeTo(rivals.coin.logLoss!, Math.LN2, 1e-12)
  assert.isNull(rateField([]).measures.logLoss)
})

it("more wins: as sure as it was right in the years learnt from, by the wins of earlier days alone", () => {
  const history = [
    fought("2010-01-01", 1, 2, "first"),
    fought("2010-01-01", 1, 3, "first"),
    fought("2010-02-01", 1, 2, "first"),
    fought("2010-03-01", 1, 3, "second"),
    fought("2010-04-01", 1, 2, "first"),
    fought("2010-05-01", 2, 3, "nc"),
    fought("2010-06-01", 2, 3, "first"),
    fought("2012-01-01", 1, 4, "second")
  ]
  const probabilities = moreWins(history, span("2009-12-31", "2011-01-01")).map(({ probability }) => probability)
  // Right in February and April, wrong in March and June: (2 + 1) / (4 + 2).
  assert.deepStrictEqual(probabilities, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
  const until = moreWins(history, span("2009-12-31", "2010-02-01")).map(({ probability }) => probability)
  const [two, third] = [2 / 3, 1 - 2 / 3]
  assert.deepStrictEqual(until, [0.5, 0.5, two, two, two, third, two])
})

it("the search looks at nothing after its span", () => {
  const early = [fought("2010-01-01", 1, 2, "first"), fought("2011-01-01", 1, 2, "first", "SUB")]
  const late = fought("2015-01-01", 1, 2, "second", "KO/TKO")
  const years = span("2009-01-01", "2012-01-01")
  assert.deepStrictEqual(tune([...early, late], years), tune(early, years))
  assert.isAbove(tune(early, years).length, 100)
  assert.deepStrictEqual(tune(early, span("1990-01-01", "1991-01-01")), [])
})
