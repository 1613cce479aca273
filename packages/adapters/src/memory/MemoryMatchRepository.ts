import type { EventId } from "@mma-savant/core/Identity"
import type { Position } from "@mma-savant/core/Listing"
import { Match, matchKey, wasFought } from "@mma-savant/core/match/Match"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { MatchSearch } from "@mma-savant/core/match/MatchSearch"
import { methodFamily } from "@mma-savant/core/match/Method"
import { Effect, Layer } from "effect"
import { MemoryTables } from "./MemoryTables.ts"
import { ascending, descending, pageOf } from "./Paging.ts"
import { joined, type StoredMatch, statsOf, stored } from "./StoredMatch.ts"

const positionOf = (match: Match): Position => ({ key: matchKey(match), id: match.id })

const takesPart = ({ corners }: StoredMatch, fighterId: number | undefined): boolean =>
  fighterId === undefined || corners.some((side) => side.fighterId === fighterId)

const holds = (query: MatchSearch, match: StoredMatch, date: string | null): boolean =>
  (query.eventId === undefined || match.eventId === query.eventId) &&
  takesPart(match, query.fighterId) &&
  takesPart(match, query.opponentId) &&
  (query.opponentId === undefined || query.opponentId !== query.fighterId) &&
  (query.weightClass === undefined || match.weightClass === query.weightClass) &&
  (query.result === undefined ||
    match.corners.some(
      ({ fighterId, result }) =>
        result === query.result && (query.fighterId === undefined || fighterId === query.fighterId)
    )) &&
  (query.methodFamily === undefined || (match.method !== null && methodFamily(match.method) === query.methodFamily)) &&
  (!query.titleBoutsOnly || match.isTitleBout) &&
  (query.from === undefined || (date !== null && date >= query.from)) &&
  (query.to === undefined || (date !== null && date <= query.to)) &&
  (!query.completedOnly || wasFought(match))

export const layer = Layer.effect(
  MatchRepository,
  Effect.gen(function* () {
    const tables = yield* MemoryTables
    const { events, matches } = tables

    const shown = (match: StoredMatch) => new Match(joined(tables, match))

    return MatchRepository.make({
      saveAll: (facts) =>
        Effect.sync(() =>
          facts.map((known) => {
            const id = matches.idFor(known.ufcstatsId)
            matches.put(stored(id, known, matches.get(id)))
            tables.version++
            return id
          })
        ),

      findMany: (ids) => Effect.sync(() => matches.many(ids).map(shown)),

      findByKeys: (keys) => Effect.sync(() => matches.byKeys(keys).map(shown)),

      search: (query) =>
        Effect.sync(() => {
          const found = matches
            .all()
            .filter((match) => holds(query, match, events.get(match.eventId)?.date ?? null))
            .map((match) => joined(tables, match))
          const page = pageOf(found, positionOf, query.order === "latest" ? descending : ascending, query)
          return { ...page, items: page.items.map((match) => new Match(match)) }
        }),

      cards: (eventIds) =>
        Effect.sync(() => {
          const wanted = new Set<EventId | null>(eventIds)
          return matches
            .all()
            .filter(({ eventId }) => eventId !== null && wanted.has(eventId))
            .map(shown)
            .sort((a, b) => descending(positionOf(a), positionOf(b)))
        }),

      stats: (ids) =>
        Effect.sync(() =>
          matches
            .many(ids)
            .toSorted((a, b) => a.id - b.id)
            .flatMap(statsOf)
        ),

      saveStats: (sides) =>
        Effect.sync(() => {
          for (const { matchId, position, rounds } of sides) {
            const match = matches.get(matchId)
            if (match === undefined || match.corners.length < position) continue
            const sorted = rounds.toSorted((a, b) => a.round - b.round)
            matches.put({ ...match, rounds: position === 1 ? [sorted, match.rounds[1]] : [match.rounds[0], sorted] })
            tables.version++
          }
        }),

      remove: (id) =>
        Effect.sync(() => {
          const removed = matches.remove(id)
          if (removed) tables.version++
          return removed
        })
    })
  })
)
