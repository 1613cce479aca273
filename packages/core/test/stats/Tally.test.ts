import { assert, it } from "@effect/vitest"
import { roundStats } from "../../contract/Facts.ts"
import type { Result } from "../../src/match/Result.ts"
import { finishWins, type TallyField, tally, tallyFields } from "../../src/stats/Tally.ts"
import { bout } from "./SomeBouts.ts"

/** The fields that are not zero. */
const counted = (bouts: Parameters<typeof tally>[0]): Partial<Record<TallyField, number>> =>
  Object.fromEntries(Object.entries(tally(bouts)).filter(([, value]) => value !== 0))

const [W, L, D, N] = ["WIN", "LOSS", "DRAW", "NC"] as const

it("no bouts sum to zero in every field", () => {
  assert.deepStrictEqual(tally([]), Object.fromEntries(tallyFields.map((field) => [field, 0])))
})

it("J-03: each result is counted once, a side without one as a no contest", () => {
  assert.deepStrictEqual(counted([bout(D), bout(W), bout(W), bout(L), bout(N), bout(null)]), {
    fights: 6,
    wins: 2,
    losses: 1,
    draws: 1,
    noContests: 2
  })
})

it.each<readonly [string, ReadonlyArray<Result | null>, number, number]>([
  ["wins up to a loss", [W, W, L, W], 2, 0],
  ["losses up to a win", [L, L, L, W], 0, 3],
  ["a no contest is passed over", [N, W, N, W, N, L], 2, 0],
  ["a draw ends it", [W, D, W], 1, 0],
  ["a draw begins none", [D, W, W], 0, 0],
  ["a missing result ends it", [W, null, W], 1, 0],
  ["no contests alone are none", [N, N], 0, 0],
  ["the whole career", [W, W, W], 3, 0]
])("streak: %s", (_, latestFirst, winStreak, lossStreak) => {
  const sums = tally(latestFirst.map((result) => bout(result)))
  assert.deepStrictEqual([sums.winStreak, sums.lossStreak], [winStreak, lossStreak])
})

it("J-05: wins and losses are counted by family; a disqualification and an overturned bout in none", () => {
  const methods = [
    "KO/TKO",
    "TKO - Doctor's Stoppage",
    "SUB",
    "U-DEC",
    "S-DEC",
    "M-DEC",
    "DEC",
    "DQ",
    "Overturned"
  ] as const
  const bouts = ([W, L] as const).flatMap((result) => methods.map((method) => bout(result, { method })))
  const sums = tally([...bouts, bout(W), bout(N, { method: "CNC" }), bout(D, { method: "S-DEC" })])
  assert.deepStrictEqual([sums.koTkoWins, sums.submissionWins, sums.decisionWins], [2, 1, 4])
  assert.deepStrictEqual([sums.koTkoLosses, sums.submissionLosses, sums.decisionLosses], [2, 1, 4])
  assert.strictEqual(finishWins(sums), 3)
})

it("title bouts are counted whatever their result, title wins by wins alone", () => {
  const sums = tally(([W, L, D, N] as const).map((result) => bout(result, { isTitleBout: true })))
  assert.deepStrictEqual([sums.titleFights, sums.titleWins], [4, 1])
})

it("time adds up over the bouts whose clock is known, by their own round lengths", () => {
  const sums = tally([
    bout(W, { timeFormat: "3 Rnd (5-5-5)", resultRound: 2, resultTime: 60 }),
    bout(W, { timeFormat: "1 Rnd + 2OT (15-3-3)", resultRound: 2, resultTime: 60 }),
    bout(W, { timeFormat: "3 Rnd (5-5-5)", resultRound: 2 })
  ])
  assert.deepStrictEqual([sums.seconds, sums.timedFights], [360 + 960, 2])
  assert.deepStrictEqual([sums.measuredFights, sums.measuredSeconds], [0, 0])
})

it("rounds of both sides add up; missing cells add nothing", () => {
  const landed = (hits: number, tries: number) => ({ landed: hits, attempted: tries })
  const own = [
    roundStats(1, {
      knockdowns: 1,
      sigStrikes: landed(10, 20),
      takedowns: landed(1, 2),
      head: landed(6, 9),
      reversals: 1
    }),
    roundStats(2, { sigStrikes: landed(5, 6), totalStrikes: landed(7, 8), submissionAttempts: 2, ground: landed(3, 4) })
  ]
  const other = [
    roundStats(1, { knockdowns: 2, sigStrikes: landed(4, 12), takedowns: landed(0, 3), head: landed(9, 9) })
  ]
  const clock = { timeFormat: "3 Rnd (5-5-5)", resultRound: 2, resultTime: 100 }
  assert.deepStrictEqual(counted([bout(W, clock, own, other), bout(W, clock)]), {
    fights: 2,
    wins: 2,
    winStreak: 2,
    seconds: 800,
    timedFights: 2,
    measuredFights: 1,
    measuredSeconds: 400,
    knockdowns: 1,
    knockdownsTaken: 2,
    sigLanded: 15,
    sigAttempted: 26,
    sigTaken: 4,
    sigFaced: 12,
    totalLanded: 7,
    totalAttempted: 8,
    takedownsLanded: 1,
    takedownsAttempted: 2,
    takedownsFaced: 3,
    submissionAttempts: 2,
    reversals: 1,
    headLanded: 6,
    headAttempted: 9,
    groundLanded: 3,
    groundAttempted: 4
  })
})

it("control rests on the bouts in which it was recorded, a recorded zero included", () => {
  const clock = { resultRound: 1, resultTime: 200 }
  const sums = tally([
    bout(W, clock, [roundStats(1, { controlSeconds: 50 }), roundStats(2)]),
    bout(W, clock, [roundStats(1, { controlSeconds: 0 })]),
    bout(W, clock, [roundStats(1)]),
    bout(W, clock)
  ])
  assert.deepStrictEqual([sums.controlSeconds, sums.controlBase, sums.measuredSeconds], [50, 400, 600])
})

it("a bout of which only the opponent has statistics is not measured", () => {
  const sums = tally([bout(W, {}, [], [roundStats(1, { knockdowns: 1 })])])
  assert.deepStrictEqual([sums.measuredFights, sums.knockdownsTaken], [0, 0])
})
