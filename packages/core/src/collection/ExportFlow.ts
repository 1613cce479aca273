import { Array as Arr, Context, Effect, Layer, Option, Schema, Stream } from "effect"
import { Event } from "../event/Event.ts"
import { EventRepository } from "../event/EventRepository.ts"
import { Fighter } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { EventId, FighterId, UfcstatsId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import { type Listing, maxLimit, type Position } from "../Listing.ts"
import { Match, matchKey } from "../match/Match.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import type { CornerStats } from "../match/MatchStats.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Scraped, ScrapedEvent, ScrapedFighter, ScrapedMatch } from "./Scraped.ts"

/** Which completed events to export; everything when neither is given. */
export interface Selection {
  /** The newest so many. */
  readonly latest: number | null
  /** These besides. */
  readonly events: ReadonlyArray<UfcstatsId>
}

/** An event was asked for by a key that the store does not know. */
export class EventUnknown extends Schema.TaggedError<EventUnknown>()("EventUnknown", { message: Schema.String }) {}

const page = { order: "latest", limit: maxLimit } as const

const everyPage = <A, E>(search: (after: Position | null) => Effect.Effect<Listing<A>, E>) =>
  Stream.runCollect(
    Stream.paginate<Position | null, A, E>(null, (after) =>
      Effect.map(search(after), ({ items, next }) => [items, Option.fromNullOr(next)])
    )
  )

/**
 * What has a key of the source's, for only that can be known again elsewhere; the latest first, then by key, so that
 * stores with the same facts give the same.
 */
const keyed = <A extends { readonly ufcstatsId: UfcstatsId | null }>(
  items: ReadonlyArray<A>,
  place: (item: A) => string = () => ""
) =>
  items
    .flatMap((item) => (item.ufcstatsId === null ? [] : [{ item, place: place(item), ufcstatsId: item.ufcstatsId }]))
    .sort((a, b) => (a.place === b.place ? (a.ufcstatsId < b.ufcstatsId ? -1 : 1) : a.place < b.place ? 1 : -1))

type Keys<Id> = ReadonlyMap<Id | null, UfcstatsId>

const scrapedMatches = (
  matches: ReadonlyArray<{ readonly item: Match; readonly ufcstatsId: UfcstatsId }>,
  stats: ReadonlyArray<CornerStats>,
  eventKeys: Keys<EventId>,
  fighterKeys: Keys<FighterId>
): ReadonlyArray<ScrapedMatch> => {
  const rounds = new Map(stats.map((side) => [`${side.matchId}/${side.position}`, side.rounds]))
  return matches.map(({ item, ufcstatsId }) => {
    const { corners, eventId, ...facts } = Match.facts(item)
    return {
      ...facts,
      ufcstatsId,
      eventKey: eventKeys.get(eventId) ?? null,
      corners: corners.map(({ fighterId, ...side }, index) => ({
        ...side,
        fighterKey: fighterKeys.get(fighterId) ?? null,
        rounds: rounds.get(`${item.id}/${index + 1}`) ?? []
      }))
    }
  })
}

const isEverything = ({ events, latest }: Selection): boolean => latest === null && events.length === 0

/** Gives what is stored as a source would tell it, for another store. */
export class ExportFlow extends Context.Service<
  ExportFlow,
  {
    /**
     * The selected events, what is scheduled, their bouts with statistics, the fighters of these and of the current
     * rankings, in batches as a `FightSource` gives them. What was entered by hand has no key and is left out.
     */
    readonly scraped: (selection: Selection) => Stream.Stream<Scraped, EventUnknown | StoreUnavailable>
  }
>()("@mma-savant/core/collection/ExportFlow") {
  static readonly layer = Layer.effect(
    ExportFlow,
    Effect.gen(function* () {
      const fighterRepository = yield* FighterRepository
      const eventRepository = yield* EventRepository
      const matchRepository = yield* MatchRepository
      const rankingRepository = yield* RankingRepository

      const selectEvents = Effect.fnUntraced(function* (selection: Selection) {
        const events = yield* everyPage((after) => eventRepository.search({ ...page, after }))
        if (isEverything(selection)) return events
        const unknown = selection.events.find((key) => events.every(({ ufcstatsId }) => ufcstatsId !== key))
        if (unknown !== undefined) return yield* new EventUnknown({ message: `No event ${unknown} is stored.` })
        const completed = events.filter(({ status }) => status === "completed")
        const newest = new Set(completed.slice(0, selection.latest ?? 0))
        const named = new Set<UfcstatsId | null>(selection.events)
        return events.filter(
          (event) => newest.has(event) || event.status === "scheduled" || named.has(event.ufcstatsId)
        )
      })

      /** Pages of a range of days; only of events that somebody named, or without a day, are the cards asked for. */
      const matchesOf = Effect.fnUntraced(function* (events: ReadonlyArray<Event>, selection: Selection) {
        if (isEverything(selection)) return yield* everyPage((after) => matchRepository.search({ ...page, after }))
        const named = new Set<UfcstatsId | null>(selection.events)
        const first = events
          .flatMap(({ date, ufcstatsId }) => (date === null || named.has(ufcstatsId) ? [] : [date]))
          .reduce<IsoDate | null>((least, date) => (least === null || date < least ? date : least), null)
        const ids = new Set(events.map(({ id }) => id))
        const inRange =
          first === null ? [] : yield* everyPage((after) => matchRepository.search({ ...page, from: first, after }))
        const apart = events.filter(({ date }) => date === null || first === null || date < first)
        const cards = yield* matchRepository.cards(apart.map(({ id }) => id))
        return [...inRange.filter(({ event }) => event !== null && ids.has(event.id)), ...cards]
      })

      const fightersOf = (ids: Iterable<FighterId>, selection: Selection) =>
        isEverything(selection)
          ? everyPage((after) => fighterRepository.search({ text: "", limit: maxLimit, after }))
          : fighterRepository.findMany([...new Set(ids)])

      const gather = Effect.fn("ExportFlow.gather")(function* (selection: Selection) {
        const events = keyed(yield* selectEvents(selection), ({ date }) => date ?? "")
        const matches = keyed(
          yield* matchesOf(
            events.map(({ item }) => item),
            selection
          ),
          matchKey
        )
        const rankings = yield* rankingRepository.current(null)
        const sides = [...matches.flatMap(({ item }) => item.corners), ...rankings.entries]
        const fighters = keyed(
          yield* fightersOf(
            sides.flatMap(({ fighterId }) => fighterId ?? []),
            selection
          )
        )
        const names = new Map((yield* fighterRepository.names).map(({ aliases, id }) => [id, aliases]))
        const fighterKeys: Keys<FighterId> = new Map(fighters.map(({ item, ufcstatsId }) => [item.id, ufcstatsId]))
        const eventKeys: Keys<EventId> = new Map(events.map(({ item, ufcstatsId }) => [item.id, ufcstatsId]))

        // The statistics are most of what there is: they are read when their bouts' turn has come.
        const withStatistics = (batch: typeof matches) =>
          Effect.map(
            matchRepository.stats(batch.map(({ item }) => item.id)),
            (stats): Scraped => ({ _tag: "Matches", matches: scrapedMatches(batch, stats, eventKeys, fighterKeys) })
          )

        const places = rankings.entries.flatMap(({ fighterId, rank, weightClass }) => {
          const fighterKey = fighterKeys.get(fighterId)
          return fighterKey === undefined ? [] : [{ fighterKey, rank, weightClass }]
        })
        const scrapedFighters = fighters.map(
          ({ item, ufcstatsId }): ScrapedFighter => ({
            facts: { ...Fighter.facts(item), ufcstatsId },
            aliases: names.get(item.id) ?? []
          })
        )
        const scrapedEvents = events.map(({ item, ufcstatsId }): ScrapedEvent => ({ ...Event.facts(item), ufcstatsId }))
        const before: ReadonlyArray<Scraped> = [
          ...Arr.chunksOf(scrapedFighters, maxLimit).map((fighters) => ({ _tag: "Fighters", fighters }) as const),
          ...Arr.chunksOf(scrapedEvents, maxLimit).map((events) => ({ _tag: "Events", events }) as const)
        ]
        const after: ReadonlyArray<Scraped> =
          rankings.date === null
            ? []
            : [{ _tag: "Rankings", rankings: { date: rankings.date, source: "snapshot", entries: places } }]
        return Stream.fromIterable(before).pipe(
          Stream.concat(Stream.fromIterable(Arr.chunksOf(matches, maxLimit)).pipe(Stream.mapEffect(withStatistics))),
          Stream.concat(Stream.fromIterable(after))
        )
      })

      return ExportFlow.of({ scraped: (selection) => Stream.unwrap(gather(selection)) })
    })
  )
}
