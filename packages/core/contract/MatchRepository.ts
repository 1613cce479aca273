import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { EventRepository } from "../src/event/EventRepository.ts"
import { FighterRepository } from "../src/fighter/FighterRepository.ts"
import { MatchId, UfcstatsId } from "../src/Identity.ts"
import { type EventRef, Match, type MatchFacts } from "../src/match/Match.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import { day, eventFacts, fighterFacts, freshKey, freshWord, matchFacts, side } from "./Facts.ts"
import { searchLaws } from "./MatchSearch.ts"
import { statsLaws } from "./MatchStats.ts"
import { someFighters } from "./SomeFighters.ts"

const nothing = MatchId.make(2_147_483_647)

const asKept = (id: MatchId, { eventId: _, ...facts }: MatchFacts, event: EventRef | null) =>
  new Match({ id, event, ...facts })

const cornersOf = Effect.fnUntraced(function* (id: MatchId) {
  const matches = yield* MatchRepository
  return (yield* matches.get(id)).corners
})

/** The laws of {@link MatchRepository}. The layer gives all repositories over one store. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<MatchRepository | EventRepository | FighterRepository, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`MatchRepository / ${adapter}`, (it) => {
    it.effect("facts come back as they were saved, with the event's name and day", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const [red, blue] = yield* someFighters(2)
        const event = eventFacts({ date: day("2021-07-10") })
        const eventId = yield* events.save(event)
        const full = matchFacts({
          eventId,
          weightClass: "lightweight",
          title: "UFC Interim Lightweight Title Bout",
          isTitleBout: true,
          isMainEvent: true,
          cardOrder: 14,
          fightOfTheNight: true,
          method: "TKO - Doctor's Stoppage",
          methodDetail: "Punch",
          details: 'Broken leg; "stopped" between rounds \\ 50%',
          resultRound: 1,
          resultTime: 300,
          timeFormat: "5 Rnd (5-5-5-5-5)",
          scheduledRounds: 5,
          referee: "Herb Dean",
          judges: [
            { judge: "Derek Cleary", points: [27, 30] },
            { judge: "Junichiro Kamijo", points: [0, 28] }
          ],
          status: "completed",
          corners: [
            side(red!, "WIN", { corner: "red", performanceOfTheNight: true }),
            side(blue!, "LOSS", { corner: "blue" })
          ]
        })
        const id = yield* matches.save(full)
        assert.deepStrictEqual(
          yield* matches.get(id),
          asKept(id, full, { id: eventId, name: event.name, date: event.date })
        )
      })
    )

    it.effect("a missing value stays missing, a zero stays a zero, and fewer than two sides stay fewer", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const bare = matchFacts({ ufcstatsId: null })
        const half = matchFacts({
          resultRound: 1,
          resultTime: 0,
          corners: [side({ id: null, name: "To Be Announced" })]
        })
        const ids = yield* matches.saveAll([bare, half])
        for (const [index, facts] of [bare, half].entries()) {
          assert.deepStrictEqual(yield* matches.get(ids[index]!), asKept(ids[index]!, facts, null))
        }
      })
    )

    it.effect(
      "saving the same facts twice changes nothing, and later facts replace earlier ones, missing ones too",
      () =>
        Effect.gen(function* () {
          const matches = yield* MatchRepository
          const events = yield* EventRepository
          const [red, blue] = yield* someFighters(2)
          const [oldEvent, newEvent] = [eventFacts(), eventFacts()]
          const [before, after] = yield* events.saveAll([oldEvent, newEvent])
          const first = matchFacts({
            eventId: before!,
            method: "SUB",
            judges: [{ judge: "A", points: [28, 29] }],
            corners: [side(red!, "WIN"), side(blue!, "LOSS")]
          })
          const id = yield* matches.save(first)
          assert.strictEqual(yield* matches.save(first), id)
          assert.deepStrictEqual(
            yield* matches.get(id),
            asKept(id, first, { id: before!, name: oldEvent.name, date: null })
          )
          const second: MatchFacts = {
            ...first,
            eventId: after!,
            method: null,
            judges: [],
            fightOfTheNight: true,
            corners: [side(red!, "NC"), side(blue!, "NC")]
          }
          assert.strictEqual(yield* matches.save(second), id)
          assert.deepStrictEqual(
            yield* matches.get(id),
            asKept(id, second, { id: after!, name: newEvent.name, date: null })
          )
          assert.deepStrictEqual(yield* matches.card(before!), [])
        })
    )

    it.effect("the ids of a thousand come back in the order given, sides included; without a key each is new", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const pair = yield* someFighters(2)
        const word = freshWord()
        const bout = (known: Partial<MatchFacts>, index: number) =>
          matchFacts({ title: `${word} ${index}`, corners: pair.map((fighter) => side(fighter)), ...known })
        const known = Array.from({ length: 300 }, (_, index) => bout({}, index))
        yield* matches.saveAll(known)
        const fresh = Array.from({ length: 400 }, (_, index) => bout({}, 300 + index))
        const keyless = Array.from({ length: 300 }, (_, index) => bout({ ufcstatsId: null }, 700 + index))
        const batch = [...keyless, ...fresh, ...known].sort((a, b) => (a.title! < b.title! ? -1 : 1))
        const ids = yield* matches.saveAll(batch)
        const saved = new Map((yield* matches.findMany(ids)).map((match) => [match.id, match]))
        assert.strictEqual(saved.size, 1000)
        for (const [index, id] of ids.entries()) {
          assert.strictEqual(saved.get(id)?.title, batch[index]!.title)
          assert.deepStrictEqual(saved.get(id)?.corners, batch[index]!.corners)
        }
        assert.deepStrictEqual(yield* matches.saveAll([]), [])
        assert.strictEqual(new Set([...ids, ...(yield* matches.saveAll(keyless))]).size, 1300)
      })
    )

    it.effect("findMany and findByKeys give each that exists once; get fails with MatchNotFound", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const facts = matchFacts()
        const id = yield* matches.save(facts)
        const saved = yield* matches.get(id)
        assert.deepStrictEqual(yield* matches.findMany([nothing, id, id]), [saved])
        assert.deepStrictEqual(yield* matches.findMany([]), [])
        const key = UfcstatsId.make(facts.ufcstatsId!)
        assert.deepStrictEqual(yield* matches.findByKeys([key, freshKey(), key]), [saved])
        assert.deepStrictEqual(yield* matches.findByKeys([]), [])
        assert.isTrue(Option.isNone(yield* matches.find(nothing)))
        assert.strictEqual((yield* Effect.flip(matches.get(nothing)))._tag, "MatchNotFound")
      })
    )

    it.effect("a side shows the fighter's present name, an unidentified one the printed name", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const fighters = yield* FighterRepository
        const facts = fighterFacts()
        const id = yield* fighters.save(facts)
        const corners = [side({ id, name: "As Printed" }), side({ id: null, name: "Somebody Else" })]
        const matchId = yield* matches.save(matchFacts({ corners }))
        yield* fighters.save({ ...facts, name: "Renamed Since" })
        assert.deepStrictEqual(
          (yield* cornersOf(matchId)).map(({ fighterId, name }) => [fighterId, name]),
          [
            [id, "Renamed Since"],
            [null, "Somebody Else"]
          ]
        )
      })
    )

    it.effect("a bout shows its event's present name and day", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const event = eventFacts({ date: day("2026-01-01") })
        const id = yield* events.save(event)
        const matchId = yield* matches.save(matchFacts({ eventId: id }))
        yield* events.save({ ...event, name: "Moved", date: day("2026-02-02") })
        assert.deepStrictEqual((yield* matches.get(matchId)).event, { id, name: "Moved", date: day("2026-02-02") })
      })
    )

    it.effect("the sides are a set, replaced as a whole and kept in the order given", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const [a, b, c] = yield* someFighters(3)
        const facts = matchFacts({ corners: [side(a!), side(b!)] })
        const id = yield* matches.save(facts)
        const unknown = { id: null, name: "Late Replacement" }
        for (const pair of [[b!, a!], [c!, b!], [unknown, c!], [c!], [], [a!, unknown], [unknown, unknown], [a!, b!]]) {
          const corners = pair.map((fighter) => side(fighter))
          yield* matches.save({ ...facts, corners })
          assert.deepStrictEqual(yield* cornersOf(id), corners)
        }
        const career = yield* matches.search({ fighterId: c!.id, order: "latest", limit: 10, after: null })
        assert.deepStrictEqual(career.items, [])
      })
    )

    it.effect(
      "H-07: cards are the bouts of those events and no others, the latest event and the main event first",
      () =>
        Effect.gen(function* () {
          const matches = yield* MatchRepository
          const events = yield* EventRepository
          const dates = ["2020-01-01", "2021-01-01", "2022-01-01", null]
          const [old, late, other, undated] = yield* events.saveAll(
            dates.map((date) => eventFacts({ date: date === null ? null : day(date) }))
          )
          const places = [
            [old, 1],
            [undated, 1],
            [late, 1],
            [late, 2],
            [other, 1],
            [late, null]
          ] as const
          const ids = yield* matches.saveAll(
            places.map(([eventId, cardOrder]) => matchFacts({ eventId: eventId!, cardOrder }))
          )
          const found = yield* matches.cards([undated!, old!, late!, old!])
          assert.deepStrictEqual(
            found.map(({ id }) => id),
            [3, 2, 5, 0, 1].map((index) => ids[index])
          )
          assert.deepStrictEqual(found, yield* Effect.forEach(found, ({ id }) => matches.get(id)))
          assert.deepStrictEqual(yield* matches.cards([]), [])
        })
    )

    it.effect("two bouts of the same pair on the same card are two bouts", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const pair = yield* someFighters(2)
        const eventId = yield* events.save(eventFacts({ date: day("1994-03-11") }))
        const bout = () => matchFacts({ eventId, corners: pair.map((fighter) => side(fighter)) })
        const ids = yield* matches.saveAll([bout(), bout()])
        assert.deepStrictEqual((yield* matches.card(eventId)).map(({ id }) => id).sort(), [...ids].sort())
      })
    )

    it.effect("a removed bout is gone, once, and its sides with it; the fighters stay", () =>
      Effect.gen(function* () {
        const matches = yield* MatchRepository
        const fighters = yield* FighterRepository
        const [a, b] = yield* someFighters(2)
        const id = yield* matches.save(matchFacts({ corners: [side(a!), side(b!)] }))
        assert.isTrue(yield* matches.remove(id))
        assert.isFalse(yield* matches.remove(id))
        assert.isTrue(Option.isNone(yield* matches.find(id)))
        assert.deepStrictEqual(
          (yield* matches.search({ fighterId: a!.id, order: "latest", limit: 10, after: null })).items,
          []
        )
        assert.strictEqual((yield* fighters.findMany([a!.id, b!.id])).length, 2)
      })
    )

    searchLaws(it)
    statsLaws(it)
  })
