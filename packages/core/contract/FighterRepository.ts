import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { EventRepository } from "../src/event/EventRepository.ts"
import type { RecordBounds } from "../src/fighter/Experience.ts"
import { Fighter } from "../src/fighter/Fighter.ts"
import { FighterRepository } from "../src/fighter/FighterRepository.ts"
import { FighterId, UfcstatsId } from "../src/Identity.ts"
import type { Position } from "../src/Listing.ts"
import type { MatchFacts } from "../src/match/Match.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import type { Result } from "../src/match/Result.ts"
import type { Stance } from "../src/Stance.ts"
import { day, eventFacts, fighterFacts, freshKey, freshWord, matchFacts, side } from "./Facts.ts"
import { pagesAreTheList } from "./Paging.ts"

const nobody = FighterId.make(2_147_483_647)

const found = Effect.fnUntraced(function* (text: string) {
  const fighters = yield* FighterRepository
  return (yield* fighters.search({ text, limit: 100, after: null })).items.map(({ id }) => id)
})

/** The laws of {@link FighterRepository}. The layer gives all repositories over one store. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<FighterRepository | EventRepository | MatchRepository, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`FighterRepository / ${adapter}`, (it) => {
    it.effect("facts come back as they were saved, with the metric measures", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const facts = fighterFacts({
          nickname: 'The Eagle\'s "Son" \\ 100%',
          height: 70.5,
          weight: 155,
          reach: 72.5,
          stance: "Open Stance",
          birthdate: day("1988-02-29"),
          belt: true,
          wins: 29,
          losses: 1,
          draws: 2,
          noContests: 3
        })
        const id = yield* fighters.save(facts)
        assert.deepStrictEqual(yield* fighters.get(id), Fighter.of(id, facts))
      })
    )

    it.effect("a missing value stays missing and a zero stays a zero", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const unknown = fighterFacts()
        const beginner = fighterFacts({ wins: 0, losses: 0, draws: 0, noContests: 0 })
        const [a, b] = yield* fighters.saveAll([unknown, beginner])
        assert.deepStrictEqual(yield* fighters.get(a!), Fighter.of(a!, unknown))
        assert.deepStrictEqual(yield* fighters.get(b!), Fighter.of(b!, beginner))
      })
    )

    it.effect(
      "saving the same facts twice changes nothing, and later facts replace earlier ones, missing ones too",
      () =>
        Effect.gen(function* () {
          const fighters = yield* FighterRepository
          const before = fighterFacts({ nickname: "Before", wins: 1, stance: "Orthodox" })
          const id = yield* fighters.save(before)
          assert.strictEqual(yield* fighters.save(before), id)
          assert.deepStrictEqual(yield* fighters.get(id), Fighter.of(id, before))
          const after = { ...before, name: `${before.name} Junior`, nickname: null, wins: 2 }
          assert.strictEqual(yield* fighters.save(after), id)
          assert.deepStrictEqual(yield* fighters.get(id), Fighter.of(id, after))
        })
    )

    it.effect("facts without a key are a new fighter every time", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const facts = fighterFacts({ ufcstatsId: null })
        const ids = yield* fighters.saveAll([facts, facts])
        const again = yield* fighters.save(facts)
        assert.strictEqual(new Set([...ids, again]).size, 3)
      })
    )

    it.effect("the ids of a thousand come back in the order given, known, new and keyless mixed", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const known = Array.from({ length: 300 }, () => fighterFacts())
        yield* fighters.saveAll(known)
        const fresh = Array.from({ length: 400 }, () => fighterFacts())
        const keyless = Array.from({ length: 300 }, () => fighterFacts({ ufcstatsId: null }))
        const batch = [...known, ...fresh, ...keyless].sort((a, b) => (a.name < b.name ? -1 : 1))
        const ids = yield* fighters.saveAll(batch)
        const names = new Map((yield* fighters.findMany(ids)).map(({ id, name }) => [id, name]))
        assert.deepStrictEqual(
          ids.map((id) => names.get(id)),
          batch.map(({ name }) => name)
        )
        assert.deepStrictEqual(yield* fighters.saveAll([]), [])
      })
    )

    it.effect("findMany and findByKeys give each that exists once, and nothing for none", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const facts = fighterFacts()
        const id = yield* fighters.save(facts)
        assert.deepStrictEqual(yield* fighters.findMany([id, nobody, id]), [Fighter.of(id, facts)])
        assert.deepStrictEqual(yield* fighters.findMany([]), [])
        const key = UfcstatsId.make(facts.ufcstatsId!)
        assert.deepStrictEqual(yield* fighters.findByKeys([freshKey(), key, key]), [Fighter.of(id, facts)])
        assert.deepStrictEqual(yield* fighters.findByKeys([]), [])
      })
    )

    it.effect("find gives none and get fails with FighterNotFound for an unknown id", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        assert.isTrue(Option.isNone(yield* fighters.find(nobody)))
        const error = yield* Effect.flip(fighters.get(nobody))
        assert.strictEqual(error._tag, "FighterNotFound")
      })
    )

    it.effect("update replaces the facts of one fighter, and gives none for an unknown id", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const [id, other] = yield* fighters.saveAll([fighterFacts({ ufcstatsId: null, wins: 3 }), fighterFacts()])
        const untouched = yield* fighters.get(other!)
        const facts = fighterFacts({ ufcstatsId: null, reach: 80, wins: null })
        assert.deepStrictEqual(yield* fighters.update(id!, facts), Option.some(Fighter.of(id!, facts)))
        assert.deepStrictEqual(yield* fighters.get(id!), Fighter.of(id!, facts))
        assert.deepStrictEqual(yield* fighters.get(other!), untouched)
        assert.deepStrictEqual(yield* found(facts.name), [id])
        assert.isTrue(Option.isNone(yield* fighters.update(nobody, facts)))
      })
    )

    it.effect("update leaves a fighter the source's key, whatever key the facts have", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const [own, other] = [fighterFacts(), fighterFacts()]
        const [id, otherId] = yield* fighters.saveAll([own, other])
        for (const ufcstatsId of [other.ufcstatsId, freshKey(), null]) {
          const facts = fighterFacts({ ufcstatsId })
          const kept = Fighter.of(id!, { ...facts, ufcstatsId: own.ufcstatsId })
          assert.deepStrictEqual(yield* fighters.update(id!, facts), Option.some(kept))
          assert.deepStrictEqual(yield* fighters.findByKeys([UfcstatsId.make(own.ufcstatsId!)]), [kept])
        }
        assert.deepStrictEqual(yield* fighters.get(otherId!), Fighter.of(otherId!, other))
      })
    )

    it.effect("search finds part of a name, nickname or alias whatever the case, accents and apostrophes", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const word = freshWord()
        const [jiri, sean] = yield* fighters.saveAll([
          fighterFacts({ name: `Jiří ${word} Procházka`, nickname: "Denisa" }),
          fighterFacts({ name: `Sean ${word} O'Malley-Łukasz`, nickname: `Suga ${word}` })
        ])
        yield* fighters.saveAliases([
          { fighterId: jiri!, alias: `${word} 이리 프로하스카`, source: "test" },
          { fighterId: sean!, alias: `${word} Sugár`, source: "test" }
        ])
        assert.deepStrictEqual(yield* found(`JIRI ${word.toUpperCase()} prochazka`), [jiri])
        assert.deepStrictEqual(yield* found(`${word} omalley lukasz`), [sean])
        assert.deepStrictEqual(yield* found(`${word.slice(2)} Ó’MALLEY`), [sean])
        assert.deepStrictEqual(yield* found(`suga ${word}`), [sean])
        assert.deepStrictEqual(yield* found(`${word} 프로하`), [])
        assert.deepStrictEqual(yield* found(`${word} 이리 프로하`), [jiri])
        assert.deepStrictEqual(yield* found(`${word} sugar`), [sean])
        assert.deepStrictEqual(yield* found(word), [jiri, sean])
        assert.deepStrictEqual(yield* found(`${word} nobody`), [])
      })
    )

    it.effect("one or two letters find what they are part of, whatever the script", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const syllable = () => String.fromCodePoint(0xac00 + Math.floor(Math.random() * 11_172))
        const [first, second] = [syllable(), syllable()]
        const [name, nickname, alias] = yield* fighters.saveAll([
          fighterFacts({ name: `A ${first}${second}` }),
          fighterFacts({ name: "B", nickname: `${first} ${second}` }),
          fighterFacts({ name: "C" })
        ])
        yield* fighters.saveAliases([{ fighterId: alias!, alias: `${first}${second} q`, source: "test" }])
        assert.deepStrictEqual(yield* found(first + second), [name, alias])
        assert.deepStrictEqual(yield* found(`${first}-${second}`), [nickname])
        assert.deepStrictEqual(yield* found(`${second} Q`), [alias])
        assert.includeMembers(yield* found(second), [name!, nickname!, alias!])
      })
    )

    it.effect("H-20: %, _ and \\ in a search are ordinary characters", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const word = freshWord()
        const [percent, line, slash] = yield* fighters.saveAll([
          fighterFacts({ name: `${word} 100% a` }),
          fighterFacts({ name: `${word} 100x b_c` }),
          fighterFacts({ name: `${word} 100y \\ d` })
        ])
        assert.deepStrictEqual(yield* found(`${word} 100%`), [percent])
        assert.deepStrictEqual(yield* found(`${word}%a`), [])
        assert.deepStrictEqual(yield* found(`${word} 100x b_c`), [line])
        assert.deepStrictEqual(yield* found(`${word} 100x_b_`), [])
        assert.deepStrictEqual(yield* found(`${word} 100_ b`), [])
        assert.deepStrictEqual(yield* found(`${word}_`), [])
        const all = yield* fighters.search({ text: "_", limit: 100, after: null })
        assert.isTrue(all.items.every(({ name }) => name.includes("_")))
        assert.deepStrictEqual(yield* found(`${word} 100y \\`), [slash])
      })
    )

    it.effect("who is called so elsewhere is found as well, if all else holds, and once", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const word = freshWord()
        const [a, b, c] = yield* fighters.saveAll([
          fighterFacts({ name: `${word} a`, stance: "Switch" }),
          fighterFacts({ name: `${freshWord()} b`, stance: "Switch" }),
          fighterFacts({ name: `${freshWord()} c`, stance: "Southpaw" })
        ])
        const query = { text: word, stance: "Switch", limit: 100, after: null } as const
        const { items } = yield* fighters.search({ ...query, called: [a!, b!, c!, nobody] })
        assert.sameMembers(
          items.map(({ id }) => id),
          [a!, b!]
        )
        const none = yield* fighters.search({ ...query, called: [] })
        assert.deepStrictEqual(
          none.items.map(({ id }) => id),
          [a]
        )
      })
    )

    it.effect("those of several ids come in their order, or the first that nobody has is told", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const [a, b] = yield* fighters.saveAll([fighterFacts(), fighterFacts()])
        const found = yield* fighters.getMany([b!, a!, b!])
        assert.deepStrictEqual(
          found.map(({ id }) => id),
          [b, a, b]
        )
        assert.strictEqual((yield* Effect.flip(fighters.getMany([a!, nobody, b!])))._tag, "FighterNotFound")
      })
    )

    it.effect("a stance and the bounds of a record leave out all others; only completed bouts make a record", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const events = yield* EventRepository
        const matches = yield* MatchRepository
        const word = freshWord()
        const names = ["a", "b", "c"].map((name) => `${word} ${name}`)
        const stances = ["Southpaw", "Southpaw", "Orthodox"] as const
        const ids = yield* fighters.saveAll(names.map((name, index) => fighterFacts({ name, stance: stances[index]! })))
        const [past, coming] = yield* events.saveAll([
          eventFacts({ date: day("2019-05-04") }),
          eventFacts({ date: day("2019-05-05") })
        ])
        const fought = (eventId: typeof past, index: number, result: Result, known: Partial<MatchFacts> = {}) =>
          matchFacts({
            eventId: eventId!,
            corners: [side({ id: ids[index]!, name: names[index]! }, result), side({ id: null, name: "Other" })],
            ...known
          })
        yield* matches.saveAll([
          fought(past, 0, "WIN"),
          fought(past, 0, "WIN"),
          fought(past, 0, "NC"),
          fought(past, 1, "WIN"),
          fought(past, 1, "LOSS"),
          fought(past, 1, "DRAW"),
          fought(past, 1, "WIN", { status: "cancelled" }),
          fought(coming, 1, "WIN")
        ])
        const any = { until: day("2019-05-04"), minWins: 0, maxLosses: 9, minBouts: 1, maxBouts: 9 }
        const found = Effect.fnUntraced(function* (query: {
          readonly stance?: Stance
          readonly record?: RecordBounds
        }) {
          const { items } = yield* fighters.search({ text: word, ...query, limit: 100, after: null })
          return items.map(({ id }) => ids.indexOf(id))
        })
        assert.deepStrictEqual(yield* found({}), [0, 1, 2])
        assert.deepStrictEqual(yield* found({ stance: "Southpaw" }), [0, 1])
        assert.deepStrictEqual(yield* found({ record: any }), [0, 1])
        assert.deepStrictEqual(yield* found({ record: { ...any, minWins: 2 } }), [0])
        assert.deepStrictEqual(yield* found({ record: { ...any, minWins: 1, maxLosses: 0 } }), [0])
        assert.deepStrictEqual(yield* found({ record: { ...any, minBouts: 3 } }), [1])
        assert.deepStrictEqual(yield* found({ record: { ...any, maxBouts: 2 } }), [0])
        assert.deepStrictEqual(yield* found({ record: { ...any, until: day("2019-05-05"), minWins: 2 } }), [0, 1])
        assert.deepStrictEqual(yield* found({ stance: "Orthodox", record: { ...any, minWins: 1 } }), [])
      })
    )

    it.effect("search lists by folded name and then id, and its pages together are the list", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const word = freshWord()
        const names = ["zed", "Émile", "emil", "Twin", "alpha-1", "Twin", "Alpha 0", "Øystein", "twin", "Zoë"]
        const ids = yield* fighters.saveAll(names.map((name) => fighterFacts({ name: `${word} ${name}` })))
        const page = (after: Position | null, limit: number) => fighters.search({ text: word, limit, after })
        const twins = [ids[3]!, ids[5]!, ids[8]!].sort((a, b) => a - b)
        const [before, after] = [
          [6, 4, 2, 1, 7],
          [0, 9]
        ].map((part) => part.map((index) => ids[index]!))
        yield* pagesAreTheList(page, [...before!, ...twins, ...after!])
        assert.deepStrictEqual((yield* fighters.search({ text: freshWord(), limit: 10, after: null })).items, [])
      })
    )

    it.effect("a fighter added while somebody turns the pages shifts no page", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const word = freshWord()
        const ids = yield* fighters.saveAll(
          ["b", "c", "d", "e"].map((name) => fighterFacts({ name: `${word} ${name}` }))
        )
        const first = yield* fighters.search({ text: word, limit: 2, after: null })
        yield* fighters.save(fighterFacts({ name: `${word} a` }))
        const second = yield* fighters.search({ text: word, limit: 2, after: first.next })
        assert.deepStrictEqual(
          [...first.items, ...second.items].map(({ id }) => id),
          ids
        )
        assert.isNull(second.next)
      })
    )

    it.effect("an empty text finds everyone", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const id = yield* fighters.save(fighterFacts({ name: "!" }))
        const { items } = yield* fighters.search({ text: "", limit: 100, after: null })
        assert.include(
          items.map((fighter) => fighter.id),
          id
        )
        assert.isAbove(items.length, 1)
      })
    )

    it.effect("names holds every fighter once, with the aliases; aliases saved twice are kept once", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const facts = fighterFacts({ nickname: "Two Names" })
        const [named, plain] = yield* fighters.saveAll([facts, fighterFacts()])
        const aliases = ["Old Name", "옛 이름"].map((alias) => ({ fighterId: named!, alias, source: "test" }))
        yield* fighters.saveAliases(aliases)
        yield* fighters.saveAliases([...aliases, { fighterId: named!, alias: "Third", source: "test" }])
        yield* fighters.saveAliases([])
        const names = yield* fighters.names
        assert.strictEqual(new Set(names.map(({ id }) => id)).size, names.length)
        const own = names.find(({ id }) => id === named)
        assert.deepStrictEqual(
          { ...own, aliases: [...(own?.aliases ?? [])].sort() },
          { id: named, name: facts.name, nickname: "Two Names", aliases: ["Old Name", "Third", "옛 이름"] }
        )
        assert.deepStrictEqual(names.find(({ id }) => id === plain)?.aliases, [])
      })
    )

    it.effect("a removed fighter is gone from every list, once; bouts keep the corner with the name alone", () =>
      Effect.gen(function* () {
        const fighters = yield* FighterRepository
        const matches = yield* MatchRepository
        const word = freshWord()
        const [gone, stays] = [fighterFacts({ name: `Gone ${word}` }), fighterFacts({ name: `Stays ${word}` })]
        const [goneId, staysId] = yield* fighters.saveAll([gone, stays])
        yield* fighters.saveAliases([{ fighterId: goneId!, alias: `${word} alias`, source: "test" }])
        const corners = [
          side({ id: goneId!, name: gone.name }, "WIN"),
          side({ id: staysId!, name: stays.name }, "LOSS")
        ]
        const matchId = yield* matches.save(matchFacts({ corners }))
        assert.isTrue(yield* fighters.remove(goneId!))
        assert.isFalse(yield* fighters.remove(goneId!))
        assert.isTrue(Option.isNone(yield* fighters.find(goneId!)))
        assert.deepStrictEqual(yield* found(word), [staysId])
        assert.isUndefined((yield* fighters.names).find(({ id }) => id === goneId))
        const kept = yield* matches.get(matchId)
        assert.deepStrictEqual(kept.corners, [{ ...corners[0]!, fighterId: null }, corners[1]!])
      })
    )
  })
