import { assert, it } from "@effect/vitest"
import { DateTime, Effect, type Layer } from "effect"
import { CollectionLog } from "../src/collection/CollectionLog.ts"
import { emptyReport } from "../src/collection/StorageReport.ts"
import { EventRepository } from "../src/event/EventRepository.ts"
import { FighterRepository } from "../src/fighter/FighterRepository.ts"
import type { FighterId } from "../src/Identity.ts"
import { Match } from "../src/match/Match.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import { RankingRepository } from "../src/ranking/RankingRepository.ts"
import { boutsOf, isCompleted } from "../src/stats/Bout.ts"
import type { Coverage } from "../src/stats/Coverage.ts"
import type { FighterTally } from "../src/stats/Leaderboard.ts"
import { StatsReader, type TallyScope } from "../src/stats/StatsReader.ts"
import { tally } from "../src/stats/Tally.ts"
import { careers, nights, rivals, written } from "./Career.ts"
import { day, eventFacts, fighterFacts, freshWord, matchFacts, roundStats, side } from "./Facts.ts"
import { walk } from "./Paging.ts"
import { someFighters } from "./SomeFighters.ts"

const today = day("2025-01-01")

const byFighter = (tallies: ReadonlyArray<FighterTally>) => [...tallies].sort((a, b) => a.fighterId - b.fighterId)

/** The bouts that a scope is about. */
const within = (matches: ReadonlyArray<Match>, { from, to, weightClass }: TallyScope) =>
  matches.filter(
    (match) =>
      isCompleted(match, to) &&
      (from === undefined || (match.event?.date ?? "") >= from) &&
      (weightClass === undefined || match.weightClass === weightClass)
  )

/** What `tallies` must give: the pure fold over facts that were never read back from the store. */
const folded = (
  matches: ReadonlyArray<Match>,
  stats: Parameters<typeof boutsOf>[2],
  fighters: ReadonlyArray<{ readonly id: FighterId; readonly name: string }>,
  scope: TallyScope
) => {
  const counted = within(matches, scope)
  return byFighter(
    fighters
      .filter(({ id }) => scope.fighterIds === undefined || scope.fighterIds.includes(id))
      .map(({ id, name }) => ({ fighterId: id, name, bouts: boutsOf(id, counted, stats) }))
      .filter(({ bouts }) => bouts.length > 0)
      .map(({ bouts, ...fighter }) => ({ ...fighter, sums: tally(bouts) }))
  )
}

/** What `coverage` must give: each bout of the scope once, whichever of its sides are in it. */
const covered = (matches: ReadonlyArray<Match>, stats: Parameters<typeof boutsOf>[2], scope: TallyScope): Coverage => {
  const fights = within(matches, scope).filter(({ corners }) =>
    corners.some(({ fighterId }) => fighterId !== null && (scope.fighterIds?.includes(fighterId) ?? true))
  )
  const measured = new Set(stats.flatMap(({ matchId, rounds }) => (rounds.length > 0 ? [matchId] : [])))
  return { fights: fights.length, measuredFights: fights.filter(({ id }) => measured.has(id)).length }
}

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
          const matches = yield* MatchRepository
          const events = yield* EventRepository
          const fighters = yield* someFighters(rivals)
          const cards = nights.map((date) => eventFacts({ date }))
          const eventIds = yield* events.saveAll(cards)
          const facts = plans.map((plan) => written(plan, fighters, eventIds))
          const ids = yield* matches.saveAll(facts)
          const bouts = facts.map(({ eventId, ...known }, index) => {
            const card = cards[eventIds.indexOf(eventId!)]
            const event =
              eventId === null || card === undefined ? null : { id: eventId, name: card.name, date: card.date }
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
          const fighterIds = fighters.map(({ id }) => id)
          const scopes: ReadonlyArray<TallyScope> = [
            { fighterIds, to: today },
            { fighterIds: fighterIds.slice(1), to: today },
            { fighterIds, to: day("2020-06-05") },
            { fighterIds, from: day("2015-12-12"), to: day("2020-06-06") },
            { fighterIds, weightClass: "lightweight", to: today },
            { fighterIds, weightClass: "catch-weight", from: day("2015-12-13"), to: today }
          ]
          for (const scope of scopes) {
            const expected = folded(bouts, stats, fighters, scope)
            assert.deepStrictEqual(byFighter(yield* reader.tallies(scope)), expected)
            assert.deepStrictEqual(yield* reader.coverage(scope), covered(bouts, stats, scope))
          }
          const everyone = byFighter(yield* reader.tallies({ to: today }))
          assert.deepStrictEqual(
            everyone.filter(({ fighterId }) => fighterIds.includes(fighterId)),
            folded(bouts, stats, fighters, { to: today })
          )
        }),
      { arbitrary: { seed: 1993, runs: 40, size: 24 } }
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

    it.effect("status counts what the repositories hold", () =>
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

    it.effect("the version changes with every fact that changes", () =>
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
        assert.strictEqual(seen.size, 10)
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
          const now = yield* DateTime.now
          yield* log.record({ source, startedAt: now, finishedAt: now, report: emptyReport, findings: [] })
          yield* look
        }
        assert.deepStrictEqual(seen, [false, true, true, false, false])
      })
    )
  })
