import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { CollectionLog } from "../src/collection/CollectionLog.ts"
import { EventRepository } from "../src/event/EventRepository.ts"
import type { Fighter } from "../src/fighter/Fighter.ts"
import { FighterRepository } from "../src/fighter/FighterRepository.ts"
import type { FighterId } from "../src/Identity.ts"
import { Match } from "../src/match/Match.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import { methodFamily } from "../src/match/Method.ts"
import { RankingRepository } from "../src/ranking/RankingRepository.ts"
import { type Bout, boutsOf, isCompleted } from "../src/stats/Bout.ts"
import { boutRecordIds, boutRecords } from "../src/stats/BoutRecord.ts"
import type { Coverage } from "../src/stats/Coverage.ts"
import { Grouping, groupBouts } from "../src/stats/Grouping.ts"
import { type GroupSums, groupFights, groupTally, groupTallyFields } from "../src/stats/GroupTally.ts"
import { type FighterTally, fighterValue } from "../src/stats/Leaderboard.ts"
import { metricIds } from "../src/stats/Metric.ts"
import { StatsReader } from "../src/stats/StatsReader.ts"
import { tally } from "../src/stats/Tally.ts"
import type { FightScope, TallyScope } from "../src/stats/TallyScope.ts"
import { careers, nights, type Plan, rivals, written } from "./Career.ts"
import { day, eventFacts, fighterFacts, freshWord, matchFacts, roundStats, side } from "./Facts.ts"
import { walk } from "./Paging.ts"
import { someFighters } from "./SomeFighters.ts"

const today = day("2025-01-01")

const byFighter = (tallies: ReadonlyArray<FighterTally>) => [...tallies].sort((a, b) => a.fighterId - b.fighterId)

type Stats = Parameters<typeof boutsOf>[2]

type Known = Pick<Fighter, "id" | "name" | "birthdate">

/** The bouts that a scope is about. */
const within = (matches: ReadonlyArray<Match>, { from, to, weightClass }: FightScope) =>
  matches.filter(
    (match) =>
      isCompleted(match, to) &&
      (from === undefined || (match.event?.date ?? "") >= from) &&
      (weightClass === undefined || match.weightClass === weightClass)
  )

/** The fighters that a scope is about, with their bouts in it, by the facts that were never read back from the store. */
const inScope = (
  matches: ReadonlyArray<Match>,
  stats: Stats,
  fighters: ReadonlyArray<Known>,
  scope: TallyScope
): ReadonlyArray<Known & { readonly bouts: ReadonlyArray<Bout> }> => {
  const counted = within(matches, scope)
  const present = scope.activeSince === undefined ? matches : within(matches, { from: scope.activeSince, to: scope.to })
  return fighters
    .filter(({ id }) => scope.fighterIds?.includes(id) ?? true)
    .filter(({ id }) => present.some(({ corners }) => corners.some(({ fighterId }) => fighterId === id)))
    .map((fighter) => ({ ...fighter, bouts: boutsOf(fighter.id, counted, stats).slice(0, scope.last) }))
    .filter(({ bouts }) => bouts.length > 0)
}

/** What `coverage` must give: each bout of the scope once, whichever of its sides are in it. */
const covered = (stats: Stats, careers: ReturnType<typeof inScope>): Coverage => {
  const fights = new Set(careers.flatMap(({ bouts }) => bouts.map(({ match }) => match.id)))
  const measured = new Set(stats.flatMap(({ matchId, rounds }) => (rounds.length > 0 ? [matchId] : [])))
  return { fights: fights.size, measuredFights: [...fights].filter((id) => measured.has(id)).length }
}

/** Rows in an order of their own: a store gives them in any. */
const sorted = <A>(rows: ReadonlyArray<A>): ReadonlyArray<A> =>
  rows
    .map((row) => ({ row, key: JSON.stringify(row, (_, value) => (isRecord(value) ? ordered(value) : value)) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const ordered = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Sums of the same group put together. */
const total = (rows: ReadonlyArray<GroupSums>) =>
  [...Map.groupBy(rows, ({ group }) => JSON.stringify(group)).values()].map((same) => ({
    group: same[0]!.group,
    sums: Object.fromEntries(
      groupTallyFields.map((field) => [field, same.reduce((all, { sums }) => all + sums[field], 0)])
    )
  }))

const positionOf = (id: FighterId, { corners }: Match): 1 | 2 => (corners[0]?.fighterId === id ? 1 : 2)

/** Writes the planned bouts, between fighters who have no others, and tells of them without reading them back. */
const fought = Effect.fnUntraced(function* (plans: ReadonlyArray<Plan>) {
  const matches = yield* MatchRepository
  const events = yield* EventRepository
  const known = Array.from({ length: rivals }, (_, nth) =>
    fighterFacts({ birthdate: nth === 1 ? null : day(`196${nth}-02-28`) })
  )
  const fighterIds = yield* Effect.flatMap(FighterRepository, ({ saveAll }) => saveAll(known))
  const fighters = known.map(({ birthdate, name }, index) => ({ id: fighterIds[index]!, name, birthdate }))
  const cards = nights.map((date) => eventFacts({ date }))
  const eventIds = yield* events.saveAll(cards)
  const facts = plans.map((plan) => written(plan, fighters, eventIds))
  const ids = yield* matches.saveAll(facts)
  const bouts = facts.map(({ eventId, ...known }, index) => {
    const card = cards[eventIds.indexOf(eventId!)]
    const event = eventId === null || card === undefined ? null : { id: eventId, name: card.name, date: card.date }
    return new Match({ id: ids[index]!, event, ...known })
  })
  const stats = plans.flatMap((plan, index) =>
    bouts[index]!.corners.map(({ fighterId }, corner) => ({
      matchId: ids[index]!,
      position: corner === 0 ? (1 as const) : (2 as const),
      fighterId,
      rounds: plan.rounds[corner]!
    }))
  )
  yield* matches.saveStats(stats)
  return { bouts, fighters, stats }
})

/**
 * The laws of {@link StatsReader}. The layer gives it and everything that facts are written through over one store, of
 * which nothing has been collected yet.
 */
export const suite = (
  adapter: string,
  layer: Layer.Layer<
    StatsReader | FighterRepository | EventRepository | MatchRepository | RankingRepository | CollectionLog,
    unknown
  >
) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`StatsReader / ${adapter}`, (it) => {
    it.effect.prop(
      "tallies are the pure fold over the same bouts, in every scope",
      { plans: careers },
      ({ plans }) =>
        Effect.gen(function* () {
          const reader = yield* StatsReader
          const { bouts, fighters, stats } = yield* fought(plans)
          const fighterIds = fighters.map(({ id }) => id)
          const scopes: ReadonlyArray<TallyScope> = [
            { fighterIds, to: today },
            { fighterIds: fighterIds.slice(1), to: today },
            { fighterIds, to: day("2020-06-05") },
            { fighterIds, from: day("2015-12-12"), to: day("2020-06-06") },
            { fighterIds, weightClass: "lightweight", to: today },
            { fighterIds, weightClass: "catch-weight", from: day("2015-12-13"), to: today },
            { fighterIds, last: 2, to: today },
            { fighterIds, last: 1, weightClass: "lightweight", to: day("2020-06-05") },
            { fighterIds, activeSince: day("2020-06-06"), to: today },
            { fighterIds, activeSince: day("2015-12-12"), last: 3, weightClass: "lightweight", to: day("2020-06-05") }
          ]
          for (const [nth, scope] of scopes.entries()) {
            const careers = inScope(bouts, stats, fighters, scope)
            const tallies = careers.map(({ bouts, id, name }) => ({ fighterId: id, name, sums: tally(bouts) }))
            assert.deepStrictEqual(byFighter(yield* reader.tallies(scope)), byFighter(tallies))
            assert.deepStrictEqual(yield* reader.coverage(scope), covered(stats, careers))
            for (const by of Grouping.literals) {
              const expected = careers.flatMap(({ bouts, id, name }) =>
                groupBouts(by, bouts).map((own) => ({ fighterId: id, name, group: own.group, sums: tally(own.bouts) }))
              )
              assert.deepStrictEqual(sorted(yield* reader.groupedTallies(scope, by)), sorted(expected), by)
            }
            const metric = metricIds[(plans.length * scopes.length + nth) % metricIds.length]!
            const values = tallies.map((one) => fighterValue(metric, one))
            assert.deepStrictEqual(sorted(yield* reader.values({ ...scope, metric })), sorted(values), metric)
          }
          const everyone = byFighter(yield* reader.tallies({ to: today }))
          assert.deepStrictEqual(
            everyone.filter(({ fighterId }) => fighterIds.includes(fighterId)),
            byFighter(
              inScope(bouts, stats, fighters, { to: today }).map(({ bouts, id, name }) => ({
                fighterId: id,
                name,
                sums: tally(bouts)
              }))
            )
          )
        }),
      { arbitrary: { seed: 1993, runs: 40, size: 24 } }
    )

    it.effect.prop(
      "the sums of years and classes count each fight once",
      { plans: careers },
      ({ plans }) =>
        Effect.gen(function* () {
          const reader = yield* StatsReader
          const scopes: ReadonlyArray<FightScope> = [
            { to: today },
            { to: day("2015-12-12") },
            { from: day("2015-12-12"), to: today, weightClass: "lightweight" }
          ]
          const asked = scopes.flatMap((scope) =>
            (["year", "weightClass", "all"] as const).map((by) => ({ by, scope, sums: reader.groupTallies(scope, by) }))
          )
          const before = yield* Effect.all(asked.map(({ sums }) => sums))
          const { bouts, stats } = yield* fought(plans)
          for (const [index, { by, scope, sums }] of asked.entries()) {
            const fights = within(bouts, scope).map((match) => ({
              match,
              rounds: stats.flatMap(({ matchId, rounds }) => (matchId === match.id ? rounds : []))
            }))
            const added = groupFights(by, fights).map(({ fights, group }) => ({ group, sums: groupTally(fights) }))
            assert.deepStrictEqual(sorted(yield* sums), sorted(total([...before[index]!, ...added])), by)
          }
        }),
      { arbitrary: { seed: 1994, runs: 20, size: 24 } }
    )

    it.effect.prop(
      "records of single fights are the pure ranking",
      { plans: careers },
      ({ plans }) =>
        Effect.gen(function* () {
          const reader = yield* StatsReader
          const { bouts, fighters, stats } = yield* fought(plans)
          const [fighter] = fighters
          const told = inScope(bouts, stats, fighters.slice(0, 1), { to: today }).flatMap(({ birthdate, bouts, id }) =>
            bouts.map((bout) => ({ ...bout, fighterId: id, birthdate, position: positionOf(id, bout.match) }))
          )
          for (const record of boutRecordIds) {
            const query = { record, fighterId: fighter!.id, to: today, limit: 2 }
            assert.deepStrictEqual(yield* reader.boutRecords(query), boutRecords(record, told, 2), record)
            const titles = told.filter(
              ({ match }) => match.isTitleBout && match.method !== null && methodFamily(match.method) === "DEC"
            )
            assert.deepStrictEqual(
              yield* reader.boutRecords({ ...query, titleBoutsOnly: true, methodFamily: "DEC", limit: 100 }),
              boutRecords(record, titles, 100),
              record
            )
          }
        }),
      { arbitrary: { seed: 1995, runs: 20, size: 24 } }
    )

    it.effect("tallies show the present name, and nobody for nobody", () =>
      Effect.gen(function* () {
        const reader = yield* StatsReader
        const fighters = yield* FighterRepository
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const facts = fighterFacts()
        const id = yield* fighters.save(facts)
        const eventId = yield* events.save(eventFacts({ date: day("2020-01-01") }))
        yield* matches.save(matchFacts({ eventId, corners: [side({ id, name: facts.name }, "WIN")] }))
        yield* fighters.save({ ...facts, name: "Renamed" })
        const [own] = yield* reader.tallies({ fighterIds: [id, id], to: today })
        assert.strictEqual(own?.name, "Renamed")
        assert.strictEqual(own?.sums.wins, 1)
        assert.deepStrictEqual(yield* reader.tallies({ fighterIds: [], to: today }), [])
      })
    )

    it.effect("a leaderboard ranks ties alike, says who is tied beyond the cut, and keeps to its scope", () =>
      Effect.gen(function* () {
        const reader = yield* StatsReader
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const fighters = yield* someFighters(5)
        const [best, a, b, c, loser] = fighters
        const eventId = yield* events.save(eventFacts({ date: day("2020-01-01") }))
        yield* matches.saveAll(
          [best!, best!, a!, b!, c!].map((winner) =>
            matchFacts({ eventId, weightClass: "flyweight", corners: [side(winner, "WIN"), side(loser!, "LOSS")] })
          )
        )
        const fighterIds = fighters.map(({ id }) => id)
        const query = { fighterIds, metric: "wins", minFights: 1, to: today } as const
        const board = yield* reader.leaderboard({ ...query, weightClass: "flyweight", limit: 3 })
        const tied = [a!, b!, c!].map(({ name }) => name).sort()
        assert.deepStrictEqual(
          board.rows.map(({ name, rank, value }) => [rank, name, value]),
          [
            [1, best!.name, 2],
            [2, tied[0], 1],
            [2, tied[1], 1]
          ]
        )
        assert.strictEqual(board.ranked, 4)
        assert.strictEqual(board.tiedBeyond, 1)
        const other = yield* reader.leaderboard({ ...query, weightClass: "heavyweight", limit: 3 })
        assert.deepStrictEqual([other.rows, other.ranked], [[], 0])
      })
    )

    it.effect("I-01: status counts what the repositories hold", () =>
      Effect.gen(function* () {
        const reader = yield* StatsReader
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const fighters = yield* FighterRepository
        const [a, b] = yield* someFighters(2)
        const [past, latest, next] = yield* events.saveAll([
          eventFacts({ date: day("1993-11-12"), status: "completed" }),
          eventFacts({ date: today, status: "unknown" }),
          eventFacts({ date: today, status: "scheduled" }),
          eventFacts({ date: day("2025-01-02"), status: "cancelled" }),
          eventFacts({ date: day("2024-12-31"), status: "scheduled" })
        ])
        const corners = [side(a!, "WIN"), side(b!, "LOSS")]
        const [measured] = yield* matches.saveAll([
          matchFacts({ eventId: past!, corners }),
          matchFacts({ eventId: latest!, corners }),
          matchFacts({ eventId: next!, corners: [side(a!), side(b!)] })
        ])
        yield* matches.saveStats([{ matchId: measured!, position: 2, rounds: [roundStats(1)] }])
        const order = "latest" as const
        const allEvents = (yield* walk((after, limit) => events.search({ order, limit, after }), 100)).flat()
        const allMatches = (yield* walk((after, limit) => matches.search({ order, limit, after }), 100)).flat()
        const allFighters = (yield* walk((after, limit) => fighters.search({ text: "", limit, after }), 100)).flat()
        const completed = allMatches.filter((match) => isCompleted(match, today))
        const withStats = new Set((yield* matches.stats(completed.map(({ id }) => id))).map(({ matchId }) => matchId))
        const days = completed.map(({ event }) => event!.date!).sort()
        const { sampleOnly: _, version, ...counts } = yield* reader.status(today)
        assert.deepStrictEqual(counts, {
          asOf: days.at(-1) ?? null,
          since: days[0] ?? null,
          events: allEvents.length,
          fights: completed.length,
          measuredFights: withStats.size,
          fighters: allFighters.length,
          upcomingEvents: allEvents.filter(({ date, status }) => status === "scheduled" && (date ?? "") >= today).length
        })
        assert.strictEqual((yield* reader.status(today)).version, version)
      })
    )

    it.effect("the version changes with every fact that changes, and when what was made of them is outdated", () =>
      Effect.gen(function* () {
        const reader = yield* StatsReader
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const fighters = yield* FighterRepository
        const rankings = yield* RankingRepository
        const seen = new Set<number>()
        const step = Effect.gen(function* () {
          const { version } = yield* reader.status(today)
          assert.isFalse(seen.has(version))
          seen.add(version)
        })
        const facts = fighterFacts()
        const id = yield* fighters.save(facts)
        yield* step
        yield* reader.outdate
        yield* step
        yield* fighters.save({ ...facts, nickname: "Changed" })
        yield* step
        yield* fighters.saveAliases([{ fighterId: id, alias: freshWord(), source: "test" }])
        yield* step
        const eventId = yield* events.save(eventFacts())
        yield* step
        const matchId = yield* matches.save(matchFacts({ eventId, corners: [side({ id, name: facts.name })] }))
        yield* step
        yield* matches.saveStats([{ matchId, position: 1, rounds: [roundStats(1)] }])
        yield* step
        yield* rankings.replace({
          date: day("2020-01-01"),
          source: "test",
          entries: [{ weightClass: "flyweight", rank: 1, fighterId: id }]
        })
        yield* step
        yield* matches.remove(matchId)
        yield* step
        yield* events.remove(eventId)
        yield* step
        yield* fighters.remove(id)
        yield* step
        assert.strictEqual(seen.size, 11)
      })
    )

    it.effect("sampleOnly holds from the first run while every run was of the sample", () =>
      Effect.gen(function* () {
        const reader = yield* StatsReader
        const log = yield* CollectionLog
        const seen: Array<boolean> = []
        const look = Effect.gen(function* () {
          seen.push((yield* reader.status(today)).sampleOnly)
        })
        yield* look
        for (const source of ["sample", "sample", "ufcstats", "sample"]) {
          yield* log.begin({
            flow: "import",
            source,
            subject: null,
            since: null,
            force: false,
            allowShrink: false,
            maxRequests: null
          })
          yield* look
        }
        assert.deepStrictEqual(seen, [false, true, true, false, false])
      })
    )
  })
