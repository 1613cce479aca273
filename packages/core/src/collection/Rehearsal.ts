import { Effect, Layer, Option, Semaphore } from "effect"
import { Event, type EventFacts } from "../event/Event.ts"
import { EventRepository } from "../event/EventRepository.ts"
import { Fighter, type FighterFacts } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import { EventId, FighterId, MatchId, type UfcstatsId } from "../Identity.ts"
import { Match, type MatchFacts } from "../match/Match.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import type { CornerStats } from "../match/MatchStats.ts"
import type { RankingSnapshot, Rankings } from "../ranking/Ranking.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { Transaction } from "../Transaction.ts"
import type { PageName } from "./Page.ts"
import { type ArchivedPage, PageArchive } from "./PageArchive.ts"

type Keyed<Id> = { readonly id: Id; readonly ufcstatsId: UfcstatsId | null }
type Found<A> = Effect.Effect<ReadonlyArray<A>, StoreUnavailable>

/** Ids that no store has given yet. */
const firstId = 2_000_000_000

/** What a store holds, and over it what would have been written. */
class Overlay<Id extends number, A extends Keyed<Id>> {
  private readonly written = new Map<Id, A>()
  private readonly ids = new Map<UfcstatsId, Id>()
  private last = firstId
  private readonly under: {
    readonly byKeys: (keys: ReadonlyArray<UfcstatsId>) => Found<A>
    readonly many: (ids: ReadonlyArray<Id>) => Found<A>
  }
  private readonly brand: (id: number) => Id

  constructor(under: Overlay<Id, A>["under"], brand: (id: number) => Id) {
    this.under = under
    this.brand = brand
  }

  readonly byKeys = (keys: ReadonlyArray<UfcstatsId>): Found<A> =>
    Effect.map(this.under.byKeys(keys), (found) =>
      this.over(
        found,
        keys.flatMap((key) => this.ids.get(key) ?? [])
      )
    )

  readonly many = (ids: ReadonlyArray<Id>): Found<A> =>
    Effect.map(this.under.many(ids), (found) => this.over(found, ids))

  /** The items as they would be, and those that would be there too. */
  over(found: ReadonlyArray<A>, ids: ReadonlyArray<Id>): ReadonlyArray<A> {
    const known = new Map(found.map((item) => [item.id, item]))
    for (const id of [...known.keys(), ...ids]) {
      const item = this.written.get(id)
      if (item !== undefined) known.set(id, item)
    }
    return [...known.values()]
  }

  all(): ReadonlyArray<A> {
    return [...this.written.values()]
  }

  /** Keeps what would be written; tells its ids. */
  readonly save = <Facts extends { readonly ufcstatsId: UfcstatsId | null }>(
    facts: ReadonlyArray<Facts>,
    make: (id: Id, facts: Facts) => A
  ): Effect.Effect<ReadonlyArray<Id>, StoreUnavailable> =>
    Effect.map(this.byKeys(facts.flatMap(({ ufcstatsId }) => ufcstatsId ?? [])), (known) => {
      const ids = new Map(known.map(({ id, ufcstatsId }) => [ufcstatsId, id]))
      return facts.map((one) => {
        const id = (one.ufcstatsId === null ? undefined : ids.get(one.ufcstatsId)) ?? this.brand(++this.last)
        this.written.set(id, make(id, one))
        if (one.ufcstatsId !== null) this.ids.set(one.ufcstatsId, id)
        return id
      })
    })
}

const keysOf = <Id, A extends Keyed<Id>>(under: {
  readonly findByKeys: (keys: ReadonlyArray<UfcstatsId>) => Found<A>
  readonly findMany: (ids: ReadonlyArray<Id>) => Found<A>
}) => ({ byKeys: under.findByKeys, many: under.findMany })

const fighters = Layer.effect(
  FighterRepository,
  Effect.map(FighterRepository, (under) => {
    const overlay = new Overlay<FighterId, Fighter>(keysOf(under), (id) => FighterId.make(id))
    return FighterRepository.make({
      ...under,
      findByKeys: overlay.byKeys,
      findMany: overlay.many,
      saveAll: (facts: ReadonlyArray<FighterFacts>) => overlay.save(facts, Fighter.of),
      saveAliases: () => Effect.void,
      names: Effect.map(under.names, (names) => {
        const told = overlay.all()
        const ids = new Set(told.map(({ id }) => id))
        return [
          ...names.filter(({ id }) => !ids.has(id)),
          ...told.map(({ id, name, nickname }) => ({ id, name, nickname, aliases: [] }))
        ]
      })
    })
  })
)

const events = Layer.effect(
  EventRepository,
  Effect.map(EventRepository, (under) => {
    const overlay = new Overlay<EventId, Event>(keysOf(under), (id) => EventId.make(id))
    return EventRepository.make({
      ...under,
      findByKeys: overlay.byKeys,
      findMany: overlay.many,
      saveAll: (facts: ReadonlyArray<EventFacts>) => overlay.save(facts, Event.of)
    })
  })
)

const matches = Layer.effect(
  MatchRepository,
  Effect.gen(function* () {
    const under = yield* MatchRepository
    const eventRepository = yield* EventRepository
    const overlay = new Overlay<MatchId, Match>(keysOf(under), (id) => MatchId.make(id))
    const rounds = new Map<string, Omit<CornerStats, "fighterId">>()
    return MatchRepository.make({
      ...under,
      findByKeys: overlay.byKeys,
      findMany: overlay.many,
      saveAll: Effect.fnUntraced(function* (facts: ReadonlyArray<MatchFacts>) {
        const held = yield* eventRepository.findMany([...new Set(facts.flatMap(({ eventId }) => eventId ?? []))])
        const refs = new Map(held.map(({ date, id, name }) => [id, { id, name, date }]))
        return yield* overlay.save(facts, (id, { eventId, ...known }) => {
          const event = eventId === null ? null : (refs.get(eventId) ?? null)
          return new Match({ id, event, ...known })
        })
      }),
      search: (query) =>
        Effect.map(under.search(query), (found) => {
          const ofEvent = overlay
            .all()
            .filter(({ event }) => query.eventId !== undefined && event?.id === query.eventId)
          return {
            ...found,
            items: overlay.over(
              found.items,
              ofEvent.map(({ id }) => id)
            )
          }
        }),
      stats: (ids) =>
        Effect.map(under.stats(ids), (found) => {
          const told = [...rounds.values()].filter(({ matchId }) => ids.includes(matchId))
          const sides = new Set(told.map(({ matchId, position }) => `${matchId}/${position}`))
          const others = found.filter(({ matchId, position }) => !sides.has(`${matchId}/${position}`))
          return [...others, ...told.map((side) => ({ ...side, fighterId: null }))]
        }),
      saveStats: (stats) =>
        Effect.sync(() => {
          for (const side of stats) rounds.set(`${side.matchId}/${side.position}`, side)
        })
    })
  })
)

const rankings = Layer.effect(
  RankingRepository,
  Effect.gen(function* () {
    const under = yield* RankingRepository
    const fighterRepository = yield* FighterRepository
    let told: RankingSnapshot | null = null
    return RankingRepository.make({
      ...under,
      places: Effect.fnUntraced(function* (weightClass, day) {
        if (told === null || day !== null) return yield* under.places(weightClass, day)
        const { date, entries } = told
        const names = new Map(
          (yield* fighterRepository.findMany(entries.map(({ fighterId }) => fighterId))).map(({ id, name }) => [
            id,
            name
          ])
        )
        const placed: Rankings = {
          date,
          entries: entries
            .filter((entry) => weightClass === null || entry.weightClass === weightClass)
            .map((entry) => ({ ...entry, name: names.get(entry.fighterId) ?? "" }))
        }
        return placed
      }),
      replace: (snapshot) =>
        Effect.sync(() => {
          told = snapshot
        })
    })
  })
)

const archive = Layer.effect(
  PageArchive,
  Effect.map(PageArchive, (under) => {
    const kept = new Map<PageName, ArchivedPage>()
    return PageArchive.of({
      ...under,
      keep: (page) => Effect.sync(() => void kept.set(page.name, page)),
      known: (names) =>
        Effect.map(under.known(names), (found) => [
          ...found.filter(({ name }) => !kept.has(name)),
          ...names.flatMap((name) => kept.get(name) ?? [])
        ]),
      latest: (name) => {
        const page = kept.get(name)
        return page === undefined ? under.latest(name) : Effect.succeed(Option.some(page))
      }
    })
  })
)

/** Nothing is written, so there is nothing to take back; but two at once would both find the same fighter to be new. */
const transaction = Layer.effect(
  Transaction,
  Effect.map(Semaphore.make(1), (oneAtATime) =>
    Transaction.of({ run: (_, effect) => oneAtATime.withPermits(1)(effect) })
  )
)

/**
 * The ports of the facts and of raw pages for a crawl that writes nothing: what it would have written it reads again, so
 * that it finds the same differences as one that writes.
 */
export const rehearsal = Layer.mergeAll(matches, rankings, archive, transaction).pipe(
  Layer.provideMerge(Layer.merge(fighters, events))
)
