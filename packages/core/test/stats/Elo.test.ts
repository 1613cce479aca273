import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { FighterId } from "../../src/Identity.ts"
import type { Pairing } from "../../src/stats/BoutResult.ts"
import { rateHistory, winProbability } from "../../src/stats/Elo.ts"
import { type EloParameters, eloParameters, plainElo } from "../../src/stats/EloParameters.ts"
import { fought, histories } from "./SomeResults.ts"

const ratingsOf = (results: ReadonlyArray<Pairing>, parameters: EloParameters) =>
  Object.fromEntries([...rateHistory(results, parameters).ratings].map(([id, { rating }]) => [id, rating]))

const near = (actual: Record<string, number>, expected: Record<string, number>) => {
  assert.deepStrictEqual(Object.keys(actual), Object.keys(expected))
  for (const [id, rating] of Object.entries(expected)) assert.closeTo(actual[id]!, rating, 1e-4, `of fighter ${id}`)
}

describe("a probability", () => {
  it.each([
    [1500, 1500, 0.5],
    [1600, 1500, 0.640065],
    [1900, 1500, 0.909091],
    [1500, 1532, 0.454078]
  ])("of %d against %d is %d", (a, b, expected) => {
    assert.closeTo(winProbability(a, b), expected, 1e-6)
  })

  const rating = Arbitrary.schema(Schema.Finite.pipe(Schema.check(Schema.isBetween({ minimum: 500, maximum: 3000 }))))

  it.prop("is exactly 1 - p from the other corner", [rating, rating], ([a, b]) => {
    assert.strictEqual(winProbability(b, a), 1 - winProbability(a, b))
    assert.strictEqual(winProbability(a, a), 0.5)
  })
})

describe("by hand, with Elo's own formula", () => {
  it("a win against an equal moves half of K, a win of the favourite less", () => {
    const history = [fought("2020-01-01", 1, 2, "first"), fought("2020-02-01", 1, 2, "first")]
    near(ratingsOf(history.slice(0, 1), plainElo), { 1: 1516, 2: 1484 })
    near(ratingsOf(history, plainElo), { 1: 1530.5305, 2: 1469.4695 })
    const { forecasts } = rateHistory(history, plainElo)
    assert.deepStrictEqual(forecasts[0]?.probability, 0.5)
    assert.closeTo(forecasts[1]!.probability, 0.545922, 1e-6)
  })

  it("a draw pulls the two together", () => {
    near(ratingsOf([fought("2020-01-01", 1, 2, "first"), fought("2020-02-01", 1, 2, "draw")], plainElo), {
      1: 1514.5305,
      2: 1485.4695
    })
  })

  it("no contests and half-known results are neither forecast nor rated", () => {
    const { forecasts, ratings } = rateHistory(
      [fought("2020-01-01", 1, 2, "nc"), fought("2020-01-02", 1, 2, "halfKnown")],
      plainElo
    )
    assert.deepStrictEqual([forecasts.length, ratings.size], [0, 0])
  })

  it("a disqualification is forecast and moves nothing", () => {
    const history = [fought("2020-01-01", 1, 2, "first"), fought("2020-02-01", 1, 2, "second", "DQ")]
    const { forecasts, ratings } = rateHistory(history, plainElo)
    assert.strictEqual(forecasts.length, 2)
    assert.strictEqual(forecasts[1]?.score, 0)
    assert.deepStrictEqual(ratings.get(FighterId.make(1)), { rating: 1516, fights: 1, lastFight: history[0]!.date })
  })

  it("a tournament is forecast from the morning's ratings and rated bout by bout, in the order of the card", () => {
    const semifinal = { ...fought("2020-01-01", 1, 2, "first"), cardOrder: 1 }
    const final = { ...fought("2020-01-01", 1, 3, "first"), cardOrder: 2 }
    const { forecasts, ratings } = rateHistory([final, semifinal], plainElo)
    assert.deepStrictEqual(
      forecasts.map(({ probability }) => probability),
      [0.5, 0.5]
    )
    assert.closeTo(ratings.get(FighterId.make(1))!.rating, 1516 + 32 * (1 - winProbability(1516, 1500)), 1e-9)
  })
})

describe("what the parameters do", () => {
  const one = (method: Pairing["method"], parameters: Partial<EloParameters>) =>
    ratingsOf([fought("2020-01-01", 1, 2, "first", method)], { ...plainElo, ...parameters })[1]! - 1500

  it("finishes and close decisions weigh what they are said to, draws 1", () => {
    const weights = { finishWeight: 1.5, closeWeight: 0.25 }
    assert.deepStrictEqual(
      (["KO/TKO", "TKO - Doctor's Stoppage", "SUB", "U-DEC", "DEC", "Other", null, "S-DEC", "M-DEC"] as const).map(
        (method) => one(method, weights)
      ),
      [24, 24, 24, 16, 16, 16, 16, 4, 4]
    )
  })

  it("newcomers move by their own K until they have had their fights", () => {
    const history = ["2020-01-01", "2020-02-01", "2020-03-01"].map((date, index) => fought(date, 1, index + 2, "draw"))
    const parameters = { ...plainElo, newcomerK: 64, newcomerFights: 2 }
    near(ratingsOf([fought("2020-04-01", 1, 9, "second"), ...history], parameters), {
      ...ratingsOf(history, parameters),
      1: 1484,
      9: 1532
    })
  })

  it("a new fighter starts where those are who fought of late, not where those are who are gone", () => {
    const history = [
      fought("2010-01-01", 1, 2, "first"),
      fought("2019-01-01", 1, 3, "first"),
      fought("2020-01-01", 4, 5, "draw")
    ]
    const before = ratingsOf(history.slice(0, 2), plainElo)
    const field = (before[1]! + before[3]!) / 2
    const { forecasts, ratings } = rateHistory(history, { ...plainElo, fieldYears: 2 })
    // The third fighter started in an empty field, at 1500, like the first two.
    assert.closeTo(ratings.get(FighterId.make(4))!.rating, field, 1e-9)
    assert.strictEqual(forecasts[2]?.probability, 0.5)
  })
})

describe("no leak", () => {
  const settings = [plainElo, eloParameters]

  it.prop("the order of the list means nothing", [histories, Arbitrary.schema(Schema.Int)], ([history, seed]) => {
    const shuffled = history
      .map((bout) => ({ bout, key: Math.sin(bout.matchId * 12.9898 + seed) }))
      .sort((a, b) => a.key - b.key)
      .map(({ bout }) => bout)
    for (const parameters of settings) {
      const [a, b] = [rateHistory(history, parameters), rateHistory(shuffled, parameters)]
      assert.deepStrictEqual(b.forecasts, a.forecasts)
      assert.deepStrictEqual(b.ratings, a.ratings)
    }
  })

  it.prop(
    "a result changes no forecast of its own day or of an earlier one",
    [histories, Arbitrary.schema(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 59 }))))],
    ([history, at]) => {
      const changed = history[at % history.length]!
      const other = history.map((bout) =>
        bout.date >= changed.date
          ? { ...bout, firstResult: bout.secondResult, secondResult: bout.firstResult, method: "SUB" as const }
          : bout
      )
      for (const parameters of settings) {
        const until = (results: ReadonlyArray<Pairing>) =>
          rateHistory(results, parameters)
            .forecasts.filter(({ date }) => date <= changed.date)
            .map(({ date, probability }) => ({ date, probability }))
        assert.deepStrictEqual(until(other.filter(decided)), until(history.filter(decided)))
      }
    }
  )

  it.prop(
    "who stands first in a bout means nothing: with the ids turned round, every forecast is 1 - p",
    [histories],
    ([history]) => {
      const mirrored = history.map((bout) => ({
        ...bout,
        first: FighterId.make(100 - bout.second),
        second: FighterId.make(100 - bout.first),
        firstResult: bout.secondResult,
        secondResult: bout.firstResult
      }))
      for (const parameters of settings) {
        const [a, b] = [rateHistory(history, parameters).forecasts, rateHistory(mirrored, parameters).forecasts]
        assert.strictEqual(a.length, b.length)
        for (const [index, forecast] of a.entries()) {
          assert.closeTo(b[index]!.probability, 1 - forecast.probability, 1e-9)
          assert.strictEqual(b[index]!.score, 1 - forecast.score)
        }
      }
    }
  )
})

/** Turned round, a half-known result stays one. */
const decided = ({ secondResult }: Pairing): boolean => secondResult !== null
