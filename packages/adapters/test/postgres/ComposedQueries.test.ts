import { assert, it } from "@effect/vitest"
import { EventComposer } from "@mma-savant/core/composition/EventComposer"
import { EventDays } from "@mma-savant/core/composition/EventDays"
import { MatchComposer } from "@mma-savant/core/composition/MatchComposer"
import { day, eventFacts, fighterFacts, matchFacts, roundStats, side } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { statements } from "./Statements.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

/** Three nights of three bouts of the same four fighters, the last one to come. */
const written = Effect.gen(function* () {
  const fighterIds = yield* (yield* FighterRepository).saveAll(
    [1, 2, 3, 4].map((number) => fighterFacts({ name: `Fighter ${number}` }))
  )
  const eventIds = yield* (yield* EventRepository).saveAll([
    eventFacts({ date: day("2025-05-03"), status: "completed" }),
    eventFacts({ date: day("2025-05-10"), status: "completed" }),
    eventFacts({ date: day("2999-01-01"), status: "scheduled" })
  ])
  const matches = yield* MatchRepository
  const matchIds = yield* matches.saveAll(
    eventIds.flatMap((eventId, night) =>
      [1, 2, 3].map((cardOrder) =>
        matchFacts({
          eventId,
          cardOrder,
          isMainEvent: cardOrder === 3,
          status: night === 2 ? "scheduled" : "completed",
          method: night === 2 ? null : "KO/TKO",
          resultRound: night === 2 ? null : 3,
          resultTime: night === 2 ? null : 30,
          corners: [fighterIds[0]!, fighterIds[cardOrder]!].map((id, index) =>
            side({ id, name: "Somebody" }, night === 2 ? null : index === 0 ? "WIN" : "LOSS")
          )
        })
      )
    )
  )
  yield* matches.saveStats(
    matchIds.slice(0, 6).map((matchId) => ({ matchId, position: 1, rounds: [roundStats(1, { controlSeconds: 300 })] }))
  )
  const entries = [{ weightClass: "lightweight", rank: 0, fighterId: fighterIds[0]! } as const]
  yield* (yield* RankingRepository).replace({ date: day("2025-05-06"), source: "test", entries })
  return { eventIds, matchId: matchIds[0]! }
})

for (const { layer: database, name } of testDatabases()) {
  const store = Postgres.layer.pipe(Layer.provide(database))
  const composers = Layer.mergeAll(EventComposer.layer, EventDays.layer, MatchComposer.layer).pipe(Layer.provide(store))

  it.effect(
    `events and bouts are composed with one query of each port / ${name}`,
    () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.parse("2025-06-01T12:00:00Z"))
        const {
          eventIds: [first, second],
          matchId
        } = yield* written.pipe(Effect.provide(Layer.provideMerge(store, layerEmptied.pipe(Layer.provide(database)))))
        yield* Effect.gen(function* () {
          const events = yield* EventComposer
          const days = yield* EventDays
          const bouts = yield* MatchComposer
          // What is kept for the version of the data is read once; here, beforehand.
          yield* days.getNextAndLast
          yield* bouts.getComebacks(30, 10)
          yield* events.getAnalysis(first!)
          assert.deepStrictEqual(
            {
              card: yield* statements(events.getEventWithMatches(first!)),
              summary: yield* statements(events.getSummary(first!)),
              analysis: yield* statements(events.getAnalysis(first!)),
              comparison: yield* statements(events.compareEvents(first!, second!)),
              past: yield* statements(events.getPastEvents(100, null)),
              upcoming: yield* statements(events.getUpcomingEvents(100)),
              calendar: yield* statements(days.getCalendar(2025, null)),
              timeline: yield* statements(days.getTimeline("year")),
              trends: yield* statements(days.getTrends("month")),
              search: yield* statements(days.findEvents({ text: "event", type: "all", limit: 10, after: null })),
              results: yield* statements(bouts.getMatchResults(matchId)),
              stats: yield* statements(bouts.getDetailedMatchStats(matchId)),
              exciting: yield* statements(bouts.getExcitingMatches(365, 10)),
              comebacks: yield* statements(bouts.getComebacks(365, 10))
            },
            {
              ...{ card: 2, summary: 3, analysis: 5, comparison: 3, past: 2, upcoming: 2 },
              ...{ calendar: 0, timeline: 0, trends: 0, search: 0 },
              ...{ results: 1, stats: 2, exciting: 2, comebacks: 1 }
            }
          )
          const { quality, rankingImpact } = yield* events.getAnalysis(second!)
          assert.deepStrictEqual([rankingImpact.rankedOn, quality.champions], ["2025-05-06", 1])
          assert.deepInclude((yield* events.getAnalysis(first!)).rankingImpact, { rankedOn: null, winnersMovingUp: 0 })
          const found = yield* bouts.getComebacks(22, 10)
          assert.deepStrictEqual(
            found.comebacks.map(({ bout, loserForm }) => [bout.event?.id, bout.cardOrder, loserForm]),
            [3, 2, 1].map((cardOrder) => [second, cardOrder, 0])
          )
          assert.lengthOf((yield* bouts.getExcitingMatches(365, 4)).matches, 4)
        }).pipe(Effect.provide(composers, { local: true }))
      }),
    60_000
  )
}
