import { assert, type Vitest } from "@effect/vitest"
import { Effect } from "effect"
import { EventRepository } from "../src/event/EventRepository.ts"
import type { FighterRepository } from "../src/fighter/FighterRepository.ts"
import type { MatchId } from "../src/Identity.ts"
import type { IsoDate } from "../src/IsoDate.ts"
import { type MatchFacts, MatchStatus } from "../src/match/Match.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import type { MatchSearch } from "../src/match/MatchSearch.ts"
import { Method, MethodFamily, methodFamily } from "../src/match/Method.ts"
import { day, eventFacts, matchFacts, side } from "./Facts.ts"
import { pagesAreTheList } from "./Paging.ts"
import { someFighters } from "./SomeFighters.ts"

const onDays = Effect.fnUntraced(function* (dates: ReadonlyArray<IsoDate | null>) {
  const events = yield* EventRepository
  return yield* events.saveAll(dates.map((date) => eventFacts({ date })))
})

const search = Effect.fnUntraced(function* (query: Omit<MatchSearch, "order" | "limit" | "after">) {
  const matches = yield* MatchRepository
  const { items } = yield* matches.search({ ...query, order: "latest", limit: 100, after: null })
  return items.map(({ id }) => id).sort((a, b) => a - b)
})

const sorted = (...ids: ReadonlyArray<MatchId | undefined>) => ids.map((id) => id!).sort((a, b) => a - b)

/** What {@link MatchRepository} finds, and in what order. */
export const searchLaws = (it: Vitest.MethodsNonLive<MatchRepository | EventRepository | FighterRepository>) => {
  it.effect("search by fighter, opponent and event finds the bouts in which all of them take part", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [a, b, c] = yield* someFighters(3)
      const [first, second] = yield* onDays([null, null])
      const [ab, ba, ac, alone] = yield* matches.saveAll([
        matchFacts({ eventId: first!, corners: [side(a!), side(b!)] }),
        matchFacts({ eventId: second!, corners: [side(b!), side(a!)] }),
        matchFacts({ eventId: second!, corners: [side(a!), side(c!)] }),
        matchFacts({ corners: [side(a!)] })
      ])
      assert.deepStrictEqual(yield* search({ fighterId: a!.id }), sorted(ab, ba, ac, alone))
      assert.deepStrictEqual(yield* search({ fighterId: a!.id, opponentId: b!.id }), sorted(ab, ba))
      assert.deepStrictEqual(yield* search({ fighterId: b!.id, opponentId: a!.id }), sorted(ab, ba))
      assert.deepStrictEqual(yield* search({ fighterId: b!.id, opponentId: c!.id }), [])
      assert.deepStrictEqual(yield* search({ fighterId: a!.id, opponentId: a!.id }), [])
      assert.deepStrictEqual(yield* search({ eventId: second! }), sorted(ba, ac))
      assert.deepStrictEqual(yield* search({ eventId: second!, fighterId: c!.id }), sorted(ac))
    })
  )

  it.effect("a result is the fighter's own, and without a fighter either side's", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [a, b] = yield* someFighters(2)
      const [eventId] = yield* onDays([null])
      const bout = (own: "WIN" | "LOSS" | "DRAW" | "NC" | null, other: "WIN" | "LOSS" | "DRAW" | "NC" | null) =>
        matchFacts({ eventId: eventId!, corners: [side(a!, own), side(b!, other)] })
      const [won, lost, drawn, none, open] = yield* matches.saveAll([
        bout("WIN", "LOSS"),
        bout("LOSS", "WIN"),
        bout("DRAW", "DRAW"),
        bout("NC", "NC"),
        bout(null, null)
      ])
      const fighterId = a!.id
      assert.deepStrictEqual(yield* search({ fighterId, result: "WIN" }), sorted(won))
      assert.deepStrictEqual(yield* search({ fighterId, opponentId: b!.id, result: "LOSS" }), sorted(lost))
      assert.deepStrictEqual(yield* search({ fighterId, result: "DRAW" }), sorted(drawn))
      assert.deepStrictEqual(yield* search({ eventId: eventId!, result: "WIN" }), sorted(won, lost))
      assert.deepStrictEqual(yield* search({ eventId: eventId!, result: "NC" }), sorted(none))
      assert.deepStrictEqual(yield* search({ eventId: eventId! }), sorted(won, lost, drawn, none, open))
    })
  )

  it.effect("search by family finds exactly the methods of the family, and by class and title those bouts", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [eventId] = yield* onDays([null])
      const methods = [...Method.literals, null]
      const ids = yield* matches.saveAll(
        methods.map((method, index) =>
          matchFacts({
            eventId: eventId!,
            method,
            weightClass: index % 2 === 0 ? "womens-flyweight" : "flyweight",
            isTitleBout: index < 3
          })
        )
      )
      const where = (holds: (method: Method | null, index: number) => boolean) =>
        sorted(...ids.filter((_, index) => holds(methods[index]!, index)))
      for (const methodFamilyWanted of MethodFamily.literals) {
        assert.deepStrictEqual(
          yield* search({ eventId: eventId!, methodFamily: methodFamilyWanted }),
          where((method) => method !== null && methodFamily(method) === methodFamilyWanted)
        )
      }
      const even = where((_, index) => index % 2 === 0)
      assert.deepStrictEqual(yield* search({ eventId: eventId!, weightClass: "womens-flyweight" }), even)
      const titles = where((_, index) => index < 3)
      assert.deepStrictEqual(yield* search({ eventId: eventId!, titleBoutsOnly: true }), titles)
      assert.deepStrictEqual(yield* search({ eventId: eventId!, titleBoutsOnly: false }), sorted(...ids))
      const both = where((_, index) => index < 3 && index % 2 === 0)
      const query = { eventId: eventId!, titleBoutsOnly: true, weightClass: "womens-flyweight" } as const
      assert.deepStrictEqual(yield* search(query), both)
    })
  )

  it.effect("search by days includes both ends and no bout without a day", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [fighter] = yield* someFighters(1)
      const dates = ["2020-02-28", "2020-02-29", "2020-03-01"].map(day)
      const events = [...(yield* onDays([...dates, null])), null]
      const ids = yield* matches.saveAll(
        events.map((eventId) => matchFacts({ eventId: eventId ?? null, corners: [side(fighter!)] }))
      )
      const fighterId = fighter!.id
      assert.deepStrictEqual(yield* search({ fighterId, from: dates[1]!, to: dates[1]! }), sorted(ids[1]))
      assert.deepStrictEqual(yield* search({ fighterId, from: dates[1]! }), sorted(ids[1], ids[2]))
      assert.deepStrictEqual(yield* search({ fighterId, to: dates[1]! }), sorted(ids[0], ids[1]))
      assert.deepStrictEqual(yield* search({ fighterId }), sorted(...ids))
    })
  )

  it.effect("completedOnly leaves out bouts without a result and those that are called off or to come", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [a, b] = yield* someFighters(2)
      const bouts = MatchStatus.literals.flatMap(
        (status): ReadonlyArray<MatchFacts> => [
          matchFacts({ status, corners: [side(a!, "NC"), side(b!, "NC")] }),
          matchFacts({ status, corners: [side(a!), side(b!)] }),
          matchFacts({ status, corners: [side(a!), side(b!, "WIN")] })
        ]
      )
      const ids = yield* matches.saveAll(bouts)
      const counted = ids.filter((_, index) => {
        const { corners, status } = bouts[index]!
        return (status === "completed" || status === "unknown") && corners.some(({ result }) => result !== null)
      })
      assert.deepStrictEqual(yield* search({ fighterId: a!.id, completedOnly: true }), sorted(...counted))
      assert.deepStrictEqual(yield* search({ fighterId: a!.id, completedOnly: false }), sorted(...ids))
    })
  )

  it.effect("both orders go by day, place on the card and id, and their pages together are the list", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [fighter] = yield* someFighters(1)
      const [early, late, undated] = yield* onDays([day("2001-01-01"), day("2002-02-02"), null])
      const bout = (eventId: typeof early | null, cardOrder: number | null) =>
        matchFacts({ eventId: eventId ?? null, cardOrder, corners: [side(fighter!)] })
      const ids = yield* matches.saveAll([
        bout(late, 9),
        bout(early, 1),
        bout(late, 10),
        bout(null, 3),
        bout(undated, 3),
        bout(late, null),
        bout(early, 2),
        bout(late, null),
        bout(undated, null)
      ])
      const earliest = [
        sorted(ids[8]),
        sorted(ids[3], ids[4]),
        sorted(ids[1]),
        sorted(ids[6]),
        sorted(ids[5], ids[7]),
        sorted(ids[0]),
        sorted(ids[2])
      ].flat()
      const list = (order: "latest" | "earliest", expected: ReadonlyArray<MatchId>) =>
        pagesAreTheList((after, limit) => matches.search({ fighterId: fighter!.id, order, limit, after }), expected)
      yield* list("earliest", earliest)
      yield* list("latest", earliest.toReversed())
    })
  )

  it.effect("a bout added while somebody turns the pages shifts no page", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [fighter] = yield* someFighters(1)
      const events = yield* onDays(["2020-01-04", "2020-01-03", "2020-01-02", "2020-01-01"].map(day))
      const ids = yield* matches.saveAll(events.map((eventId) => matchFacts({ eventId, corners: [side(fighter!)] })))
      const query = { fighterId: fighter!.id, order: "latest", limit: 2 } as const
      const first = yield* matches.search({ ...query, after: null })
      const [today] = yield* onDays([day("2020-01-05")])
      yield* matches.save(matchFacts({ eventId: today!, corners: [side(fighter!)] }))
      const second = yield* matches.search({ ...query, after: first.next })
      assert.deepStrictEqual(
        [...first.items, ...second.items].map(({ id }) => id),
        ids
      )
      assert.isNull(second.next)
    })
  )

  it.effect("a card lists the main event first; a career holds the completed bouts up to the day, latest first", () =>
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const [a, b] = yield* someFighters(2)
      const [past, present, future] = yield* onDays(["2010-01-01", "2010-06-01", "2010-12-31"].map(day))
      const bout = (eventId: typeof past, cardOrder: number, result: "WIN" | null) =>
        matchFacts({ eventId: eventId!, cardOrder, corners: [side(a!, result), side(b!, result && "LOSS")] })
      const [opener, main, final, open, later] = yield* matches.saveAll([
        bout(past, 1, "WIN"),
        bout(past, 12, "WIN"),
        bout(present, 2, "WIN"),
        bout(present, 1, null),
        bout(future, 1, "WIN")
      ])
      assert.deepStrictEqual(
        (yield* matches.card(past!)).map(({ id }) => id),
        [main, opener]
      )
      assert.deepStrictEqual(
        (yield* matches.card(present!)).map(({ id }) => id),
        [final, open]
      )
      assert.deepStrictEqual(
        (yield* matches.career(a!.id, day("2010-06-01"))).map(({ id }) => id),
        [final, main, opener]
      )
      assert.notInclude(
        (yield* matches.career(a!.id, day("2010-12-30"))).map(({ id }) => id),
        later
      )
    })
  )
}
