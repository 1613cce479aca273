import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import { day, eventFacts, fighterFacts, matchFacts, roundStats, side } from "../../contract/Facts.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import type { EventId, FighterId } from "../../src/Identity.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"
import { SavantTools } from "../../src/llm/SavantTools.ts"
import { isFailure, isTable } from "../../src/llm/ToolTable.ts"
import type { MatchFacts } from "../../src/match/Match.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"
import type { Result } from "../../src/match/Result.ts"

const savant = SavantHandlers.layer.pipe(Layer.provide(FighterService.layer), Layer.provideMerge(Memory.layer))

const names = ["Ada Stone", "Bea Marsh", "Cid Vale"] as const

const nights = [
  { name: "UFC 1: Stone vs. Marsh", date: day("2019-03-02"), status: "completed" },
  { name: "UFC 2: Stone vs. Vale", date: day("2024-02-24"), status: "completed" },
  { name: "UFC 3: Vale vs. Marsh", date: day("2024-03-02"), status: "completed" },
  { name: "UFC 4: Stone vs. Marsh 2", date: day("2024-03-09"), status: "scheduled" }
] as const

type Fought = readonly [
  night: number,
  pair: readonly [number, number],
  results: readonly [Result, Result] | null,
  strikes: readonly [number, number] | null,
  known: Partial<MatchFacts>
]

const bouts: ReadonlyArray<Fought> = [
  [
    0,
    [0, 1],
    ["WIN", "LOSS"],
    [30, 10],
    { weightClass: "lightweight", method: "KO/TKO", resultRound: 1, resultTime: 20 }
  ],
  [
    1,
    [0, 2],
    ["WIN", "LOSS"],
    [50, 20],
    { weightClass: "welterweight", method: "SUB", resultRound: 2, resultTime: 60, isTitleBout: true }
  ],
  [2, [2, 1], ["WIN", "LOSS"], null, { weightClass: "lightweight", method: "U-DEC", resultRound: 3, resultTime: 300 }],
  [3, [0, 1], null, null, { status: "scheduled", weightClass: "lightweight" }]
]

const written = Effect.gen(function* () {
  // A Sunday.
  yield* TestClock.setTime(Date.parse("2024-03-03T20:00:00Z"))
  const ids = yield* (yield* FighterRepository).saveAll(
    names.map((name, nth) => fighterFacts({ name, birthdate: day(`199${nth}-03-02`) }))
  )
  const eventIds = yield* (yield* EventRepository).saveAll(nights.map((known) => eventFacts(known)))
  const matches = yield* MatchRepository
  const matchIds = yield* matches.saveAll(
    bouts.map(([night, [one, two], results, _, known]) =>
      matchFacts({
        eventId: eventIds[night]!,
        status: "completed",
        ...known,
        corners: [one, two].map((who, nth) =>
          side({ id: ids[who]!, name: names[who]! }, results?.[nth] ?? null, {
            performanceOfTheNight: night === 1 && nth === 0
          })
        )
      })
    )
  )
  yield* matches.saveStats(
    bouts.flatMap(([, , , strikes], index) =>
      (strikes ?? []).map((landed, nth) => ({
        matchId: matchIds[index]!,
        position: nth === 0 ? (1 as const) : (2 as const),
        rounds: [roundStats(1, { sigStrikes: { landed, attempted: 2 * landed } })]
      }))
    )
  )
  return { ids, eventIds, matchIds }
})

interface League {
  readonly ids: ReadonlyArray<FighterId>
  readonly eventIds: ReadonlyArray<EventId>
}

const call = Effect.fnUntraced(function* (name: keyof typeof SavantTools.tools, args: object) {
  const tools = yield* SavantTools
  const [last] = yield* Effect.flatMap(tools.handle(name, args as never, "1"), Stream.runCollect)
  return last?.result
})

/** The cells of some columns that a tool answers with. */
const cells = Effect.fnUntraced(function* (
  name: keyof typeof SavantTools.tools,
  args: object,
  ...columns: ReadonlyArray<string>
) {
  const result = yield* call(name, args)
  if (!isTable(result)) return assert.fail(`${name}: ${JSON.stringify(result)}`)
  for (const column of columns) assert.include(result.columns, column)
  return { ...result, cells: result.rows.map((row) => columns.map((column) => row[result.columns.indexOf(column)])) }
})

const refused = Effect.fnUntraced(function* (name: keyof typeof SavantTools.tools, args: object) {
  const result = yield* call(name, args)
  return isFailure(result) ? result : assert.fail(`${name}: ${JSON.stringify(result)}`)
})

const over = (text: string, run: (league: League) => Effect.Effect<void, unknown, Layer.Success<typeof savant>>) =>
  it.effect(text, () => Effect.flatMap(written, run).pipe(Effect.provide(savant)))

over("a series of fighters is by year, class or fight, each row with what it rests on", ({ ids: [ada, bea] }) =>
  Effect.gen(function* () {
    const byYear = yield* cells(
      "series",
      { metric: "sig-strikes", by: "year", ids: [bea, ada] },
      "year",
      "name",
      "value"
    )
    assert.deepStrictEqual(byYear.cells, [
      [2019, "Bea Marsh", 10],
      [2019, "Ada Stone", 30],
      // Fought, and not measured.
      [2024, "Bea Marsh", null],
      [2024, "Ada Stone", 50]
    ])
    assert.deepStrictEqual(
      [byYear.unit, byYear.asOf, byYear.coverage],
      ["count", "2024-03-02", { fights: 3, measuredFights: 2 }]
    )
    const byFight = yield* cells(
      "series",
      { metric: "sig-strikes", by: "fight", ids: [ada], last: 1 },
      "date",
      "value",
      "opponent"
    )
    assert.deepStrictEqual(byFight.cells, [["2024-02-24", 50, "Cid Vale"]])
    const byClass = yield* cells("series", { metric: "wins", by: "weightClass", ids: [ada] }, "weightClass", "value")
    assert.deepStrictEqual(byClass.cells, [
      ["Lightweight", 1],
      ["Welterweight", 1]
    ])
  })
)

over("a series of all fights, or of a class, counts each fight once", () =>
  Effect.gen(function* () {
    const rate = yield* cells("series", { metric: "finish-rate", by: "year" }, "year", "value", "fights")
    assert.deepStrictEqual(rate.cells, [
      [2019, 1, 1],
      [2024, 0.5, 2]
    ])
    assert.deepStrictEqual([rate.unit, rate.coverage], ["ratio", { fights: 3, measuredFights: 2 }])
    const fights = yield* cells("series", { metric: "fights", by: "year", weightClass: "lightweight" }, "year", "value")
    assert.deepStrictEqual(fights.cells, [
      [2019, 1],
      [2024, 1]
    ])
    const bySum = yield* cells("series", { metric: "sig-strikes-per-fight", by: "weightClass" }, "weightClass", "value")
    assert.deepStrictEqual(bySum.cells, [
      ["Lightweight", 40],
      ["Welterweight", 70]
    ])
  })
)

over("a series that makes no sense says what would", ({ ids: [ada] }) =>
  Effect.gen(function* () {
    for (const args of [
      { metric: "win-streak", by: "year" },
      { metric: "ko-tko-rate", by: "year", ids: [ada] },
      { metric: "fights", by: "fight" },
      { metric: "fights", by: "year", last: 3 }
    ]) {
      assert.strictEqual((yield* refused("series", args)).code, "BAD_CALL", JSON.stringify(args))
    }
  })
)

over("a comparison has a row for each figure of each fighter, in a window and with its unit", ({ ids: [ada, bea] }) =>
  Effect.gen(function* () {
    const metrics = ["wins", "sig-strike-accuracy"]
    const columns = ["metric", "name", "value", "unit", "measuredFights"]
    const all = yield* cells("compare", { ids: [ada, bea], metrics }, ...columns)
    assert.deepStrictEqual(all.cells, [
      ["Wins", "Ada Stone", 2, "count", 2],
      ["Wins", "Bea Marsh", 0, "count", 1],
      ["Significant strike accuracy", "Ada Stone", 0.5, "ratio", 2],
      ["Significant strike accuracy", "Bea Marsh", 0.5, "ratio", 1]
    ])
    const last = yield* cells("compare", { ids: [ada, bea], metrics: ["fights"], last: 1, year: 2019 }, "value")
    assert.deepStrictEqual(last.cells, [[1], [1]])
    assert.strictEqual((yield* refused("compare", { ids: [ada, 999], metrics })).code, "NOT_FOUND")
  })
)

over("a leaderboard may be of the lowest, of a year and of the active alone", () =>
  Effect.gen(function* () {
    const columns = ["rank", "name", "value"]
    const fewest = yield* cells(
      "leaderboard",
      { metric: "losses", order: "lowest", minFights: 1, limit: 1 },
      ...columns
    )
    assert.deepStrictEqual(fewest.cells, [[1, "Ada Stone", 0]])
    // Of the lowest, few fights say little.
    assert.deepStrictEqual((yield* cells("leaderboard", { metric: "losses", order: "lowest" }, "name")).rows, [])
    const year = yield* cells("leaderboard", { metric: "wins", year: 2019 }, ...columns)
    assert.deepStrictEqual(year.cells, [[1, "Ada Stone", 1]])
    yield* TestClock.setTime(Date.parse("2026-02-25T00:00:00Z"))
    const active = yield* cells("leaderboard", { metric: "wins", activeOnly: true }, ...columns)
    assert.deepStrictEqual(active.cells, [[1, "Cid Vale", 1]])
    assert.include(active.note ?? "", "2024-02-26")
  })
)

over("records of single fights tell the fight", ({ ids: [ada] }) =>
  Effect.gen(function* () {
    const columns = ["rank", "name", "value", "opponent", "date", "method"]
    const fastest = yield* cells("boutRecords", { record: "fastest-finish" }, ...columns)
    assert.deepStrictEqual(fastest.cells, [
      [1, "Ada Stone", 20, "Bea Marsh", "2019-03-02", "KO/TKO"],
      [2, "Ada Stone", 360, "Cid Vale", "2024-02-24", "SUB"]
    ])
    assert.strictEqual(fastest.unit, "seconds")
    const submission = yield* cells("boutRecords", { record: "fastest-finish", method: "SUB" }, "value")
    assert.deepStrictEqual(submission.cells, [[360]])
    const champion = yield* cells("boutRecords", { record: "youngest-winner", titleFightsOnly: true }, ...columns)
    assert.deepStrictEqual(champion.cells, [[1, "Ada Stone", 33.98, "Cid Vale", "2024-02-24", "SUB"]])
    assert.strictEqual(champion.unit, "years")
    const strikes = yield* cells("boutRecords", { record: "sig-strikes", fighterId: ada, year: 2019 }, "value")
    assert.deepStrictEqual([strikes.cells, strikes.coverage], [[[30]], { fights: 1, measuredFights: 1 }])
  })
)

over("fights are found by event and year, and opponents in common told", ({ eventIds, ids: [ada, bea, cid] }) =>
  Effect.gen(function* () {
    const one = yield* cells("fights", { eventId: eventIds[1] }, "fighter1", "fighter2")
    assert.deepStrictEqual(one.cells, [["Ada Stone", "Cid Vale"]])
    const year = yield* cells("fights", { year: 2024, order: "earliest" }, "date")
    assert.deepStrictEqual(year.cells, [["2024-02-24"], ["2024-03-02"]])
    const both = yield* cells(
      "headToHead",
      { a: ada, b: bea, show: "commonOpponents" },
      "opponent",
      "winsOfA",
      "lossesOfB",
      "resultsOfB"
    )
    assert.deepStrictEqual(both.cells, [["Cid Vale", 1, 1, "LOSS 2024-03-02"]])
    assert.deepStrictEqual(
      (yield* cells("headToHead", { a: ada, b: cid, show: "commonOpponents" }, "opponent")).cells,
      [["Bea Marsh"]]
    )
  })
)

over("an event is found by the days of the user's own calendar", () =>
  Effect.gen(function* () {
    const named = Effect.fnUntraced(function* (args: object) {
      const { event } = yield* cells("event", args, "fighter1")
      return event?.name.slice(0, 5)
    })
    assert.strictEqual(yield* named({ when: "last" }), "UFC 3")
    assert.strictEqual(yield* named({ when: "next" }), "UFC 4")
    assert.strictEqual(yield* named({ when: "last-saturday" }), "UFC 3")
    assert.strictEqual(yield* named({ when: "this-weekend" }), "UFC 3")
    // Where it is Monday already, this weekend is the next one.
    assert.strictEqual(yield* named({ when: "this-weekend", timeZone: "Asia/Seoul" }), "UFC 4")
    assert.strictEqual(yield* named({ from: "2024-02-01", to: "2024-02-29" }), "UFC 2")
    assert.include((yield* refused("event", { when: "last-month", to: "2024-03-31" })).message, "Several events")
    assert.strictEqual((yield* refused("event", { when: "yesterday", timeZone: "Mars/Base" })).code, "BAD_CALL")
    assert.strictEqual((yield* refused("event", { when: "today" })).code, "NOT_FOUND")
    const soon = yield* cells("upcoming", { when: "next-week", timeZone: "America/New_York" }, "date")
    assert.deepStrictEqual(soon.cells, [["2024-03-09"]])
    assert.deepStrictEqual((yield* cells("upcoming", { when: "tomorrow" }, "date")).cells, [])
  })
)

over("the glossary explains one figure or all, and the data's own state is told by year", ({ ids: [ada] }) =>
  Effect.gen(function* () {
    const one = yield* cells(
      "glossary",
      { metric: "finish-rate" },
      "of",
      "koreanLabel",
      "unit",
      "dividedBy",
      "minFights"
    )
    assert.deepStrictEqual(one.cells, [
      ["fighter", "피니시율", "ratio", "wins", 5],
      ["class or year", "피니시율", "ratio", "completed fights", null]
    ])
    const all = yield* cells("glossary", {}, "metric")
    assert.isAtMost(all.rows.length, 100)
    assert.isAbove(all.rows.length, 70)
    const status = yield* cells("dataStatus", {}, "lastEvent", "ageInDays", "fights", "fightsWithStatistics")
    assert.deepStrictEqual(status.cells, [["2024-03-02", 1, 3, 2]])
    const years = yield* cells("dataStatus", { byYear: true }, "year", "fights", "fightsWithStatistics")
    assert.deepStrictEqual(years.cells, [
      [2019, 1, 1],
      [2024, 2, 1]
    ])
    const profile = yield* cells(
      "fighterProfile",
      { fighterId: ada },
      "firstFight",
      "debutOpponent",
      "debutResult",
      "performanceBonuses",
      "fightBonuses"
    )
    assert.deepStrictEqual(profile.cells, [["2019-03-02", "Bea Marsh", "WIN", 1, null]])
    assert.strictEqual(profile.note, "Bonuses are not recorded for all fights.")
  })
)

const wins = { metric: "wins" }
const backwards = { from: "2024-01-02", to: "2024-01-01" }

over("days that end before they begin, and fighters whom nobody knows, are told and not answered with nothing", () =>
  Effect.gen(function* () {
    const periods = [
      ["leaderboard", { ...wins, ...backwards }],
      ["leaderboard", { ...wins, year: 2023, from: "2024-01-01" }],
      ["leaderboard", { ...wins, year: 2023, to: "2022-12-31" }],
      ["boutRecords", { record: "knockdowns", ...backwards }],
      ["fights", backwards],
      ["events", backwards],
      ["upcoming", backwards]
    ] as const
    for (const [tool, args] of periods) {
      assert.strictEqual((yield* refused(tool, args)).code, "BAD_CALL", `${tool} ${JSON.stringify(args)}`)
    }
    const strangers = [
      ["series", { ...wins, by: "year", ids: [999] }],
      ["boutRecords", { record: "knockdowns", fighterId: 999 }],
      ["fights", { fighterId: 999 }],
      ["headToHead", { a: 999, b: 998 }]
    ] as const
    for (const [tool, args] of strangers) {
      assert.strictEqual((yield* refused(tool, args)).code, "NOT_FOUND", `${tool} ${JSON.stringify(args)}`)
    }
  })
)
