import { assert, it } from "@effect/vitest"
import { FighterId } from "../../src/Identity.ts"
import { fault } from "../../src/ranking/Ranking.ts"
import type { WeightClass } from "../../src/ranking/WeightClass.ts"

const place = (weightClass: WeightClass, rank: number, fighter: number) => ({
  weightClass,
  rank,
  fighterId: FighterId.make(fighter)
})

it("a snapshot stands with ties, without a champion, and with one fighter in several classes", () => {
  assert.isNull(fault([]))
  assert.isNull(fault([place("flyweight", 1, 1), place("flyweight", 1, 2), place("flyweight", 3, 3)]))
  assert.isNull(fault([place("flyweight", 0, 1), place("bantamweight", 0, 1), place("mens-pound-for-pound", 1, 1)]))
})

it("a snapshot falls with a fighter twice in a class, two champions, or a champion pound for pound", () => {
  assert.match(fault([place("flyweight", 1, 5), place("flyweight", 2, 5)]) ?? "", /5 stands twice in flyweight/)
  assert.match(fault([place("flyweight", 0, 1), place("flyweight", 0, 2)]) ?? "", /flyweight has two champions/)
  assert.match(fault([place("womens-pound-for-pound", 0, 1)]) ?? "", /womens-pound-for-pound has no champion/)
})
