import { assert, describe, it } from "@effect/vitest"
import { roundStats, side } from "../../contract/Facts.ts"
import { commonOpponents } from "../../src/composition/CommonOpponents.ts"
import { eloForecast } from "../../src/composition/EloForecast.ts"
import { fighterComparison } from "../../src/composition/FighterComparison.ts"
import { type Contender, fightPrediction } from "../../src/composition/FightPrediction.ts"
import { FighterId } from "../../src/Identity.ts"
import type { RoundStats } from "../../src/match/MatchStats.ts"
import type { Result } from "../../src/match/Result.ts"
import type { Bout } from "../../src/stats/Bout.ts"
import { rateField } from "../../src/stats/EloTrial.ts"
import { tally } from "../../src/stats/Tally.ts"
import { bout, hero, rival } from "../stats/SomeBouts.ts"

const somebody = (id: number) => ({ id: FighterId.make(id), name: `Number ${id}` })

/** A bout that ended so against somebody of the id, in which the fighter landed so many of a hundred strikes. */
const against = (opponent: number, result: Result, landed = 50, known: Partial<RoundStats> = {}): Bout => ({
  ...bout(result, { resultRound: 1, resultTime: 300 }, [
    roundStats(1, { sigStrikes: { landed, attempted: 100 }, ...known })
  ]),
  opponent: side(somebody(opponent))
})

const contender = ({ id, name }: typeof hero, bouts: ReadonlyArray<Bout>): Contender => ({
  id,
  name,
  bouts,
  sums: tally(bouts)
})

/** So many wins and losses, each against somebody else from the id on. */
const record = (from: number, wins: number, losses: number, landed = 50): ReadonlyArray<Bout> =>
  Array.from({ length: wins + losses }, (_, index) => against(from + index, index < wins ? "WIN" : "LOSS", landed))

const predicted = (ofHero: ReadonlyArray<Bout>, ofRival: ReadonlyArray<Bout>) =>
  fightPrediction(contender(hero, ofHero), contender(rival, ofRival))

describe("two fighters side by side", () => {
  it("L-24: 3 knockdowns are more than 1, and 2 takedowns as many as 2", () => {
    const takedowns = { landed: 2, attempted: 4 }
    const { totals } = fighterComparison(
      contender(hero, [against(3, "WIN", 50, { knockdowns: 3, takedowns })]),
      contender(rival, [against(4, "WIN", 50, { knockdowns: 1, takedowns })])
    )
    const winner = (id: string) => totals.find(({ metric }) => metric === id)?.winner
    assert.deepStrictEqual([winner("knockdowns"), winner("takedowns")], ["fighter1", "tie"])
  })

  it("the longer career has more in all, and the better one more in its time", () => {
    const { rates, totals } = fighterComparison(
      contender(hero, [against(3, "WIN", 30), against(4, "WIN", 30), against(5, "WIN", 30)]),
      contender(rival, [against(6, "WIN", 60)])
    )
    assert.strictEqual(totals.find(({ metric }) => metric === "sig-strikes")?.winner, "fighter1")
    assert.strictEqual(rates.find(({ metric }) => metric === "sig-strikes-per-minute")?.winner, "fighter2")
  })

  it("nobody has more of what is not known of one of them", () => {
    const { fighter2, rates } = fighterComparison(contender(hero, [against(3, "WIN")]), contender(rival, []))
    assert.deepStrictEqual(new Set(rates.map(({ winner }) => winner)), new Set([null]))
    assert.deepStrictEqual(fighter2.coverage, { fights: 0, measuredFights: 0 })
  })
})

describe("the prediction of a fight", () => {
  it("L-29: 10-2 against 8-3 with the better accuracy is 3 points to 0", () => {
    const { confidence, points, predictedWinner, probability } = predicted(record(10, 10, 2, 60), record(30, 8, 3, 40))
    assert.deepStrictEqual(points, { fighter1: 3, fighter2: 0 })
    assert.deepStrictEqual(probability, { fighter1: 1, fighter2: 0 })
    assert.deepStrictEqual([confidence, predictedWinner], ["high", "fighter1"])
  })

  it("L-30: where all is equal nobody is predicted", () => {
    const { confidence, predictedWinner, probability } = predicted(record(10, 3, 1), record(30, 3, 1))
    assert.deepStrictEqual(probability, { fighter1: 0.5, fighter2: 0.5 })
    assert.deepStrictEqual([confidence, predictedWinner], ["low", null])
  })

  it("L-30: as many points on both sides are no winner either", () => {
    // The second has the better win rate, 2 points; the first the accuracy and more wins over a common opponent.
    const { points, predictedWinner } = predicted(
      [against(9, "WIN", 60), against(10, "LOSS", 60)],
      [against(9, "LOSS", 40), against(30, "WIN", 40), against(31, "WIN", 40)]
    )
    assert.deepStrictEqual([points, predictedWinner], [{ fighter1: 2, fighter2: 2 }, null])
  })

  it("a single rule of thumb makes nothing certain", () => {
    const { confidence, predictedWinner, probability } = predicted(record(10, 3, 1), record(30, 2, 2))
    assert.deepStrictEqual([confidence, predictedWinner], ["medium", "fighter1"])
    assert.closeTo(probability.fighter1, 2.5 / 3, 1e-12)
  })

  it("a draw counts against the win rate, and a no contest for nothing", () => {
    const won = against(10, "WIN")
    assert.strictEqual(predicted([won, against(11, "NC")], [against(30, "WIN")]).predictedWinner, null)
    assert.strictEqual(predicted([won, against(11, "DRAW")], [against(30, "WIN")]).predictedWinner, "fighter2")
  })

  it("whoever won more of their own fights leads by 3 points; a draw of the two says nothing", () => {
    const met = (result: Result) => ({ ...against(3, result), opponent: side(rival) })
    const seen = (result: Result) => ({ ...against(3, result), opponent: side(hero) })
    const favours = (ofHero: ReadonlyArray<Bout>, ofRival: ReadonlyArray<Bout>) =>
      predicted(ofHero, ofRival).factors.find(({ factor }) => factor === "head-to-head")?.favours
    assert.strictEqual(favours([met("LOSS"), met("LOSS"), met("WIN")], []), "fighter2")
    assert.isNull(favours([met("DRAW")], [seen("DRAW")]))
  })

  it("is the mirror image of the other way round", () => {
    const [a, b] = [record(10, 5, 1, 55), record(12, 4, 3, 60)]
    const [one, other] = [
      fightPrediction(contender(hero, a), contender(rival, b)),
      fightPrediction(contender(rival, b), contender(hero, a))
    ]
    assert.deepStrictEqual(one.points, { fighter1: other.points.fighter2, fighter2: other.points.fighter1 })
    assert.closeTo(one.probability.fighter1, other.probability.fighter2, 1e-12)
  })
})

describe("common opponents", () => {
  it("are whom both have fought, by name, and never somebody whom nothing identifies", () => {
    const unknown = { ...bout("WIN"), opponent: side({ id: null, name: "Somebody" }) }
    const found = commonOpponents(
      [against(9, "WIN"), against(8, "LOSS"), against(9, "NC"), against(5, "WIN"), unknown],
      [unknown, against(8, "WIN"), against(9, "WIN"), against(6, "WIN")]
    )
    assert.deepStrictEqual(
      found.map(({ id, ofA, ofB }) => [id, ofA.length, ofB.length]),
      [
        [FighterId.make(8), 1, 1],
        [FighterId.make(9), 2, 1]
      ]
    )
  })
})

describe("the forecast beside it", () => {
  it("is unknown without a rated fight", () => {
    assert.isNull(eloForecast(rateField([]), hero.id, rival.id))
  })
})
