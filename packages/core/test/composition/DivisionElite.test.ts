import { assert, describe, it } from "@effect/vitest"
import { day, roundStats } from "../../contract/Facts.ts"
import { divisionElite, elitePlaces } from "../../src/composition/DivisionElite.ts"
import { FighterId } from "../../src/Identity.ts"
import type { Ranking } from "../../src/ranking/Ranking.ts"
import { tally } from "../../src/stats/Tally.ts"
import { bout } from "../stats/SomeBouts.ts"

/** A class with these ranks, each held by somebody else. */
const ranked = (ranks: ReadonlyArray<number>): ReadonlyArray<Ranking> =>
  ranks.map((rank, index) => ({
    weightClass: "lightweight",
    rank,
    fighterId: FighterId.make(index + 1),
    name: `Number ${index + 1}`
  }))

const upTo = (last: number) => ranked(Array.from({ length: last + 1 }, (_, rank) => rank))

const elite = (entries: ReadonlyArray<Ranking>, sums: ReadonlyMap<FighterId, ReturnType<typeof tally>> = new Map()) =>
  divisionElite("lightweight", { date: day("2026-01-01"), entries }, sums)

describe("the elite of a division", () => {
  it("L-28: a class that nobody is ranked in has no elite and no depth", () => {
    const {
      date,
      depth,
      elite: best,
      leaders,
      ranked
    } = divisionElite("open-weight", { date: null, entries: [] }, new Map())
    assert.deepStrictEqual([date, ranked, depth, best], [null, 0, "low", []])
    for (const { rows } of leaders) assert.deepStrictEqual(rows, [])
  })

  it.each([
    [15, "high"],
    [9, "high"],
    [8, "moderate"],
    [4, "moderate"],
    [3, "low"]
  ])("with ranks 0 to %i the depth is %s", (last, depth) => assert.strictEqual(elite(upTo(last)).depth, depth))

  it("is the champion and four more, with the ranks that they hold, and all who share the last", () => {
    const ranks = (entries: ReadonlyArray<Ranking>) => elitePlaces(entries).map(({ rank }) => rank)
    assert.deepStrictEqual(ranks(upTo(15)), [0, 1, 2, 3, 4])
    assert.deepStrictEqual(ranks(ranked([1, 2, 3, 4, 5, 6])), [1, 2, 3, 4, 5])
    assert.deepStrictEqual(ranks(ranked([0, 1, 2, 3, 3, 3, 6])), [0, 1, 2, 3, 3, 3])
  })

  it("is led in accuracy by the most accurate, not by whoever landed most", () => {
    const thrown = (landed: number, attempted: number) =>
      tally([bout("WIN", {}, [roundStats(1, { sigStrikes: { landed, attempted } })])])
    const { elite: best, leaders } = elite(
      upTo(2),
      new Map([
        [FighterId.make(1), thrown(90, 200)],
        [FighterId.make(2), thrown(30, 40)]
      ])
    )
    const accurate = leaders.find(({ metric }) => metric === "sig-strike-accuracy")
    assert.deepStrictEqual(
      accurate?.rows.map(({ fighterId, value }) => [fighterId, value]),
      [
        [2, 0.75],
        [1, 0.45]
      ]
    )
    assert.deepStrictEqual(
      best.map(({ record }) => record.text),
      ["1-0-0", "1-0-0", "0-0-0"]
    )
  })
})
