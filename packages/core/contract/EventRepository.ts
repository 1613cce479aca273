import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { Event } from "../src/event/Event.ts"
import { EventRepository, type EventSearch } from "../src/event/EventRepository.ts"
import type { FighterRepository } from "../src/fighter/FighterRepository.ts"
import { EventId, UfcstatsId } from "../src/Identity.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import { day, eventFacts, freshKey, freshWord, matchFacts } from "./Facts.ts"
import { pagesAreTheList } from "./Paging.ts"

const nowhere = EventId.make(2_147_483_647)

const found = Effect.fnUntraced(function* (query: Omit<EventSearch, "order" | "limit" | "after">) {
  const events = yield* EventRepository
  return (yield* events.search({ ...query, order: "earliest", limit: 100, after: null })).items.map(({ id }) => id)
})

/** The laws of {@link EventRepository}. The layer gives all repositories over one store. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<EventRepository | FighterRepository | MatchRepository, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`EventRepository / ${adapter}`, (it) => {
    it.effect("facts come back as they were saved, and a missing value stays missing", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const full = eventFacts({
          date: day("1993-11-12"),
          location: "Denver, Colorado, USA",
          venue: "McNichols Sports Arena",
          status: "completed"
        })
        const bare = eventFacts({ ufcstatsId: null })
        const [a, b] = yield* events.saveAll([full, bare])
        assert.deepStrictEqual(yield* events.get(a!), Event.of(a!, full))
        assert.deepStrictEqual(yield* events.get(b!), Event.of(b!, bare))
      })
    )

    it.effect(
      "saving the same facts twice changes nothing, and later facts replace earlier ones, missing ones too",
      () =>
        Effect.gen(function* () {
          const events = yield* EventRepository
          const before = eventFacts({ date: day("2024-04-13"), venue: "T-Mobile Arena", status: "scheduled" })
          const id = yield* events.save(before)
          assert.strictEqual(yield* events.save(before), id)
          assert.deepStrictEqual(yield* events.get(id), Event.of(id, before))
          const after = { ...before, date: null, venue: null, status: "postponed" as const }
          assert.strictEqual(yield* events.save(after), id)
          assert.deepStrictEqual(yield* events.get(id), Event.of(id, after))
        })
    )

    it.effect("the ids of a thousand come back in the order given; without a key each is a new event", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const known = Array.from({ length: 300 }, () => eventFacts())
        yield* events.saveAll(known)
        const keyless = eventFacts({ ufcstatsId: null })
        const batch = [...Array.from({ length: 698 }, () => eventFacts()), ...known].sort((a, b) =>
          a.name < b.name ? -1 : 1
        )
        const ids = yield* events.saveAll([keyless, ...batch, keyless])
        assert.strictEqual(new Set(ids).size, 1000)
        const names = new Map((yield* events.findMany(ids)).map(({ id, name }) => [id, name]))
        assert.deepStrictEqual(
          ids.map((id) => names.get(id)),
          [keyless, ...batch, keyless].map(({ name }) => name)
        )
        assert.deepStrictEqual(yield* events.saveAll([]), [])
      })
    )

    it.effect("findMany and findByKeys give each that exists once; get fails with EventNotFound", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const facts = eventFacts()
        const id = yield* events.save(facts)
        assert.deepStrictEqual(yield* events.findMany([id, nowhere, id]), [Event.of(id, facts)])
        assert.deepStrictEqual(yield* events.findMany([]), [])
        const key = UfcstatsId.make(facts.ufcstatsId!)
        assert.deepStrictEqual(yield* events.findByKeys([freshKey(), key, key]), [Event.of(id, facts)])
        assert.deepStrictEqual(yield* events.findByKeys([]), [])
        assert.isTrue(Option.isNone(yield* events.find(nowhere)))
        assert.strictEqual((yield* Effect.flip(events.get(nowhere)))._tag, "EventNotFound")
      })
    )

    it.effect("search by days includes both ends and no event without a date", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const word = freshWord()
        const dates = ["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"].map(day)
        const facts = [...dates, null].map((date) => eventFacts({ name: word, date }))
        const [first, second, third, fourth, undated] = yield* events.saveAll(facts)
        assert.deepStrictEqual(yield* found({ text: word, from: dates[1]!, to: dates[2]! }), [second, third])
        assert.deepStrictEqual(yield* found({ text: word, from: dates[2]! }), [third, fourth])
        assert.deepStrictEqual(yield* found({ text: word, to: dates[0]! }), [first])
        assert.deepStrictEqual(yield* found({ text: word }), [first, second, third, fourth, undated])
      })
    )

    it.effect(
      "search finds part of the name and of the location, folded, with %, _ and \\ as ordinary characters",
      () =>
        Effect.gen(function* () {
          const events = yield* EventRepository
          const word = freshWord()
          const [paris, saoPaulo] = yield* events.saveAll([
            eventFacts({ name: `UFC ${word}: Gané vs. Tybura 50%`, location: `${word}, Île-de-France` }),
            eventFacts({ name: `UFC ${word}: Figueiredo \\ x`, location: `São Paulo ${word}`, status: "completed" })
          ])
          assert.deepStrictEqual(yield* found({ text: `${word}: GANE VS TYBURA` }), [paris])
          assert.deepStrictEqual(yield* found({ text: `${word}%` }), [])
          assert.deepStrictEqual(yield* found({ text: `ufc ${word}: gane vs tybura 50%` }), [paris])
          assert.deepStrictEqual(yield* found({ text: `${word}: figueiredo \\` }), [saoPaulo])
          assert.deepStrictEqual(yield* found({ location: `sao paulo ${word}` }), [saoPaulo])
          assert.deepStrictEqual(yield* found({ location: `${word} ile de` }), [paris])
          assert.deepStrictEqual(yield* found({ location: `${word}_ile` }), [])
          assert.deepStrictEqual(yield* found({ text: `ufc_${word}` }), [])
          assert.deepStrictEqual(yield* found({ location: `${word}%france` }), [])
          assert.deepStrictEqual(yield* found({ text: word, location: "são paulo" }), [saoPaulo])
          assert.deepStrictEqual(yield* found({ text: word, status: "completed" }), [saoPaulo])
          assert.deepStrictEqual(yield* found({ text: word, status: "completed", location: "france" }), [])
        })
    )

    it.effect("both orders go by date and then id, undated events last, and their pages together are the list", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const word = freshWord()
        const dates = ["2021-05-05", null, "1999-12-31", "2021-05-05", null, "2030-01-01", null].map((date) =>
          date === null ? null : day(date)
        )
        const ids = yield* events.saveAll(dates.map((date) => eventFacts({ name: word, date })))
        const list = (order: "latest" | "earliest", expected: ReadonlyArray<number>) =>
          pagesAreTheList((after, limit) => events.search({ text: word, order, limit, after }), expected)
        const byId = (...indices: ReadonlyArray<number>) => indices.map((index) => ids[index]!).sort((a, b) => a - b)
        const [sameDay, undated] = [byId(0, 3), byId(1, 4, 6)]
        yield* list("earliest", [ids[2]!, ...sameDay, ids[5]!, ...undated])
        yield* list("latest", [ids[5]!, ...sameDay.toReversed(), ids[2]!, ...undated.toReversed()])
      })
    )

    it.effect("upcoming gives the scheduled events from a day on, the nearest first", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const scheduled = (date: string) => eventFacts({ date: day(date), status: "scheduled" })
        const [later, sooner] = yield* events.saveAll([
          scheduled("9990-02-01"),
          scheduled("9990-01-01"),
          eventFacts({ date: day("9990-01-15"), status: "cancelled" }),
          scheduled("9989-12-31"),
          eventFacts({ status: "scheduled" })
        ])
        const upcoming = (limit: number) =>
          Effect.map(events.upcoming(day("9990-01-01"), limit), (items) => items.map(({ id }) => id))
        assert.deepStrictEqual(yield* upcoming(10), [sooner, later])
        assert.deepStrictEqual(yield* upcoming(1), [sooner])
      })
    )

    it.effect("a removed event is gone, once, and its bouts with it", () =>
      Effect.gen(function* () {
        const events = yield* EventRepository
        const matches = yield* MatchRepository
        const [gone, stays] = yield* events.saveAll([eventFacts(), eventFacts()])
        const [lost, kept] = yield* matches.saveAll([matchFacts({ eventId: gone! }), matchFacts({ eventId: stays! })])
        assert.isTrue(yield* events.remove(gone!))
        assert.isFalse(yield* events.remove(gone!))
        assert.isTrue(Option.isNone(yield* events.find(gone!)))
        assert.deepStrictEqual(
          (yield* matches.findMany([lost!, kept!])).map(({ id }) => id),
          [kept]
        )
      })
    )
  })
