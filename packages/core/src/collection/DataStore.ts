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
import type { Change } from "./ChangeLog.ts"
import type { Finding } from "./Finding.ts"
import { byKey, type Known, recall, type Told } from "./Known.ts"
import { type Difference, difference, mergeMatch } from "./Reconcile.ts"
import type { ScrapedEvent, ScrapedFighter, ScrapedMatch, ScrapedRankings } from "./Scraped.ts"
import { emptyReport, type StorageReport, type StoredTable, sumOf, withCounts } from "./StorageReport.ts"

/** What storing did, what it changed of what was known, and what could not be stored. */
export interface Stored {
  readonly report: StorageReport
  readonly changes: ReadonlyArray<Change>
  readonly findings: ReadonlyArray<Finding>
}

export const storedNothing: Stored = { report: emptyReport, changes: [], findings: [] }

/** Both together. */
export const storedBoth = (a: Stored, b: Stored): Stored => ({
  report: sumOf(a.report, b.report),
  changes: [...a.changes, ...b.changes],
  findings: [...a.findings, ...b.findings]
})

type Storing = Effect.Effect<Stored, StoreUnavailable>

/** Sides as a source tells of them: our ids of fighters mean nothing to whoever reads of a change. */
const inNames = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((one: unknown) =>
        typeof one === "object" && one !== null && "fighterId" in one ? { ...one, fighterId: undefined } : one
      )
    : value

/** What a difference comes to. Things entered by hand have no key, and no source tells of them. */
const told = <A>(
  table: StoredTable,
  { changed, counts }: Difference<A>,
  keyOf: (item: A) => UfcstatsId | null | undefined
): Stored => ({
  report: withCounts(emptyReport, table, counts),
  changes: changed.flatMap(({ after, before, field, item }) => {
    const key = keyOf(item)
    return key == null ? [] : [{ table, key, field, before: inNames(before), after: inNames(after) } as Change]
  }),
  findings: []
})

const keyOf = ({ ufcstatsId }: { readonly ufcstatsId: UfcstatsId | null }) => ufcstatsId

/**
 * Stores what sources say: reads what is known of a batch, reconciles, and writes only what changed. The number of
 * queries does not grow with the batch, and the same facts again write nothing. Whoever stores several kinds recalls what
 * is known once and hands it on; it is asked for anew where it is not given.
 */
export class DataStore extends Context.Service<
  DataStore,
  {
    readonly recall: (told: Told) => Effect.Effect<Known, StoreUnavailable>
    /** A fighter who is told under another name keeps the one before as an alias. */
    readonly storeFighters: (fighters: ReadonlyArray<ScrapedFighter>, known?: Known) => Storing
    readonly storeEvents: (events: ReadonlyArray<ScrapedEvent>, known?: Known) => Storing
    /** Bouts whose event or fighters are not stored keep the names alone. */
    readonly storeMatches: (matches: ReadonlyArray<ScrapedMatch>, known?: Known) => Storing
    /** Scheduled bouts of an event that are none of these: they are cancelled. */
    readonly cancelOthers: (event: Event["id"], matches: ReadonlyArray<UfcstatsId>) => Storing
    /** A place whose fighter is not stored is left out, and found. */
    readonly storeRankings: (rankings: ScrapedRankings) => Effect.Effect<Stored, RankingsRejected | StoreUnavailable>
  }
>()("@mma-savant/core/collection/DataStore") {
  static readonly layer = Layer.effect(
    DataStore,
    Effect.gen(function* () {
      const fighterRepository = yield* FighterRepository
      const eventRepository = yield* EventRepository
      const matchRepository = yield* MatchRepository
      const rankingRepository = yield* RankingRepository
      const repositories = { fighters: fighterRepository, events: eventRepository, matches: matchRepository }

      const storeFighters = Effect.fn("DataStore.storeFighters")(function* (
        fighters: ReadonlyArray<ScrapedFighter>,
        given?: Known
      ) {
        const known = given ?? (yield* recall(repositories, { fighters }))
        const found = difference(
          fighters.map((fighter) => fighter.facts),
          ({ ufcstatsId }) => {
            const before = known.fighters.get(ufcstatsId)
            return before && { ...Fighter.facts(before), ufcstatsId }
          }
        )
        if (found.write.length > 0) {
          const ids = yield* fighterRepository.saveAll(found.write)
          for (const [at, id] of ids.entries()) {
            const facts = found.write[at]!
            known.fighters.set(facts.ufcstatsId, Fighter.of(id, facts))
          }
        }
        const renamed = found.changed.flatMap(({ before, field, item }) =>
          field === "name" ? [{ key: item.ufcstatsId, alias: String(before) }] : []
        )
        const aliases = [
          ...renamed,
          ...fighters.flatMap(({ aliases, facts }) => aliases.map((alias) => ({ key: facts.ufcstatsId, alias })))
        ]
        if (aliases.length > 0) {
          yield* fighterRepository.saveAliases(
            aliases.map(({ alias, key }) => ({ fighterId: known.fighters.get(key)!.id, alias, source: "ufcstats" }))
          )
        }
        return told("fighters", found, keyOf)
      })

      const storeEvents = Effect.fn("DataStore.storeEvents")(function* (
        events: ReadonlyArray<ScrapedEvent>,
        given?: Known
      ) {
        const known = given ?? (yield* recall(repositories, { events }))
        const found = difference(events, ({ ufcstatsId }) => {
          const before = known.events.get(ufcstatsId)
          return before && { ...Event.facts(before), ufcstatsId }
        })
        if (found.write.length > 0) {
          const ids = yield* eventRepository.saveAll(found.write)
          for (const [at, id] of ids.entries()) {
            const facts = found.write[at]!
            known.events.set(facts.ufcstatsId, Event.of(id, facts))
          }
        }
        return told("events", found, keyOf)
      })

      const storeMatches = Effect.fn("DataStore.storeMatches")(function* (
        matches: ReadonlyArray<ScrapedMatch>,
        given?: Known
      ) {
        const known = given ?? (yield* recall(repositories, { matches }))
        const seen = matches.map(
          ({ corners, eventKey, ...match }): MatchFacts => ({
            ...match,
            eventId: known.events.get(eventKey)?.id ?? null,
            corners: corners.map(({ fighterKey, rounds: _, ...corner }) => {
              const fighter = fighterKey === null ? undefined : known.fighters.get(fighterKey)
              return { ...corner, fighterId: fighter?.id ?? null, name: fighter?.name ?? corner.name }
            })
          })
        )
        const found = difference(
          seen,
          ({ ufcstatsId }) => {
            const before = known.matches.get(ufcstatsId)
            return before && Match.facts(before)
          },
          mergeMatch
        )
        const written = found.write.length === 0 ? [] : yield* matchRepository.saveAll(found.write)
        const created = new Map(written.map((id, at) => [found.write[at]!.ufcstatsId, id]))
        return storedBoth(told("matches", found, keyOf), yield* storeStatistics(matches, known, created))
      })

      const storeStatistics = Effect.fnUntraced(function* (
        matches: ReadonlyArray<ScrapedMatch>,
        known: Known,
        created: ReadonlyMap<UfcstatsId | null, Match["id"]>
      ) {
        const measured = matches.filter(({ corners }) => corners.some(({ rounds }) => rounds.length > 0))
        if (measured.length === 0) return storedNothing
        const keys = new Map<Match["id"], UfcstatsId>()
        const asked: Array<Match["id"]> = []
        const sides = measured.flatMap(({ corners, ufcstatsId }) => {
          const standing = known.matches.get(ufcstatsId)?.id
          const matchId = standing ?? created.get(ufcstatsId)
          if (matchId === undefined) return []
          keys.set(matchId, ufcstatsId)
          if (standing !== undefined) asked.push(standing)
          return corners.flatMap(({ rounds }, index) =>
            rounds.length === 0 ? [] : [{ matchId, position: index === 0 ? (1 as const) : (2 as const), rounds }]
          )
        })
        const before = new Map(
          (asked.length === 0 ? [] : yield* matchRepository.stats(asked)).map(({ fighterId: _, ...side }) => [
            `${side.matchId}/${side.position}`,
            side
          ])
        )
        const found = difference(sides, ({ matchId, position }) => before.get(`${matchId}/${position}`))
        if (found.write.length > 0) yield* matchRepository.saveStats(found.write)
        return told("statistics", found, ({ matchId }) => keys.get(matchId))
      })

      const cancelOthers = Effect.fn("DataStore.cancelOthers")(function* (
        event: Event["id"],
        matches: ReadonlyArray<UfcstatsId>
      ) {
        const card = yield* matchRepository.card(event)
        const gone = card.filter(
          ({ status, ufcstatsId }) => status === "scheduled" && ufcstatsId !== null && !matches.includes(ufcstatsId)
        )
        if (gone.length === 0) return storedNothing
        const before = byKey(gone)
        const found = difference(
          gone.map((match): MatchFacts => ({ ...Match.facts(match), status: "cancelled" })),
          ({ ufcstatsId }) => Match.facts(before.get(ufcstatsId)!),
          mergeMatch
        )
        yield* matchRepository.saveAll(found.write)
        return told("matches", found, keyOf)
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
        return { report: withCounts(emptyReport, "rankings", counts), changes: [], findings }
      })

      return DataStore.of({
        recall: (told) => recall(repositories, told),
        storeFighters,
        storeEvents,
        storeMatches,
        cancelOthers,
        storeRankings
      })
    })
  )
}
