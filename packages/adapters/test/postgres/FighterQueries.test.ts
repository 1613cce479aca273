import { assert, it } from "@effect/vitest"
import { FighterComposer } from "@mma-savant/core/composition/FighterComposer"
import { day, eventFacts, fighterFacts, matchFacts, roundStats, side } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { statements } from "./Statements.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

/** Two fighters who met, and each so many others besides, all ranked. */
const written = Effect.fnUntraced(function* (bouts: number) {
  const names = Array.from({ length: bouts + 2 }, (_, index) => `Fighter ${index}`)
  const ids = yield* (yield* FighterRepository).saveAll(names.map((name) => fighterFacts({ name, stance: "Southpaw" })))
  const eventId = yield* (yield* EventRepository).save(eventFacts({ date: day("2020-01-04"), status: "completed" }))
  const matches = yield* MatchRepository
  const sideOf = (index: number, result: "WIN" | "LOSS") => side({ id: ids[index]!, name: names[index]! }, result)
  const pairs = [[0, 1], ...ids.slice(2).flatMap((_, index) => [0, 1].map((hero) => [hero, index + 2]))] as const
  const matchIds = yield* matches.saveAll(
    pairs.map(([winner, loser], index) =>
      matchFacts({
        eventId,
        cardOrder: index + 1,
        status: "completed",
        method: "SUB",
        resultRound: 1,
        resultTime: 60,
        corners: [sideOf(winner!, "WIN"), sideOf(loser!, "LOSS")]
      })
    )
  )
  yield* matches.saveStats(
    matchIds.map((matchId) => ({ matchId, position: 1, rounds: [roundStats(1, { knockdowns: 1 })] }))
  )
  const entries = ids.slice(0, 10).map((fighterId, rank) => ({ weightClass: "lightweight", rank, fighterId }) as const)
  yield* (yield* RankingRepository).replace({ date: day("2020-02-01"), source: "test", entries })
  return { a: ids[0]!, b: ids[1]! }
})

const page = { limit: 20, after: null } as const

/** What is read of fighters, and how many statements each takes, whatever there is to read. */
const reads = Effect.gen(function* () {
  const composer = yield* FighterComposer
  const service = yield* FighterService
  const rankings = yield* RankingRepository
  type Ids = Effect.Success<ReturnType<typeof written>>
  const read = <E>(name: string, most: number, run: (ids: Ids) => Effect.Effect<unknown, E>) => ({ name, most, run })
  return [
    read("the figures", 3, ({ a }) => composer.getFighterStats(a)),
    read("the profile", 4, ({ a }) => composer.getProfile(a)),
    read("the history", 2, ({ a }) => composer.getHistory(a, 20, null)),
    read("the stances", 3, ({ a }) => composer.getStances(a)),
    read("the timeline", 3, ({ a }) => composer.getTimeline(a)),
    read("the trend", 3, ({ a }) => composer.getTrend(a)),
    read("head to head", 3, ({ a, b }) => composer.getHeadToHead(a, b)),
    // The fighters, their sums, the bouts of each; the ratings of all, and the version that they are kept by.
    read("the comparison", 6, ({ a, b }) => composer.compareFighters(a, b)),
    read("the elite", 4, () => composer.getDivisionElite("lightweight")),
    read("the places", 1, ({ a }) => rankings.ofFighters([a])),
    read("the history of a class", 1, () => rankings.history({ weightClass: "lightweight", ...page })),
    read("the search", 1, () => service.searchFighters({ text: "figh", undefeated: true, stance: "Southpaw", ...page }))
  ]
})

for (const { layer: database, name } of testDatabases()) {
  const store = Postgres.layer.pipe(Layer.provide(database))
  const services = Layer.mergeAll(FighterComposer.layer, FighterService.layer).pipe(Layer.provideMerge(store))

  it.effect(
    `what is read of fighters takes as many statements of a long career as of a short one / ${name}`,
    () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.parse("2025-06-01T12:00:00Z"))
        for (const bouts of [1, 30]) {
          const emptied = Layer.provideMerge(store, layerEmptied.pipe(Layer.provide(database)))
          const ids = yield* written(bouts).pipe(Effect.provide(emptied, { local: true }))
          yield* Effect.gen(function* () {
            for (const { most, name, run } of yield* reads) {
              assert.strictEqual(yield* statements(run(ids)), most, `${name}, ${bouts} bouts`)
            }
          }).pipe(Effect.provide(services, { local: true }))
        }
      }),
    60_000
  )
}
