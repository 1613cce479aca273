import { assert, it } from "@effect/vitest"
import { fighterFacts, matchFacts, roundStats, side } from "../../contract/Facts.ts"
import { changedFields, difference, merge, mergeMatch } from "../../src/collection/Reconcile.ts"
import { FighterId } from "../../src/Identity.ts"

const islam = { id: FighterId.make(1), name: "Islam Makhachev" }
const dustin = { id: FighterId.make(2), name: "Dustin Poirier" }
const unknown = { id: null, name: "Late Replacement" }

it("a later value replaces an earlier one, and a missing value replaces nothing", () => {
  const known = fighterFacts({ nickname: "The Eagle", reach: 70, wins: 3 })
  const seen = { ...known, nickname: null, reach: 71, wins: 0 }
  assert.deepStrictEqual(merge(known, seen), { ...known, reach: 71, wins: 0 })
})

it("an empty list replaces nothing, and a list replaces a list", () => {
  const known = matchFacts({ judges: [{ judge: "A", points: [28, 29] }] })
  assert.deepStrictEqual(merge(known, { ...known, judges: [] }), known)
  const judges = [{ judge: "B", points: [27, 30] as const }]
  assert.deepStrictEqual(merge(known, { ...known, judges }).judges, judges)
})

it("title and bonus flags once true stay true, and the main event is what it was last said to be", () => {
  const known = matchFacts({
    isTitleBout: true,
    fightOfTheNight: true,
    isMainEvent: true,
    cardOrder: 12,
    corners: [side(islam, "WIN", { performanceOfTheNight: true })]
  })
  const seen = {
    ...known,
    isTitleBout: false,
    fightOfTheNight: false,
    isMainEvent: false,
    corners: [side(islam, "WIN")]
  }
  assert.deepStrictEqual(mergeMatch(known, seen), { ...known, isMainEvent: false })
})

it("an opponent who is replaced is gone, and a side that stays keeps what the source leaves out", () => {
  const known = matchFacts({
    corners: [side(islam, "WIN", { corner: "red" }), side(dustin, "LOSS", { corner: "blue" })]
  })
  const seen = { ...known, corners: [side(unknown), side(islam)] }
  assert.deepStrictEqual(mergeMatch(known, seen).corners, [side(unknown), side(islam, "WIN", { corner: "red" })])
})

it("a source without corners, which lists the winner first, does not turn known corners round", () => {
  const known = matchFacts({
    corners: [side(islam, "LOSS", { corner: "red" }), side(dustin, "WIN", { corner: "blue" })]
  })
  const seen = { ...known, corners: [side(dustin, "WIN"), side(islam, "LOSS")] }
  assert.deepStrictEqual(mergeMatch(known, seen), known)
})

it("a knockout of a source without the format does not replace a doctor's stoppage", () => {
  const known = matchFacts({ method: "TKO - Doctor's Stoppage", timeFormat: "3 Rnd (5-5-5)" })
  const event = { ...known, method: "KO/TKO" as const, timeFormat: null }
  assert.deepStrictEqual(mergeMatch(known, event), known)
  assert.strictEqual(mergeMatch(known, { ...known, method: "KO/TKO" }).method, "KO/TKO")
  assert.strictEqual(mergeMatch(known, { ...event, method: "DQ" }).method, "DQ")
  assert.strictEqual(mergeMatch(known, { ...event, method: null }).method, "TKO - Doctor's Stoppage")
})

it("an unidentified side stays while its name does", () => {
  const known = matchFacts({ corners: [side(unknown, "LOSS", { corner: "blue" }), side(islam, "WIN")] })
  assert.deepStrictEqual(mergeMatch(known, { ...known, corners: [side(unknown), side(islam)] }).corners, known.corners)
  const other = side({ id: null, name: "Somebody Else" })
  assert.deepStrictEqual(mergeMatch(known, { ...known, corners: [other] }).corners, [other])
})

it("a side whose fighter a source cannot tell keeps the known one while the name stays", () => {
  const known = matchFacts({ corners: [side(islam, "WIN"), side(dustin, "LOSS")] })
  const unsure = { ...known, corners: [side({ ...islam, id: null }), side(dustin)] }
  assert.deepStrictEqual(mergeMatch(known, unsure).corners, known.corners)
  const moved = { ...known, corners: [side({ ...dustin, id: null }), side(islam)] }
  assert.deepStrictEqual(mergeMatch(known, moved).corners, [side(dustin, "LOSS"), side(islam, "WIN")])
})

it("one known fighter never becomes both sides of a bout", () => {
  const known = matchFacts({ corners: [side(islam, "WIN"), side(dustin, "LOSS")] })
  const namesake = side({ ...islam, id: null })
  for (const corners of [
    [namesake, side(islam)],
    [namesake, side({ ...islam, id: null })]
  ]) {
    const ids = mergeMatch(known, { ...known, corners }).corners.flatMap(({ fighterId }) => fighterId ?? [])
    assert.isAtMost(ids.length, 1)
  }
})

it("a source that knows no place on the card, or no status, takes neither away", () => {
  const known = matchFacts({ isMainEvent: true, cardOrder: 12, status: "completed" })
  const seen = { ...known, isMainEvent: false, cardOrder: null, status: "unknown" as const }
  assert.deepStrictEqual(mergeMatch(known, seen), known)
})

it("fields that differ are named, whatever the order of the keys", () => {
  const round = roundStats(1, { sigStrikes: { landed: 1, attempted: 2 } })
  const turned = Object.fromEntries(Object.entries(round).reverse())
  assert.deepStrictEqual(changedFields({ rounds: [round], a: 1, b: null }, { rounds: [turned], a: 2, b: [] }), [
    "a",
    "b"
  ])
  assert.deepStrictEqual(changedFields({ rounds: [round] }, { rounds: [roundStats(1)] }), ["rounds"])
  assert.deepStrictEqual(changedFields({ rounds: [round] }, { rounds: [round, roundStats(2)] }), ["rounds"])
  assert.deepStrictEqual(changedFields({ a: null, b: 0 }, { a: {}, b: "0" }), ["a", "b"])
})

it("only what is new or changed is written, merged, and counted by field", () => {
  const [fresh, same, changed] = [fighterFacts(), fighterFacts({ wins: 1 }), fighterFacts({ wins: 1, reach: 70 })]
  const known = new Map([
    [same.ufcstatsId, same],
    [changed.ufcstatsId, changed]
  ])
  const seen = [fresh, { ...same, wins: null }, { ...changed, wins: 2, reach: null, nickname: "New" }]
  const { counts, write } = difference(seen, ({ ufcstatsId }) => known.get(ufcstatsId))
  assert.deepStrictEqual(write, [fresh, { ...changed, wins: 2, nickname: "New" }])
  assert.deepStrictEqual(counts, { inserted: 1, updated: 1, unchanged: 1, fields: { wins: 1, nickname: 1 } })
})

it("what was written is unchanged when it is seen again", () => {
  const facts = [fighterFacts({ wins: 1 }), fighterFacts()]
  const { counts, write } = difference(facts, (item) => ({ ...item }))
  assert.deepStrictEqual(write, [])
  assert.deepStrictEqual(counts, { inserted: 0, updated: 0, unchanged: 2, fields: {} })
})
