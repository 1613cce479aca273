import { assert, type Vitest } from "@effect/vitest"
import { Effect } from "effect"
import type { EventRepository } from "../src/event/EventRepository.ts"
import { FighterRepository } from "../src/fighter/FighterRepository.ts"
import { MatchId } from "../src/Identity.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import { matchFacts, roundStats, side } from "./Facts.ts"
import { someFighters } from "./SomeFighters.ts"

const nothing = MatchId.make(2_147_483_647)

const landed = (hits: number, tries: number) => ({ landed: hits, attempted: tries })

/** A bout between two fresh fighters, one round of statistics each. */
const measuredBout = Effect.gen(function* () {
  const matches = yield* MatchRepository
  const [a, b, c] = yield* someFighters(3)
  const facts = matchFacts({ corners: [side(a!), side(b!)] })
  const id = yield* matches.save(facts)
  const own = [roundStats(1, { knockdowns: 1 })]
  const other = [roundStats(1, { knockdowns: 2 })]
  yield* matches.saveStats([
    { matchId: id, position: 1, rounds: own },
    { matchId: id, position: 2, rounds: other }
  ])
  return { id, facts, a: a!, b: b!, c: c!, own, other }
})

/** How {@link MatchRepository} keeps statistics. */
export const statsLaws = (it: Vitest.MethodsNonLive<MatchRepository | EventRepository | FighterRepository>) => {
  it.effect("statistics come back cell by cell, rounds ascending, a missing cell missing and a zero a zero", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [a] = yield* someFighters(1)
      const matchId = yield* matches.save(matchFacts({ corners: [side(a!), side({ id: null, name: "Unknown" })] }))
      const full = roundStats(1, {
        knockdowns: 2,
        sigStrikes: landed(30, 60),
        totalStrikes: landed(40, 80),
        takedowns: landed(1, 4),
        submissionAttempts: 3,
        reversals: 4,
        controlSeconds: 125,
        head: landed(15, 31),
        body: landed(10, 20),
        leg: landed(5, 9),
        distance: landed(25, 50),
        clinch: landed(3, 6),
        ground: landed(2, 4)
      })
      const zero = roundStats(2, {
        knockdowns: 0,
        sigStrikes: landed(0, 0),
        takedowns: landed(0, 7),
        controlSeconds: 0
      })
      const whole = roundStats(0, { totalStrikes: landed(10_000, 10_000) })
      yield* matches.saveStats([
        { matchId, position: 2, rounds: [whole] },
        { matchId, position: 1, rounds: [roundStats(3), zero, full] }
      ])
      assert.deepStrictEqual(yield* matches.stats([matchId]), [
        { matchId, position: 1, fighterId: a!.id, rounds: [full, zero, roundStats(3)] },
        { matchId, position: 2, fighterId: null, rounds: [whole] }
      ])
    })
  )

  it.effect("stats lists sides that have any, by bout and position, and nothing for none", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const first = yield* measuredBout
      const second = yield* measuredBout
      const [a, b] = yield* someFighters(2)
      const half = yield* matches.save(matchFacts({ corners: [side(a!), side(b!)] }))
      yield* matches.saveStats([{ matchId: half, position: 2, rounds: [roundStats(1)] }])
      const bare = yield* matches.save(matchFacts({ corners: [side(a!), side(b!)] }))
      const places = (yield* matches.stats([half, bare, nothing, second.id, first.id, half])).map(
        ({ matchId, position }) => [matchId, position]
      )
      const expected = [first.id, second.id].flatMap((id) => [
        [id, 1],
        [id, 2]
      ])
      assert.deepStrictEqual(
        places,
        [...expected, [half, 2]].sort(([a], [b]) => a! - b!)
      )
      assert.deepStrictEqual(yield* matches.stats([]), [])
    })
  )

  it.effect("saving replaces the rounds of the sides given and of no other; none at all takes them away", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const { a, b, id, other } = yield* measuredBout
      const rounds = [roundStats(1, { reversals: 1 }), roundStats(2, { reversals: 2 })]
      yield* matches.saveStats([{ matchId: id, position: 1, rounds }])
      yield* matches.saveStats([{ matchId: id, position: 1, rounds }])
      const kept = { matchId: id, position: 2 as const, fighterId: b.id, rounds: other }
      assert.deepStrictEqual(yield* matches.stats([id]), [{ matchId: id, position: 1, fighterId: a.id, rounds }, kept])
      yield* matches.saveStats([{ matchId: id, position: 1, rounds: [] }])
      assert.deepStrictEqual(yield* matches.stats([id]), [kept])
      yield* matches.saveStats([])
      assert.deepStrictEqual(yield* matches.stats([id]), [kept])
    })
  )

  it.effect("a side that does not exist is passed over, and the rest of the batch is kept", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [a] = yield* someFighters(1)
      const id = yield* matches.save(matchFacts({ corners: [side(a!)] }))
      const rounds = [roundStats(1)]
      yield* matches.saveStats([
        { matchId: nothing, position: 1, rounds },
        { matchId: id, position: 2, rounds },
        { matchId: id, position: 1, rounds }
      ])
      assert.deepStrictEqual(yield* matches.stats([id, nothing]), [
        { matchId: id, position: 1, fighterId: a!.id, rounds }
      ])
    })
  )

  it.effect("statistics of a thousand sides are saved together", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [a, b] = yield* someFighters(2)
      const ids = yield* matches.saveAll(
        Array.from({ length: 500 }, () => matchFacts({ corners: [side(a!), side(b!)] }))
      )
      const sides = ids.flatMap((matchId, index) =>
        ([1, 2] as const).map((position) => ({
          matchId,
          position,
          rounds: [1, 2, 3].map((round) =>
            roundStats(round, { controlSeconds: index, sigStrikes: landed(position, 9) })
          )
        }))
      )
      yield* matches.saveStats(sides)
      const saved = yield* matches.stats(ids)
      assert.deepStrictEqual(
        saved.map(({ fighterId: _, ...side }) => side),
        sides.sort((a, b) => a.matchId - b.matchId || a.position - b.position)
      )
    })
  )

  it.effect("saving a bout again keeps the statistics of its sides", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const { facts, id } = yield* measuredBout
      const before = yield* matches.stats([id])
      yield* matches.save({
        ...facts,
        corners: facts.corners.map((corner) => ({ ...corner, result: "DRAW" as const }))
      })
      assert.deepStrictEqual(yield* matches.stats([id]), before)
    })
  )

  it.effect("statistics follow their fighter when the sides change places, and go with a fighter who is replaced", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const { a, b, c, facts, id, other, own } = yield* measuredBout
      yield* matches.save({ ...facts, corners: [side(b), side(a)] })
      assert.deepStrictEqual(yield* matches.stats([id]), [
        { matchId: id, position: 1, fighterId: b.id, rounds: other },
        { matchId: id, position: 2, fighterId: a.id, rounds: own }
      ])
      yield* matches.save({ ...facts, corners: [side(c), side(b)] })
      assert.deepStrictEqual(yield* matches.stats([id]), [{ matchId: id, position: 2, fighterId: b.id, rounds: other }])
    })
  )

  it.effect("an unidentified side stays while its printed name does", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [a] = yield* someFighters(1)
      const unknown = { id: null, name: "Somebody Unknown" }
      const facts = matchFacts({ corners: [side(unknown), side(a!)] })
      const id = yield* matches.save(facts)
      const rounds = [roundStats(1, { knockdowns: 3 })]
      yield* matches.saveStats([{ matchId: id, position: 1, rounds }])
      yield* matches.save({ ...facts, corners: [side(a!), side(unknown)] })
      assert.deepStrictEqual(yield* matches.stats([id]), [{ matchId: id, position: 2, fighterId: null, rounds }])
      yield* matches.save({ ...facts, corners: [side(a!), side({ id: null, name: "Somebody Else" })] })
      assert.deepStrictEqual(yield* matches.stats([id]), [])
    })
  )

  it.effect("two unidentified sides of one name keep each their own statistics", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const unknown = side({ id: null, name: "To Be Announced" })
      const facts = matchFacts({ corners: [unknown, unknown] })
      const matchId = yield* matches.save(facts)
      const sides = ([1, 2] as const).map((position) => ({
        matchId,
        position,
        fighterId: null,
        rounds: [roundStats(1, { knockdowns: position })]
      }))
      yield* matches.saveStats(sides)
      yield* matches.save(facts)
      assert.deepStrictEqual(yield* matches.stats([matchId]), sides)
    })
  )

  it.effect("statistics go with the bout; a removed fighter's stay with the corner", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const fighters = yield* FighterRepository
      const { a, b, id, other, own } = yield* measuredBout
      yield* fighters.remove(a.id)
      assert.deepStrictEqual(yield* matches.stats([id]), [
        { matchId: id, position: 1, fighterId: null, rounds: own },
        { matchId: id, position: 2, fighterId: b.id, rounds: other }
      ])
      yield* matches.remove(id)
      assert.deepStrictEqual(yield* matches.stats([id]), [])
    })
  )
}
