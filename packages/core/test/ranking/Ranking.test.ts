import { assert, it } from "@effect/vitest"
import { FighterId } from "../../src/Identity.ts"
import { rankingsFault } from "../../src/ranking/Ranking.ts"
import type { WeightClass } from "../../src/ranking/WeightClass.ts"

const place = (weightClass: WeightClass, rank: number, fighter: number) => ({
  weightClass,
  rank,
  fighterId: FighterId.make(fighter)
})

it("a snapshot stands with ties, without a champion, and with one fighter in several classes", () => {
  assert.isNull(rankingsFault([]))
  assert.isNull(rankingsFault([place("flyweight", 1, 1), place("flyweight", 1, 2), place("flyweight", 3, 3)]))
  assert.isNull(
    rankingsFault([place("flyweight", 0, 1), place("bantamweight", 0, 1), place("mens-pound-for-pound", 1, 1)])
  )
})

it("a snapshot falls with a fighter twice in a class, two champions, or a champion pound for pound", () => {
  assert.match(rankingsFault([place("flyweight", 1, 5), place("flyweight", 2, 5)]) ?? "", /5 stands twice in flyweight/)
  assert.match(rankingsFault([place("flyweight", 0, 1), place("flyweight", 0, 2)]) ?? "", /flyweight has two champions/)
  assert.match(rankingsFault([place("womens-pound-for-pound", 0, 1)]) ?? "", /womens-pound-for-pound has no champion/)
})

it("a snapshot falls with a rank outside 0 to 15, and with more places in a class than there can be", () => {
  const places = (amount: number) => Array.from({ length: amount }, (_, index) => place("flyweight", 15, index + 1))
  for (const rank of [-1, 16, 1.5, Number.NaN]) {
    assert.match(rankingsFault([place("flyweight", rank, 1)]) ?? "", /flyweight has a rank/)
  }
  assert.isNull(rankingsFault([...places(20), place("bantamweight", 1, 21)]))
  assert.match(rankingsFault(places(21)) ?? "", /flyweight has more than 20 places/)
})
