import { assert, it } from "@effect/vitest"
import { day, roundStats, side } from "../../contract/Facts.ts"
import { MatchId } from "../../src/Identity.ts"
import { boutsOf, isCompleted } from "../../src/stats/Bout.ts"
import { hero, match, rival } from "./SomeBouts.ts"

const today = day("2026-01-01")
const won = [side(hero, "WIN"), side(rival, "LOSS")]

it.each([
  ["completed", true],
  ["unknown", true],
  ["scheduled", false],
  ["cancelled", false],
  ["postponed", false]
] as const)("a past bout with a result and the status %s is completed: %s", (status, completed) => {
  assert.strictEqual(isCompleted(match(1, "2025-12-31", { status, corners: won }), today), completed)
})

it("a bout counts from the day of its event on, and never without a day or an event", () => {
  assert.isTrue(isCompleted(match(1, "2026-01-01", { corners: won }), today))
  assert.isFalse(isCompleted(match(1, "2026-01-02", { corners: won }), today))
  assert.isFalse(isCompleted(match(1, null, { corners: won }), today))
  assert.isFalse(isCompleted({ ...match(1, "2020-01-01", { corners: won }), event: null }, today))
})

it("J-04: a bout without a result does not count; a draw, a no contest and one known side do", () => {
  assert.isFalse(isCompleted(match(1, "2020-01-01"), today))
  assert.isFalse(isCompleted(match(1, "2020-01-01", { corners: [] }), today))
  for (const corners of [
    [side(hero, "DRAW"), side(rival, "DRAW")],
    [side(hero, "NC"), side(rival, "NC")],
    [side(hero), side(rival, "WIN")]
  ]) {
    assert.isTrue(isCompleted(match(1, "2020-01-01", { corners }), today))
  }
})

it("a fighter's bouts come latest first, the later on the card first, and then the higher id", () => {
  const matches = [
    match(4, "2020-01-01", { cardOrder: 2 }),
    match(1, "2020-01-01", { cardOrder: 10 }),
    match(2, "2020-01-01"),
    match(3, "2020-01-01"),
    match(5, "2019-01-01", { cardOrder: 12 }),
    match(6, "2021-01-01"),
    match(7, "2022-01-01", { corners: [side(rival)] })
  ]
  for (const given of [matches, matches.toReversed()]) {
    assert.deepStrictEqual(
      boutsOf(hero.id, given, []).map((bout) => bout.match.id),
      [6, 1, 4, 3, 2, 5]
    )
  }
})

it("each bout holds its own side, the other, and the rounds of each, whichever place the fighter has", () => {
  const corners = [side(rival, "LOSS"), side(hero, "WIN")]
  const matchId = MatchId.make(9)
  const [own, other] = [[roundStats(1, { knockdowns: 1 })], [roundStats(1, { knockdowns: 2 })]]
  const stats = [
    { matchId, position: 1 as const, fighterId: rival.id, rounds: other },
    { matchId, position: 2 as const, fighterId: hero.id, rounds: own },
    { matchId: MatchId.make(8), position: 2 as const, fighterId: hero.id, rounds: other }
  ]
  const played = match(9, "2020-01-01", { corners })
  assert.deepStrictEqual(boutsOf(hero.id, [played], stats), [
    { match: played, own: corners[1]!, opponent: corners[0]!, ownRounds: own, opponentRounds: other }
  ])
  const alone = match(3, "2020-01-01", { corners: [side(hero)] })
  assert.deepStrictEqual(boutsOf(hero.id, [alone], stats), [
    { match: alone, own: side(hero), opponent: null, ownRounds: [], opponentRounds: [] }
  ])
})
