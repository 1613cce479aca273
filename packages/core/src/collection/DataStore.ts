import { Context, Effect, Layer } from "effect"
import { Event } from "../event/Event.ts"
import { EventRepository } from "../event/EventRepository.ts"
import { Fighter } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { UfcstatsId } from "../Identity.ts"
import { Match, type MatchFacts } from "../match/Match.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import type { Ranking, RankingsRejected } from "../ranking/Ranking.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Finding } from "./Finding.ts"
import { difference, mergeMatch } from "./Reconcile.ts"
import type { ScrapedEvent, ScrapedFighter, ScrapedMatch, ScrapedRankings } from "./Scraped.ts"
import { emptyReport, type StorageReport, withCounts } from "./StorageReport.ts"

type Stored = Effect.Effect<StorageReport, StoreUnavailable>

/** What storing did, and what could not be stored. */
export interface StoredInPart {
  readonly report: StorageReport
  readonly findings: ReadonlyArray<Finding>
}

const byKey = <A extends { readonly ufcstatsId: UfcstatsId | null }>(items: ReadonlyArray<A>) =>
  new Map(items.map((item) => [item.ufcstatsId, item]))

/**
 * Stores what sources say: reads what is known of a batch, reconciles, and writes only what changed. The number of
 * queries does not grow with the batch, and the same facts again write nothing.
 */
export class DataStore extends Context.Service<
  DataStore,
  {
    readonly storeFighters: (fighters: ReadonlyArray<ScrapedFighter>) => Stored
    readonly storeEvents: (events: ReadonlyArray<ScrapedEvent>) => Stored
    /** Bouts whose event or fighters are not stored keep the names alone. */
    readonly storeMatches: (matches: ReadonlyArray<ScrapedMatch>) => Stored
    /** A place whose fighter is not stored is left out, and found. */
    readonly storeRankings: (
      rankings: ScrapedRankings
    ) => Effect.Effect<StoredInPart, RankingsRejected | StoreUnavailable>
  }
>()("@mma-savant/core/collection/DataStore") {
  static readonly layer = Layer.effect(
    DataStore,
    Effect.gen(function* () {
      const fighterRepository = yield* FighterRepository
      const eventRepository = yield* EventRepository
      const matchRepository = yield* MatchRepository
      const rankingRepository = yield* RankingRepository

      const storeFighters = Effect.fn("DataStore.storeFighters")(function* (fighters: ReadonlyArray<ScrapedFighter>) {
        const known = byKey(yield* fighterRepository.findByKeys(fighters.map(({ facts }) => facts.ufcstatsId)))
        const { counts, write } = difference(
          fighters.map((fighter) => fighter.facts),
          ({ ufcstatsId }) => {
            const before = known.get(ufcstatsId)
            return before && { ...Fighter.facts(before), ufcstatsId }
          }
        )
        if (write.length > 0) yield* fighterRepository.saveAll(write)
        const named = fighters.filter(({ aliases }) => aliases.length > 0)
        if (named.length > 0) {
          const ids = byKey(yield* fighterRepository.findByKeys(named.map(({ facts }) => facts.ufcstatsId)))
          yield* fighterRepository.saveAliases(
            named.flatMap(({ aliases, facts }) => {
              const id = ids.get(facts.ufcstatsId)?.id
              return id === undefined ? [] : aliases.map((alias) => ({ fighterId: id, alias, source: "ufcstats" }))
            })
          )
        }
        return withCounts(emptyReport, "fighters", counts)
      })

      const storeEvents = Effect.fn("DataStore.storeEvents")(function* (events: ReadonlyArray<ScrapedEvent>) {
        const known = byKey(yield* eventRepository.findByKeys(events.map(({ ufcstatsId }) => ufcstatsId)))
        const { counts, write } = difference(events, ({ ufcstatsId }) => {
          const before = known.get(ufcstatsId)
          return before && { ...Event.facts(before), ufcstatsId }
        })
        if (write.length > 0) yield* eventRepository.saveAll(write)
        return withCounts(emptyReport, "events", counts)
      })

      const storeMatches = Effect.fn("DataStore.storeMatches")(function* (matches: ReadonlyArray<ScrapedMatch>) {
        const eventKeys = new Set(matches.flatMap(({ eventKey }) => eventKey ?? []))
        const fighterKeys = new Set(
          matches.flatMap(({ corners }) => corners.flatMap(({ fighterKey }) => fighterKey ?? []))
        )
        const matchKeys = matches.map(({ ufcstatsId }) => ufcstatsId)
        const events = byKey(yield* eventRepository.findByKeys([...eventKeys]))
        const fighters = byKey(yield* fighterRepository.findByKeys([...fighterKeys]))
        const known = byKey(yield* matchRepository.findByKeys(matchKeys))
        const seen = matches.map(
          ({ corners, eventKey, ...match }): MatchFacts => ({
            ...match,
            eventId: events.get(eventKey)?.id ?? null,
            corners: corners.map(({ fighterKey, rounds: _, ...corner }) => {
              const fighter = fighterKey === null ? undefined : fighters.get(fighterKey)
              return { ...corner, fighterId: fighter?.id ?? null, name: fighter?.name ?? corner.name }
            })
          })
        )
        const { counts, write } = difference(
          seen,
          ({ ufcstatsId }) => {
            const before = known.get(ufcstatsId)
            return before && Match.facts(before)
          },
          mergeMatch
        )
        if (write.length > 0) yield* matchRepository.saveAll(write)
        const report = withCounts(emptyReport, "matches", counts)
        return withCounts(
          report,
          "statistics",
          yield* storeStatistics(matches, new Map([...known].map(([key, m]) => [key, m.id])))
        )
      })

      const storeStatistics = Effect.fnUntraced(function* (
        matches: ReadonlyArray<ScrapedMatch>,
        knownIds: ReadonlyMap<UfcstatsId | null, Match["id"]>
      ) {
        const measured = matches.filter(({ corners }) => corners.some(({ rounds }) => rounds.length > 0))
        const missing = measured.flatMap(({ ufcstatsId }) => (knownIds.has(ufcstatsId) ? [] : [ufcstatsId]))
        const created = missing.length === 0 ? [] : yield* matchRepository.findByKeys(missing)
        const ids = new Map([...knownIds, ...created.map((match) => [match.ufcstatsId, match.id] as const)])
        const before = new Map(
          (knownIds.size === 0 ? [] : yield* matchRepository.stats([...knownIds.values()])).map(
            ({ fighterId: _, ...side }) => [`${side.matchId}/${side.position}`, side]
          )
        )
        const sides = measured.flatMap(({ corners, ufcstatsId }) => {
          const matchId = ids.get(ufcstatsId)
          if (matchId === undefined) return []
          return corners.flatMap(({ rounds }, index) =>
            rounds.length === 0 ? [] : [{ matchId, position: index === 0 ? (1 as const) : (2 as const), rounds }]
          )
        })
        const { counts, write } = difference(sides, ({ matchId, position }) => before.get(`${matchId}/${position}`))
        if (write.length > 0) yield* matchRepository.saveStats(write)
        return counts
      })

      const storeRankings = Effect.fn("DataStore.storeRankings")(function* ({
        date,
        entries,
        source
      }: ScrapedRankings) {
        const keys = new Set(entries.map(({ fighterKey }) => fighterKey))
        const fighters = byKey(yield* fighterRepository.findByKeys([...keys]))
        const current = yield* rankingRepository.current(null)
        const places: Array<Ranking> = []
        const findings: Array<Finding> = []
        for (const { fighterKey, rank, weightClass } of entries) {
          const fighter = fighters.get(fighterKey)
          if (fighter !== undefined) places.push({ weightClass, rank, fighterId: fighter.id, name: fighter.name })
          else {
            const where = `rankings of ${date}, ${weightClass}, rank ${rank}`
            findings.push({ rule: "unknown-fighter", where, what: `no fighter ${fighterKey} is stored` })
          }
        }
        const place = (entry: { weightClass: string; rank: number; fighterId: number }) =>
          `${entry.weightClass}/${entry.rank}/${entry.fighterId}`
        const standing = new Set(current.entries.map(place))
        const unchanged = current.date === date ? places.filter((entry) => standing.has(place(entry))).length : 0
        if (unchanged < places.length || (current.date === date && standing.size !== places.length)) {
          yield* rankingRepository.replace({ date, source, entries: places })
        }
        const counts = { inserted: places.length - unchanged, updated: 0, unchanged, fields: {} }
        return { report: withCounts(emptyReport, "rankings", counts), findings }
      })

      return DataStore.of({ storeFighters, storeEvents, storeMatches, storeRankings })
    })
  )
}
