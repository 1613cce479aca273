import { assert, it } from "@effect/vitest"
import { FighterId } from "../../src/Identity.ts"
import { leaderboard } from "../../src/stats/Leaderboard.ts"
import { type TallyField, tally } from "../../src/stats/Tally.ts"

const fighter = (id: number, name: string, known: Partial<Record<TallyField, number>>) => ({
  fighterId: FighterId.make(id),
  name,
  sums: { ...tally([]), ...known }
})

const places = (board: ReturnType<typeof leaderboard>) => board.rows.map(({ name, rank, value }) => [rank, name, value])

const winners = [
  fighter(1, "Cid", { wins: 5, fights: 6 }),
  fighter(2, "Ann", { wins: 7, fights: 9, measuredFights: 4 }),
  fighter(3, "Ben", { wins: 5, fights: 5, measuredFights: 1 }),
  fighter(4, "Dan", { wins: 4, fights: 5 }),
  fighter(5, "Eve", { wins: 0, fights: 5 })
]

it("equal values share a rank, ties stand by name, and the next rank is skipped", () => {
  assert.deepStrictEqual(places(leaderboard("wins", winners, { minFights: 1, limit: 10 })), [
    [1, "Ann", 7],
    [2, "Ben", 5],
    [2, "Cid", 5],
    [4, "Dan", 4]
  ])
})

it("namesakes stand by id, whatever the order given", () => {
  const twins = [fighter(9, "Bruno Silva", { wins: 1, fights: 1 }), fighter(3, "Bruno Silva", { wins: 1, fights: 1 })]
  for (const given of [twins, twins.toReversed()]) {
    const { rows } = leaderboard("wins", given, { minFights: 1, limit: 10 })
    assert.deepStrictEqual(
      rows.map(({ fighterId, rank }) => [rank, fighterId]),
      [
        [1, 3],
        [1, 9]
      ]
    )
  }
})

it("L-25: a cut that divides a tie says how many more share the last place", () => {
  const tied = leaderboard("wins", winners, { minFights: 1, limit: 2 })
  assert.deepStrictEqual([tied.rows.length, tied.ranked, tied.tiedBeyond], [2, 4, 1])
  assert.strictEqual(leaderboard("wins", winners, { minFights: 1, limit: 1 }).tiedBeyond, 0)
  assert.strictEqual(leaderboard("wins", winners, { minFights: 1, limit: 3 }).tiedBeyond, 0)
  assert.strictEqual(leaderboard("wins", [], { minFights: 1, limit: 3 }).tiedBeyond, 0)
})

it("nobody leads with none, but a ratio of zero ranks", () => {
  const { ranked } = leaderboard("wins", winners, { minFights: 1, limit: 10 })
  assert.strictEqual(ranked, 4)
  const rate = leaderboard("win-rate", [fighter(1, "A", { losses: 5, fights: 5 })], { minFights: 5, limit: 10 })
  assert.deepStrictEqual(places(rate), [[1, "A", 0]])
  const control = [fighter(1, "A", { controlBase: 300, fights: 1, measuredFights: 1 })]
  assert.deepStrictEqual(places(leaderboard("control-time", control, { minFights: 1, limit: 10 })), [])
})

it("too few fights do not rank: all fights for a count, those with statistics for a measured metric", () => {
  const strikers = [
    fighter(1, "Measured", { fights: 5, measuredFights: 5, sigLanded: 10, measuredSeconds: 600 }),
    fighter(2, "Unmeasured", { fights: 9, measuredFights: 4, sigLanded: 99, measuredSeconds: 600 }),
    fighter(3, "Clockless", { fights: 9, measuredFights: 9, sigLanded: 99, measuredSeconds: 0 })
  ]
  assert.deepStrictEqual(places(leaderboard("sig-strikes-per-minute", strikers, { minFights: 5, limit: 10 })), [
    [1, "Measured", 1]
  ])
  assert.strictEqual(leaderboard("fights", strikers, { minFights: 9, limit: 10 }).ranked, 2)
})

it("I-18, I-20: a share of attempts takes as many of them as fights, up to five", () => {
  const tried = (id: number, name: string, takedownsAttempted: number, measuredFights = 10) =>
    fighter(id, name, { fights: 10, measuredFights, takedownsAttempted, takedownsLanded: 1 })
  const few = [tried(1, "Ann", 1), tried(2, "Ben", 4), tried(3, "Cid", 5), tried(4, "Dan", 8, 2)]
  const ranked = (minFights: number) =>
    leaderboard("takedown-accuracy", few, { minFights, limit: 10 }).rows.map(({ name }) => name)
  assert.deepStrictEqual(ranked(1), ["Ann", "Ben", "Cid", "Dan"])
  assert.deepStrictEqual(ranked(2), ["Ben", "Cid", "Dan"])
  assert.deepStrictEqual(ranked(5), ["Cid"])
  assert.deepStrictEqual(ranked(10), ["Cid"])
})
