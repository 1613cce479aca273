import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { FighterRepository } from "../src/fighter/FighterRepository.ts"
import type { Position } from "../src/Listing.ts"
import type { RankingEntry } from "../src/ranking/Ranking.ts"
import type { RankingHistory } from "../src/ranking/RankingHistory.ts"
import { RankingRepository } from "../src/ranking/RankingRepository.ts"
import type { WeightClass } from "../src/ranking/WeightClass.ts"
import { day, fighterFacts } from "./Facts.ts"
import { pagesAreTheList } from "./Paging.ts"

const named = Effect.fnUntraced(function* (names: ReadonlyArray<string>) {
  const fighters = yield* FighterRepository
  return yield* fighters.saveAll(names.map((name) => fighterFacts({ name })))
})

const source = "test"

/**
 * The laws of {@link RankingRepository}. The layer gives it and the fighters over one store in which nothing has been
 * ranked yet.
 */
export const suite = (adapter: string, layer: Layer.Layer<RankingRepository | FighterRepository, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`RankingRepository / ${adapter}`, (it) => {
    it.effect("nothing is ranked while no rankings have been stored", () =>
      Effect.gen(function* () {
        const rankings = yield* RankingRepository
        const [id] = yield* named(["Nobody Yet"])
        assert.deepStrictEqual(yield* rankings.current(null), { date: null, entries: [] })
        assert.deepStrictEqual(yield* rankings.current("heavyweight"), { date: null, entries: [] })
        assert.deepStrictEqual(yield* rankings.ofFighters([id!]), { date: null, entries: [] })
      })
    )

    it.effect("I-29: the places come by class id, rank and then name, of all classes or of one", () =>
      Effect.gen(function* () {
        const rankings = yield* RankingRepository
        const [a, b, c] = yield* named(["Ann", "Ben", "Cal"])
        yield* rankings.replace({
          date: day("2020-01-01"),
          source,
          entries: [
            { weightClass: "mens-pound-for-pound", rank: 1, fighterId: c! },
            { weightClass: "bantamweight", rank: 1, fighterId: c! },
            { weightClass: "heavyweight", rank: 1, fighterId: c! },
            { weightClass: "bantamweight", rank: 15, fighterId: b! },
            { weightClass: "bantamweight", rank: 15, fighterId: a! },
            { weightClass: "heavyweight", rank: 0, fighterId: b! }
          ]
        })
        const [ann, ben, cal] = [
          { fighterId: a!, name: "Ann" },
          { fighterId: b!, name: "Ben" },
          { fighterId: c!, name: "Cal" }
        ]
        const bantam = [
          { weightClass: "bantamweight", rank: 1, ...cal },
          { weightClass: "bantamweight", rank: 15, ...ann },
          { weightClass: "bantamweight", rank: 15, ...ben }
        ] as const
        const rest = [
          { weightClass: "heavyweight", rank: 0, ...ben },
          { weightClass: "heavyweight", rank: 1, ...cal },
          { weightClass: "mens-pound-for-pound", rank: 1, ...cal }
        ] as const
        const date = day("2020-01-01")
        assert.deepStrictEqual(yield* rankings.current(null), { date, entries: [...bantam, ...rest] })
        assert.deepStrictEqual(yield* rankings.current("bantamweight"), { date, entries: bantam })
        assert.deepStrictEqual(yield* rankings.current("flyweight"), { date, entries: [] })
        const ofCal = yield* rankings.ofFighters([c!, c!])
        assert.deepStrictEqual(ofCal, { date, entries: [bantam[0], rest[1], rest[2]] })
        assert.deepStrictEqual(yield* rankings.ofFighters([]), { date, entries: [] })
      })
    )

    it.effect("a later day replaces all places; the same snapshot twice changes nothing", () =>
      Effect.gen(function* () {
        const rankings = yield* RankingRepository
        const [a, b] = yield* named(["Old", "New"])
        const place = (fighterId: typeof a): RankingEntry => ({
          weightClass: "welterweight",
          rank: 0,
          fighterId: fighterId!
        })
        yield* rankings.replace({ date: day("2020-02-01"), source, entries: [place(a)] })
        const later = { date: day("2020-02-08"), source, entries: [place(b)] }
        yield* rankings.replace(later)
        yield* rankings.replace(later)
        const entries = [{ ...place(b), name: "New" }]
        assert.deepStrictEqual(yield* rankings.current(null), { date: later.date, entries })
        assert.deepStrictEqual(yield* rankings.ofFighters([a!, b!]), { date: later.date, entries })
      })
    )

    it.effect("a second snapshot of a day replaces the first; one of an earlier day changes nothing current", () =>
      Effect.gen(function* () {
        const rankings = yield* RankingRepository
        const [a, b] = yield* named(["First", "Second"])
        const date = day("2020-03-01")
        const place = (fighterId: typeof a, rank: number): RankingEntry => ({
          weightClass: "lightweight",
          rank,
          fighterId: fighterId!
        })
        yield* rankings.replace({ date, source, entries: [place(a, 0), place(b, 1)] })
        yield* rankings.replace({ date, source, entries: [place(b, 0)] })
        const current = { date, entries: [{ ...place(b, 0), name: "Second" }] }
        assert.deepStrictEqual(yield* rankings.current(null), current)
        yield* rankings.replace({ date: day("2019-01-01"), source, entries: [place(a, 0)] })
        assert.deepStrictEqual(yield* rankings.current(null), current)
        assert.deepStrictEqual(yield* rankings.ofFighters([a!]), { date, entries: [] })
      })
    )

    it.effect("on a day the places are those of the latest snapshot up to then", () =>
      Effect.gen(function* () {
        const rankings = yield* RankingRepository
        const [a, b] = yield* named(["Earlier", "Later"])
        const place = (fighterId: typeof a): RankingEntry => ({
          weightClass: "middleweight",
          rank: 0,
          fighterId: fighterId!
        })
        const [first, second] = [day("2020-04-01"), day("2020-04-08")]
        yield* rankings.replace({ date: first, source, entries: [place(a)] })
        yield* rankings.replace({ date: second, source, entries: [place(b)] })
        const earlier = { date: first, entries: [{ ...place(a), name: "Earlier" }] }
        assert.deepStrictEqual(yield* rankings.places("middleweight", first), earlier)
        assert.deepStrictEqual(yield* rankings.places("middleweight", day("2020-04-07")), earlier)
        assert.deepStrictEqual(yield* rankings.places(null, second), {
          date: second,
          entries: [{ ...place(b), name: "Later" }]
        })
        assert.deepStrictEqual(yield* rankings.places(null, day("1990-01-01")), { date: null, entries: [] })
      })
    )

    it.effect(
      "the history has the places of every snapshot, the latest day first, of a fighter, a class, or days",
      () =>
        Effect.gen(function* () {
          const rankings = yield* RankingRepository
          const [a, b, c] = yield* named(["Ida", "Joe", "Kay"])
          const [first, second, third] = [day("2018-01-01"), day("2018-01-08"), day("2018-01-15")]
          const place = (weightClass: WeightClass, rank: number, fighterId: typeof a): RankingEntry => ({
            weightClass,
            rank,
            fighterId: fighterId!
          })
          yield* rankings.replace({
            date: second,
            source,
            entries: [place("lightweight", 2, c), place("lightweight", 2, b), place("lightweight", 0, a)]
          })
          yield* rankings.replace({
            date: first,
            source,
            entries: [place("heavyweight", 1, b), place("lightweight", 1, a)]
          })
          yield* rankings.replace({ date: third, source, entries: [place("flyweight", 3, c)] })
          const asked = Effect.fnUntraced(function* (query: Omit<RankingHistory, "limit" | "after">) {
            const { items, next } = yield* rankings.history({ ...query, limit: 100, after: null })
            assert.isNull(next)
            return items.map((one) => `${one.date} ${one.weightClass} ${one.rank} ${one.name}`)
          })
          const within = { from: first, to: third }
          const tied = b! < c! ? (["Joe", "Kay"] as const) : (["Kay", "Joe"] as const)
          assert.deepStrictEqual(yield* asked(within), [
            "2018-01-15 flyweight 3 Kay",
            "2018-01-08 lightweight 0 Ida",
            ...tied.map((name) => `2018-01-08 lightweight 2 ${name}`),
            "2018-01-01 lightweight 1 Ida",
            "2018-01-01 heavyweight 1 Joe"
          ])
          assert.deepStrictEqual(yield* asked({ fighterId: a! }), [
            "2018-01-08 lightweight 0 Ida",
            "2018-01-01 lightweight 1 Ida"
          ])
          assert.deepStrictEqual(yield* asked({ ...within, weightClass: "heavyweight" }), [
            "2018-01-01 heavyweight 1 Joe"
          ])
          assert.deepStrictEqual(yield* asked({ fighterId: c!, weightClass: "lightweight" }), [
            "2018-01-08 lightweight 2 Kay"
          ])
          assert.lengthOf(yield* asked({ from: second, to: second }), 3)
          assert.deepStrictEqual(yield* asked({ ...within, fighterId: c!, weightClass: "heavyweight" }), [])

          const page = (after: Position | null, limit: number) =>
            Effect.map(rankings.history({ ...within, limit, after }), ({ items, next }) => ({
              items: items.map(({ fighterId }) => ({ id: fighterId })),
              next
            }))
          yield* pagesAreTheList(page, [c!, a!, Math.min(b!, c!), Math.max(b!, c!), a!, b!])
        })
    )

    it.effect("a snapshot that breaks a rule is rejected and changes nothing", () =>
      Effect.gen(function* () {
        const rankings = yield* RankingRepository
        const [a, b] = yield* named(["Rule", "Breaker"])
        const before = yield* rankings.current(null)
        const faults: ReadonlyArray<ReadonlyArray<RankingEntry>> = [
          [
            { weightClass: "flyweight", rank: 0, fighterId: a! },
            { weightClass: "flyweight", rank: 0, fighterId: b! }
          ],
          [
            { weightClass: "flyweight", rank: 1, fighterId: a! },
            { weightClass: "flyweight", rank: 2, fighterId: a! }
          ],
          [{ weightClass: "womens-pound-for-pound", rank: 0, fighterId: a! }]
        ]
        for (const entries of faults) {
          const error = yield* Effect.flip(rankings.replace({ date: day("2021-01-01"), source, entries }))
          assert.strictEqual(error._tag, "RankingsRejected")
        }
        assert.deepStrictEqual(yield* rankings.current(null), before)
      })
    )

    it.effect("a place shows the fighter's present name, and goes with the fighter", () =>
      Effect.gen(function* () {
        const rankings = yield* RankingRepository
        const fighters = yield* FighterRepository
        const facts = fighterFacts({ name: "Before" })
        const [a, b] = yield* fighters.saveAll([facts, fighterFacts({ name: "Stays" })])
        const date = day("2022-01-01")
        const places = [a!, b!].map(
          (fighterId, index) => ({ weightClass: "featherweight", rank: index, fighterId }) as const
        )
        yield* rankings.replace({ date, source, entries: places })
        yield* fighters.save({ ...facts, name: "After" })
        const names = ["After", "Stays"]
        assert.deepStrictEqual(yield* rankings.current(null), {
          date,
          entries: places.map((place, index) => ({ ...place, name: names[index]! }))
        })
        yield* fighters.remove(a!)
        assert.deepStrictEqual(yield* rankings.current(null), { date, entries: [{ ...places[1]!, name: "Stays" }] })
      })
    )
  })
