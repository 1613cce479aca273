import { assert, it } from "@effect/vitest"
import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { EventUnknown, ExportFlow } from "@mma-savant/core/collection/ExportFlow"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import type { Finding } from "@mma-savant/core/collection/Finding"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import type { Scraped, ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import { wroteNothing } from "@mma-savant/core/collection/StorageReport"
import { day, eventFacts, fighterFacts, freshKey, matchFacts, roundStats, side } from "@mma-savant/core/contract/Facts"
import type { EventFacts } from "@mma-savant/core/event/Event"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import type { FighterFacts } from "@mma-savant/core/fighter/Fighter"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { Match } from "@mma-savant/core/match/Match"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect, Layer, Stream } from "effect"
import * as Memory from "../../src/memory/Memory.ts"

const flows = Layer.mergeAll(ImportFlow.layer, ExportFlow.layer).pipe(Layer.provideMerge(DataStore.layer))
const stores = flows.pipe(Layer.provideMerge(Memory.layer))

/** A law about a store of its own. */
const law = (name: string, test: Effect.Effect<void, unknown, Layer.Success<typeof stores>>) =>
  it.effect(name, () => Effect.provide(test, Layer.fresh(stores)))

const scrapedFighter = (known: Partial<FighterFacts> = {}, aliases: ReadonlyArray<string> = []) => ({
  facts: { ...fighterFacts(known), ufcstatsId: freshKey() },
  aliases
})

const scrapedEvent = (known: Partial<EventFacts> = {}) => ({ ...eventFacts(known), ufcstatsId: freshKey() })

type Fighter = ReturnType<typeof scrapedFighter>

/** A bout that the first fighter won, with a round of statistics of each side. */
const scrapedMatch = (
  eventKey: UfcstatsId | null,
  fighters: readonly [Fighter, Fighter],
  known: Partial<Omit<ScrapedMatch, "ufcstatsId" | "eventKey" | "corners">> = {}
): ScrapedMatch => {
  const { corners: _c, eventId: _e, ...facts } = matchFacts()
  return {
    ...facts,
    ...known,
    ufcstatsId: freshKey(),
    eventKey,
    corners: fighters.map(({ facts: { name, ufcstatsId } }, index) => {
      const { fighterId: _, ...corner } = side({ id: null, name }, index === 0 ? "WIN" : "LOSS")
      return { ...corner, fighterKey: ufcstatsId, rounds: [roundStats(1, { knockdowns: 1 - index })] }
    })
  }
}

const night = () => {
  const [ada, bea] = [scrapedFighter({ wins: 3, reach: 70 }, ["Ada the Elder"]), scrapedFighter()]
  const event = scrapedEvent({ date: day("2024-05-04"), status: "completed" })
  return { ada, bea, event, match: scrapedMatch(event.ufcstatsId, [ada, bea], { referee: "Jo Low" }) }
}

const batchesOf = ({ ada, bea, event, match }: ReturnType<typeof night>): ReadonlyArray<Scraped> => [
  { _tag: "Fighters", fighters: [ada, bea] },
  { _tag: "Events", events: [event] },
  { _tag: "Matches", matches: [match] }
]

const load = (batches: ReadonlyArray<Scraped>) =>
  ImportFlow.use(({ run }) => run(() => Effect.void)).pipe(
    Effect.provideService(
      FightSource,
      FightSource.of({ name: "test", expected: 0, scraped: Stream.fromIterable(batches) })
    )
  )

law(
  "the same facts again write nothing and count as unchanged",
  Effect.gen(function* () {
    const batches: ReadonlyArray<Scraped> = batchesOf(night())
    const first = yield* load(batches)
    assert.deepStrictEqual(
      Object.values(first.outcome.storage).map(({ inserted }) => inserted),
      [2, 1, 1, 2, 0]
    )
    const second = yield* load(batches)
    assert.isTrue(wroteNothing(second.outcome.storage))
    assert.deepStrictEqual(
      Object.values(second.outcome.storage).map(({ unchanged }) => unchanged),
      [2, 1, 1, 2, 0]
    )
  })
)

law(
  "what changed is counted by field and written, and what is missing overwrites nothing",
  Effect.gen(function* () {
    const { ada, bea, event, match } = night()
    yield* load(batchesOf({ ada, bea, event, match }))
    const later = {
      ada: { ...ada, facts: { ...ada.facts, wins: 4, reach: null, nickname: "The Elder" }, aliases: [] },
      bea: { ...bea, facts: { ...bea.facts, wins: 1 } },
      event: { ...event, location: "Paris, France", date: null, status: "unknown" as const },
      match: { ...match, referee: null, resultRound: 1 }
    }
    const { outcome } = yield* load(batchesOf(later))
    const none = { inserted: 0, updated: 0, unchanged: 0, fields: {} }
    assert.deepStrictEqual(outcome.storage, {
      fighters: { ...none, updated: 2, fields: { wins: 2, nickname: 1 } },
      events: { ...none, updated: 1, fields: { location: 1 } },
      matches: { ...none, updated: 1, fields: { resultRound: 1 } },
      statistics: { ...none, unchanged: 2 },
      rankings: none
    })
    const [fighter] = yield* (yield* FighterRepository).findByKeys([ada.facts.ufcstatsId])
    assert.deepInclude(fighter, { wins: 4, reach: 70, nickname: "The Elder" })
    const names = yield* (yield* FighterRepository).names
    assert.deepStrictEqual(names.find(({ id }) => id === fighter!.id)?.aliases, ["Ada the Elder"])
    const [stored] = yield* (yield* EventRepository).findByKeys([event.ufcstatsId])
    assert.deepInclude(stored, { date: day("2024-05-04"), status: "completed", location: "Paris, France" })
    const [bout] = yield* (yield* MatchRepository).findByKeys([match.ufcstatsId])
    assert.deepInclude(bout, { referee: "Jo Low", resultRound: 1 })
  })
)

law(
  "statistics stay when a source without them tells of the bout anew, and are replaced by others",
  Effect.gen(function* () {
    const matches = yield* MatchRepository
    const known = night()
    yield* load(batchesOf(known))
    const { match } = known
    const bare = { ...match, resultRound: 2, corners: match.corners.map((corner) => ({ ...corner, rounds: [] })) }
    yield* load([{ _tag: "Matches", matches: [bare] }])
    const [stored] = yield* matches.findByKeys([match.ufcstatsId])
    const rounds = Effect.map(matches.stats([stored!.id]), (sides) => sides.map((one) => one.rounds))
    assert.deepStrictEqual(
      yield* rounds,
      match.corners.map((corner) => corner.rounds)
    )
    const more = [roundStats(1, { knockdowns: 5 }), roundStats(2)]
    const told = {
      ...match,
      corners: match.corners.map((corner, at) => (at === 0 ? { ...corner, rounds: more } : corner))
    }
    const { outcome } = yield* load([{ _tag: "Matches", matches: [told] }])
    assert.deepStrictEqual(outcome.storage.statistics, { inserted: 0, updated: 1, unchanged: 1, fields: { rounds: 1 } })
    assert.deepStrictEqual(yield* rounds, [more, match.corners[1]!.rounds])
  })
)

law(
  "a bout keeps the names of sides and drops the event that are not stored, and finds them once they are",
  Effect.gen(function* () {
    const matches = yield* MatchRepository
    const { ada, bea, event, match } = night()
    const told: Scraped = { _tag: "Matches", matches: [match] }
    const look = Effect.map(matches.findByKeys([match.ufcstatsId]), ([found]) => Match.facts(found!))
    yield* load([told])
    const names = [ada.facts.name, bea.facts.name]
    const before = yield* look
    assert.deepStrictEqual(
      [before.eventId, ...before.corners.map(({ fighterId, name }) => [fighterId, name])],
      [null, [null, names[0]], [null, names[1]]]
    )
    yield* load(batchesOf({ ada, bea, event, match }))
    const after = yield* look
    assert.isNotNull(after.eventId)
    assert.isTrue(after.corners.every(({ fighterId }) => fighterId !== null))
  })
)

law(
  "a ranked fighter who is not stored is a finding of the run; the other places are stored",
  Effect.gen(function* () {
    const { ada } = night()
    const stranger = freshKey()
    const entries = [ada.facts.ufcstatsId, stranger].map((fighterKey, rank) => ({
      fighterKey,
      rank,
      weightClass: "lightweight" as const
    }))
    const run = yield* load([
      { _tag: "Fighters", fighters: [ada] },
      { _tag: "Rankings", rankings: { date: day("2026-09-01"), source: "test", entries } }
    ])
    const where = "rankings of 2026-09-01, lightweight, rank 1"
    const findings: ReadonlyArray<Finding> = [
      { rule: "unknown-fighter", where, what: `no fighter ${stranger} is stored` }
    ]
    const log = yield* CollectionLog
    assert.deepStrictEqual(yield* log.findings(run.number, 0, 10), findings)
    assert.deepStrictEqual(run.outcome.findings, { "unknown-fighter": 1 })
    assert.deepStrictEqual(yield* log.runs(1), [run])
    const { entries: places } = yield* (yield* RankingRepository).current(null)
    assert.deepStrictEqual(
      places.map(({ name, rank }) => [name, rank]),
      [[ada.facts.name, 0]]
    )
    assert.strictEqual(run.outcome.storage.rankings.inserted, 1)
  })
)

law(
  "no batch has too many findings",
  Effect.gen(function* () {
    const findings = Array.from(
      { length: 300_000 },
      (_, line): Finding => ({ rule: "malformed-row", where: `line ${line}`, what: "odd" })
    )
    const run = yield* load([{ _tag: "Findings", findings }])
    assert.strictEqual(run.outcome.findings["malformed-row"], findings.length)
    const log = yield* CollectionLog
    assert.deepStrictEqual(yield* log.findings(run.number, findings.length - 1, 10), findings.slice(-1))
  })
)

/** How often the memory store was asked for bouts by search. */
const countingSearches = (searches: { count: number }) =>
  Layer.effect(
    MatchRepository,
    Effect.map(MatchRepository, ({ cards, findByKeys, findMany, remove, saveAll, saveStats, search, stats }) =>
      MatchRepository.make({
        ...{ findByKeys, findMany, remove, saveAll, saveStats, stats },
        cards: (ids) =>
          Effect.suspend(() => {
            searches.count++
            return cards(ids)
          }),
        search: (query) =>
          Effect.suspend(() => {
            searches.count++
            return search(query)
          })
      })
    )
  )

it.effect("the bouts of a range of days are exported with one search, those of events outside it with one more", () => {
  const searches = { count: 0 }
  return Effect.gen(function* () {
    const [ada, bea] = [scrapedFighter(), scrapedFighter()]
    const events = Array.from({ length: 12 }, (_, month) =>
      scrapedEvent({ date: day(`2024-${String(month + 1).padStart(2, "0")}-01`), status: "completed" })
    )
    const undated = scrapedEvent({ status: "scheduled" })
    const matches = [...events, undated].map(({ ufcstatsId }) => scrapedMatch(ufcstatsId, [ada, bea]))
    yield* load([
      { _tag: "Fighters", fighters: [ada, bea, scrapedFighter()] },
      { _tag: "Events", events: [...events, undated] },
      { _tag: "Matches", matches }
    ])
    const { scraped } = yield* ExportFlow
    const exported = Effect.fnUntraced(function* (latest: number | null, named: ReadonlyArray<UfcstatsId>) {
      searches.count = 0
      return yield* Stream.runCollect(scraped({ latest, events: named }))
    })
    const boutsOf = (batches: ReadonlyArray<Scraped>) =>
      batches.flatMap((batch) => (batch._tag === "Matches" ? batch.matches : []))
    const expected = (...places: ReadonlyArray<number>) => places.map((place) => matches[place])

    const newest = yield* exported(10, [])
    assert.deepStrictEqual(boutsOf(newest), expected(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 12))
    assert.strictEqual(searches.count, 2)
    assert.deepStrictEqual(
      newest
        .flatMap((batch) => (batch._tag === "Fighters" ? batch.fighters.map(({ facts }) => facts.name) : []))
        .sort(),
      [ada.facts.name, bea.facts.name].sort()
    )
    assert.deepStrictEqual(
      boutsOf(yield* exported(10, [events[0]!.ufcstatsId])),
      expected(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 0, 12)
    )
    assert.strictEqual(searches.count, 2)
    assert.deepStrictEqual(boutsOf(yield* exported(null, [events[3]!.ufcstatsId])), expected(3, 12))
    assert.deepStrictEqual(boutsOf(yield* exported(null, [])).length, 13)
    assert.strictEqual(searches.count, 1)
    assert.instanceOf(yield* Effect.flip(exported(1, [freshKey()])), EventUnknown)
  }).pipe(
    Effect.provide(
      Layer.fresh(flows.pipe(Layer.provideMerge(countingSearches(searches)), Layer.provideMerge(Memory.layer)))
    )
  )
})
