import { assert, it } from "@effect/vitest"
import { day, eventFacts, fighterFacts, matchFacts, roundStats, side } from "@mma-savant/core/contract/Facts"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { Inquirer } from "@mma-savant/core/llm/Inquirer"
import * as SavantHandlers from "@mma-savant/core/llm/SavantHandlers"
import { SavantTools } from "@mma-savant/core/llm/SavantTools"
import { isTable } from "@mma-savant/core/llm/ToolTable"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as MemoryFactQuery from "../../src/memory/MemoryFactQuery.ts"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { statements } from "./Statements.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

const written = Effect.gen(function* () {
  const ids = yield* (yield* FighterRepository).saveAll(
    ["Ada Stone", "Bea Marsh", "Cid Vale"].map((name) => fighterFacts({ name, birthdate: day("1990-01-01") }))
  )
  const [ada, bea, cid] = ids
  const [eventId] = yield* (yield* EventRepository).saveAll([
    eventFacts({ name: "UFC 1: Stone vs. Marsh", date: day("2020-01-04"), status: "completed" }),
    eventFacts({ name: "UFC 2: Stone vs. Vale", date: day("2999-01-01"), status: "scheduled" })
  ])
  const matches = yield* MatchRepository
  const pairs = [
    [ada!, bea!],
    [ada!, cid!],
    [bea!, cid!]
  ] as const
  const matchIds = yield* matches.saveAll(
    pairs.map(([winner, loser], index) =>
      matchFacts({
        eventId: eventId!,
        weightClass: "lightweight",
        cardOrder: index + 1,
        status: "completed",
        method: "SUB",
        resultRound: 1,
        resultTime: 60,
        corners: [side({ id: winner, name: "Winner" }, "WIN"), side({ id: loser, name: "Loser" }, "LOSS")]
      })
    )
  )
  yield* matches.saveStats(
    matchIds.map((matchId) => ({ matchId, position: 1, rounds: [roundStats(1, { knockdowns: 1 })] }))
  )
  const entries = [{ weightClass: "lightweight", rank: 0, fighterId: ada! } as const]
  yield* (yield* RankingRepository).replace({ date: day("2020-02-01"), source: "test", entries })
  return { a: ada!, b: bea!, ids, eventId: eventId! }
})

type Written = Effect.Success<typeof written>
type Tool = keyof typeof SavantTools.tools

/** Every tool but those that speak of rows, of SQL and of nothing, with arguments that take the most queries. */
const calls = ({ a, b, eventId, ids }: Written): ReadonlyArray<readonly [tool: Tool, args: object]> => [
  ["fighterProfile", { fighterId: a }],
  ["metric", { fighterId: a, metrics: ["wins", "knockdowns"] }],
  ["compare", { ids, metrics: ["wins", "knockdowns", "takedown-accuracy"], last: 5, year: 2020 }],
  ["series", { metric: "knockdowns", by: "year", ids }],
  ["series", { metric: "knockdowns", by: "weightClass", ids }],
  ["series", { metric: "knockdowns", by: "fight", ids, last: 3 }],
  ["series", { metric: "finish-rate", by: "year", weightClass: "lightweight" }],
  ["series", { metric: "finish-rate", by: "weightClass" }],
  ["fights", { fighterId: a, opponentId: b, eventId, result: "WIN", method: "SUB", year: 2020 }],
  ["headToHead", { a, b }],
  ["headToHead", { a, b, show: "commonOpponents" }],
  ["leaderboard", { metric: "knockdowns", activeOnly: true, order: "lowest", minFights: 1 }],
  ["boutRecords", { record: "knockdowns", fighterId: a }],
  ["boutRecords", { record: "youngest-winner", method: "SUB" }],
  ["event", { eventId }],
  ["event", { name: "UFC 1" }],
  ["event", { when: "last", timeZone: "Asia/Seoul" }],
  ["event", { when: "next" }],
  ["events", { year: 2020 }],
  ["upcoming", { timeZone: "America/New_York" }],
  ["rankings", { weightClass: "lightweight" }],
  ["predict", { a, b }],
  ["glossary", {}],
  ["dataStatus", {}],
  ["dataStatus", { byYear: true }],
  ["resolve", { text: "ada stone" }],
  ["askUser", { fighterIds: [a, b] }]
]

/** Tools that look into the lists of all names and events, which are read once for each version of the data. */
const listed: ReadonlySet<Tool> = new Set(["resolve", "event", "events"])

for (const { layer: database, name } of testDatabases()) {
  const store = Postgres.layer.pipe(Layer.provide(database))
  const tools = SavantHandlers.layer.pipe(
    Layer.provide(FighterService.layer),
    Layer.provide(MemoryFactQuery.layer),
    Layer.provide(store)
  )

  it.effect(
    `no tool takes more than five queries / ${name}`,
    () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.parse("2025-06-01T12:00:00Z"))
        const facts = yield* written.pipe(
          Effect.provide(Layer.provideMerge(store, layerEmptied.pipe(Layer.provide(database))))
        )
        for (const [tool, args] of calls(facts)) {
          yield* Effect.gen(function* () {
            const kit = yield* SavantTools
            const call = (params: object) => Effect.flatMap(kit.handle(tool, params as never, "1"), Stream.runCollect)
            if (listed.has(tool)) yield* call(args)
            const count = yield* statements(
              Effect.map(call(args), ([last]) =>
                assert.isTrue(isTable(last?.result), `${tool} ${JSON.stringify([args, last?.result])}`)
              )
            )
            assert.isAtMost(count, 5, `${tool} ${JSON.stringify(args)}`)
            // It is the counting of statements that would be broken.
            if (tool === "leaderboard") assert.isAtLeast(count, 3)
          }).pipe(
            Effect.provideService(Inquirer, (options) => Effect.succeed(options[0]!.fighterId)),
            Effect.provide(tools, { local: true })
          )
        }
      }),
    60_000
  )
}
