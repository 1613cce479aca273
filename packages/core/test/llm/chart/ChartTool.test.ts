import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { type Step, layer as scripted } from "@mma-savant/adapters/scripted/ScriptedModel"
import { Effect, Layer, Stream } from "effect"
import { Prompt } from "effect/ai"
import { TestClock } from "effect/testing"
import { day, eventFacts, fighterFacts, matchFacts, side } from "../../../contract/Facts.ts"
import { EventRepository } from "../../../src/event/EventRepository.ts"
import { FighterRepository } from "../../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../../src/fighter/FighterService.ts"
import { AnsweringModels } from "../../../src/llm/AnsweringModels.ts"
import { MmaAgent } from "../../../src/llm/MmaAgent.ts"
import * as SavantHandlers from "../../../src/llm/SavantHandlers.ts"
import { isFailure, records } from "../../../src/llm/ToolTable.ts"
import { MatchRepository } from "../../../src/match/MatchRepository.ts"

/** Three fighters, of whom the first has won twice, the others once. */
const store = Layer.effectDiscard(
  Effect.gen(function* () {
    const { saveAll } = yield* FighterRepository
    const { save } = yield* MatchRepository
    const events = yield* EventRepository
    const names = ["Ana Lima", "Bea Stone", "Cid Vale"]
    const [ana, bea, cid] = yield* saveAll(names.map((name) => fighterFacts({ name })))
    for (const [date, winner, loser] of [
      ["2023-01-07", 0, 1],
      ["2023-02-04", 0, 2],
      ["2023-03-04", 1, 2],
      ["2023-04-08", 2, 1]
    ] as const) {
      const ids = [ana!, bea!, cid!]
      const eventId = yield* events.save(eventFacts({ date: day(date), status: "completed" }))
      const corner = (one: 0 | 1 | 2, result: "WIN" | "LOSS") => side({ id: ids[one]!, name: names[one]! }, result)
      yield* save(
        matchFacts({
          eventId,
          status: "completed",
          method: "KO/TKO",
          corners: [corner(winner, "WIN"), corner(loser, "LOSS")]
        })
      )
    }
  })
).pipe(Layer.provideMerge(Memory.layer))

const agent = MmaAgent.layer.pipe(Layer.provide(SavantHandlers.layer), Layer.provide(FighterService.layer))

/** What the tools returned when the model plays the steps. */
const returned = (...steps: ReadonlyArray<Step>) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.parse("2025-06-01"))
    const events = yield* Stream.runCollect((yield* MmaAgent).processQuery(Prompt.make("Who wins?")))
    return events.flatMap((event) => (event._tag === "ToolReturned" ? [event] : []))
  }).pipe(
    Effect.provide(
      agent.pipe(Layer.provide(AnsweringModels.layerOne), Layer.provide(scripted(steps)), Layer.provideMerge(store))
    )
  )

const board = { tool: "leaderboard", params: { metric: "wins", minFights: 1 }, id: "call_board" }
const bar = { mark: "bar", title: "Wins", x: "value", y: "name" }
const says: Step = [{ text: "There." }]
const chart = (params: object, id = "call_chart") => ({ tool: "chart", params, id })

it.effect("a chart is drawn of the rows that a tool gave, and of nothing that the model writes", () =>
  Effect.gen(function* () {
    for (const callId of [undefined, "call_board", "leaderboard"]) {
      const params = { spec: bar, ...(callId === undefined ? {} : { callId }) }
      const [first, second] = yield* returned([board], [chart(params)], says)
      assert.isUndefined(first?.chart)
      assert.deepInclude(second?.chart ?? {}, {
        callId: "call_board",
        spec: bar,
        data: {
          columns: ["value", "name"],
          rows: [
            [2, "Ana Lima"],
            [1, "Bea Stone"],
            [1, "Cid Vale"]
          ],
          unit: "count"
        }
      })
      const result = second?.result
      assert.deepStrictEqual(result !== undefined && !isFailure(result) ? records(result) : [], [
        { drawn: "bar", of: "call_board", rows: 3, rowsInAll: 3, columns: "value, name" }
      ])
    }
  })
)

it.effect.each<readonly [what: string, calls: Step, message: RegExp]>([
  [
    "another call",
    [chart({ callId: "call_9", spec: bar })],
    /There are call_board \(leaderboard, 3 rows\): rank, name, value/
  ],
  [
    "another column",
    [chart({ spec: { ...bar, x: "wins" } })],
    /no column "wins". The columns are "rank", "name", "value"/
  ],
  ["an address", [chart({ spec: { ...bar, data: { url: "http://example.org" } } })], /could not be called that way/],
  ["an expression", [chart({ spec: { ...bar, x: { expr: "1" } } })], /could not be called that way/],
  ["a chart", [chart({ spec: bar }), chart({ callId: "call_chart", spec: bar }, "call_2")], /There are call_board/]
])("of %s there is none, and the model is told why", ([, calls, message]) =>
  Effect.gen(function* () {
    const result = (yield* returned([board], ...calls.map((call) => [call]), says)).at(-1)
    assert.isUndefined(result?.chart)
    const failure = result?.result
    assert.isTrue(failure !== undefined && isFailure(failure) && failure.code === "BAD_CALL")
    assert.match(failure !== undefined && isFailure(failure) ? failure.message : "", message)
  })
)

it.effect("before any tool has given rows there is nothing to draw", () =>
  Effect.gen(function* () {
    const [only] = yield* returned([chart({ spec: bar })], says)
    assert.deepInclude(only?.result ?? {}, { code: "BAD_CALL" })
  })
)
