import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Script, type Step, layer as scripted } from "@mma-savant/adapters/scripted/ScriptedModel"
import { Deferred, Effect, Fiber, Layer, Stream } from "effect"
import { Prompt } from "effect/ai"
import { TestClock } from "effect/testing"
import { day, eventFacts, fighterFacts, matchFacts, side } from "../../contract/Facts.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import { FighterId } from "../../src/Identity.ts"
import { AnsweringModels } from "../../src/llm/AnsweringModels.ts"
import { type FighterOption, Inquirer } from "../../src/llm/Inquirer.ts"
import { MmaAgent } from "../../src/llm/MmaAgent.ts"
import { ModelConfig } from "../../src/llm/ModelConfig.ts"
import { ModelFactory } from "../../src/llm/ModelFactory.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"
import type { Speaker } from "../../src/llm/Speaker.ts"
import { Vendors } from "../../src/llm/Speaker.ts"
import { isFailure, records, type ToolFailure, type ToolTable } from "../../src/llm/ToolTable.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"
import { CurrentData } from "../../src/stats/CurrentData.ts"
import { answers, finish, scriptedSpeaker } from "./ScriptedCalls.ts"

const store = Layer.effectDiscard(
  Effect.gen(function* () {
    const fighters = yield* FighterRepository
    const events = yield* EventRepository
    const matches = yield* MatchRepository
    const [bulldog, blade] = yield* fighters.saveAll([
      fighterFacts({ name: "Bruno Vale", nickname: "Bulldog", weight: 125, birthdate: day("1990-06-15") }),
      fighterFacts({ name: "Bruno Vale", nickname: "Blade", weight: 185 }),
      fighterFacts({ name: "Bruno Vale" })
    ])
    const eventId = yield* events.save(eventFacts({ date: day("2023-03-04"), status: "completed" }))
    const corners = [
      side({ id: bulldog!, name: "Bruno Vale" }, "WIN"),
      side({ id: blade!, name: "Bruno Vale" }, "LOSS")
    ] as const
    yield* matches.save(matchFacts({ eventId, status: "completed", method: "KO/TKO", corners }))
  })
).pipe(Layer.provideMerge(Memory.layer))

const agent = MmaAgent.layer.pipe(Layer.provide(SavantHandlers.layer), Layer.provide(FighterService.layer))

/** The agent with a model that plays the steps, over a store that knows three of one name. */
const layer = (...steps: ReadonlyArray<Step>) =>
  agent.pipe(Layer.provide(AnsweringModels.layerOne), Layer.provideMerge(scripted(steps)), Layer.provideMerge(store))

const asks = (...fighterIds: ReadonlyArray<number>) => ({ tool: "askUser", params: { fighterIds } })

const bulldog = FighterId.make(1)
const blade = FighterId.make(2)
const third = FighterId.make(3)

/** What the tools said, in order, when everything that is asked is answered like this. */
const results = Effect.fnUntraced(function* (inquire?: (options: ReadonlyArray<FighterOption>) => FighterId | null) {
  yield* TestClock.setTime(Date.parse("2025-06-01"))
  const asked: Array<ReadonlyArray<FighterOption>> = []
  const events = Stream.runCollect((yield* MmaAgent).processQuery(Prompt.make("Vale's record")))
  const all = yield* inquire === undefined
    ? events
    : Effect.provideService(events, Inquirer, (options) => {
        asked.push(options)
        return Effect.sync(() => inquire(options))
      })
  const said = all.flatMap((event) => (event._tag === "ToolReturned" ? [event.result] : []))
  return { asked, said }
})

/** Whom it names, or why it names nobody. */
const told = (result: ToolTable | ToolFailure): unknown => (isFailure(result) ? result.code : records(result))

const chosen = (fighterId: FighterId) => [{ fighter: "Bruno Vale", fighterId }]

describe("askUser", () => {
  it.effect("asks by what tells the fighters apart, and the choice is told to the model", () =>
    Effect.gen(function* () {
      const { asked, said } = yield* results(() => blade)
      assert.deepStrictEqual(asked, [
        [
          { fighterId: third, label: "Bruno Vale: no fight" },
          { fighterId: bulldog, label: 'Bruno Vale "Bulldog": record 1-0-0, 56.7 kg (125 lb), born 1990' },
          { fighterId: blade, label: 'Bruno Vale "Blade": record 0-1-0, 83.9 kg (185 lb)' }
        ]
      ])
      assert.deepStrictEqual(said.map(told), [chosen(blade)])
      const { prompt } = (yield* (yield* Script).told)[1]!
      assert.include(JSON.stringify(prompt), '["Bruno Vale",2]')
    }).pipe(Effect.provide(layer([asks(3, 1, 2)], [{ text: "0-1-0." }])))
  )

  it.effect.each<readonly [string, ((options: ReadonlyArray<FighterOption>) => FighterId | null) | undefined]>([
    ["nobody can be asked", undefined],
    ["nobody answers", () => null],
    ["the answer is somebody else", () => third]
  ])("says so when %s", ([, inquire]) =>
    Effect.gen(function* () {
      const { said } = yield* results(inquire)
      assert.deepStrictEqual(said, [
        { code: "NOT_ANSWERED", message: "Nobody answered which of the fighters is meant." }
      ])
    }).pipe(Effect.provide(layer([asks(1, 2)], [{ text: "Which one do you mean?" }])))
  )

  it.effect.each([
    ["one fighter twice", [1, 1], "BAD_CALL"],
    ["one fighter", [1], "BAD_CALL"],
    ["nine fighters", [1, 2, 3, 4, 5, 6, 7, 8, 9], "BAD_CALL"],
    ["a fighter whom nobody knows", [1, 404], "NOT_FOUND"]
  ] as const)("asks nobody about %s", ([, ids, code]) =>
    Effect.gen(function* () {
      const { asked, said } = yield* results(() => bulldog)
      assert.deepStrictEqual([asked, said.map(told)], [[], [code]])
    }).pipe(Effect.provide(layer([asks(...ids)], [{ text: "I cannot tell." }])))
  )

  it.effect("asks the same once, however often the model does", () =>
    Effect.gen(function* () {
      const { asked, said } = yield* results(() => blade)
      assert.strictEqual(asked.length, 1)
      assert.deepStrictEqual(said.map(told), Array(3).fill(chosen(blade)))
    }).pipe(
      Effect.provide(
        layer(
          [
            { ...asks(1, 2), id: "a" },
            { ...asks(1, 2), id: "b" }
          ],
          [asks(1, 2)],
          [{ text: "0-1-0." }]
        )
      )
    )
  )

  it.effect("asks nothing more once something stayed unanswered", () =>
    Effect.gen(function* () {
      const { asked, said } = yield* results(() => null)
      assert.strictEqual(asked.length, 1)
      assert.deepStrictEqual(said.map(told), Array(3).fill("NOT_ANSWERED"))
    }).pipe(
      Effect.provide(
        layer(
          [
            { ...asks(1, 2), id: "a" },
            { ...asks(1, 3), id: "b" }
          ],
          [asks(2, 3)],
          [{ text: "Which one?" }]
        )
      )
    )
  )

  it.effect("asks one thing at a time, and waits as long as it takes", () =>
    Effect.gen(function* () {
      const open = { now: 0, most: 0 }
      const asking = yield* Deferred.make<void>()
      const { processQuery } = yield* MmaAgent
      const fiber = yield* Stream.runCollect(processQuery(Prompt.make("Vale vs Vale"))).pipe(
        Effect.provideService(Inquirer, ([first]) =>
          Effect.gen(function* () {
            open.now += 1
            open.most = Math.max(open.most, open.now)
            yield* Deferred.succeed(asking, undefined)
            yield* Effect.sleep("1 hour")
            open.now -= 1
            return first!.fighterId
          })
        ),
        Effect.forkChild
      )
      yield* Deferred.await(asking)
      yield* TestClock.adjust("119 minutes")
      assert.deepStrictEqual([open.now, open.most, fiber.pollUnsafe()], [1, 1, undefined])
      yield* TestClock.adjust("1 minute")
      const returned = (yield* Fiber.join(fiber)).flatMap((event) =>
        event._tag === "ToolReturned" ? [[event.callId, told(event.result), event.milliseconds]] : []
      )
      assert.deepStrictEqual(returned, [
        ["a", chosen(bulldog), 3_600_000],
        ["b", chosen(blade), 7_200_000]
      ])
    }).pipe(
      Effect.provide(
        layer(
          [
            { ...asks(1, 2), id: "a" },
            { ...asks(2, 3), id: "b" }
          ],
          [{ text: "They never met." }]
        )
      )
    )
  )

  it.effect("stops waiting when the answer is interrupted", () =>
    Effect.gen(function* () {
      const [asking, stopped] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const { processQuery } = yield* MmaAgent
      const fiber = yield* Stream.runDrain(processQuery(Prompt.make("Vale's record"))).pipe(
        Effect.provideService(Inquirer, () =>
          Deferred.succeed(asking, undefined).pipe(
            Effect.andThen(Effect.never),
            Effect.onInterrupt(() => Deferred.succeed(stopped, undefined))
          )
        ),
        Effect.forkChild
      )
      yield* Deferred.await(asking)
      yield* Fiber.interrupt(fiber)
      assert.isTrue(yield* Deferred.isDone(stopped))
      assert.strictEqual((yield* (yield* Script).told).length, 1)
    }).pipe(Effect.provide(layer([asks(1, 2)])))
  )
})

it.effect("resolve says whether there are more of the name than it gives", () =>
  Effect.gen(function* () {
    const { saveAll } = yield* FighterRepository
    yield* saveAll(Array.from({ length: 8 }, (_, index) => fighterFacts({ name: `${"ABCDEFGH"[index]} Silva` })))
    yield* saveAll(Array.from({ length: 9 }, (_, index) => fighterFacts({ name: `${"ABCDEFGHI"[index]} Souza` })))
    const { said } = yield* results()
    assert.deepStrictEqual(
      said.map((table) => isFailure(table) || [table.rows.length, table.truncated]),
      [
        [8, false],
        [8, true]
      ]
    )
  }).pipe(
    Effect.provide(
      layer(
        [{ tool: "resolve", params: { text: "Silva" } }],
        [{ tool: "resolve", params: { text: "Souza" } }],
        [{ text: "." }]
      )
    )
  )
)

describe("an answer that a choice decided", () => {
  const end = finish("tool-calls")

  /** Asks which one, and then says the choice. */
  const asking = () => {
    let calls = 0
    const speaker: Speaker = {
      ...scriptedSpeaker([], { provider: "anthropic", model: "first" }),
      speak: (options) => {
        calls += 1
        const last = options.prompt.content.at(-1)
        const call =
          last?.role === "tool"
            ? answers(JSON.stringify(last.content))
            : { parts: [{ type: "tool-call", id: "a", name: "askUser", params: { fighterIds: [1, 2] } }, end] as const }
        return scriptedSpeaker([call]).speak(options)
      }
    }
    return { speaker, count: () => calls }
  }

  const over = (speaker: Speaker) =>
    agent.pipe(
      Layer.provide(AnsweringModels.layer([new ModelConfig({ provider: "anthropic", model: "first" })])),
      Layer.provide(ModelFactory.layer),
      Layer.provide([CurrentData.layer, Layer.succeed(Vendors, { speakers: () => [speaker] })]),
      Layer.provideMerge(store)
    )

  const answered = Effect.fnUntraced(function* (choice: FighterId | null) {
    const { processQuery } = yield* MmaAgent
    const events = yield* Stream.runCollect(processQuery(Prompt.make("Vale's record"))).pipe(
      Effect.provideService(Inquirer, () => Effect.succeed(choice))
    )
    return events.map((event) => (event._tag === "TextDelta" ? event.delta : "")).join("")
  })

  it.effect("is given to those alone who choose alike, whether it is kept or shared", () => {
    const { count, speaker } = asking()
    return Effect.gen(function* () {
      const together = yield* Effect.forEach([bulldog, blade, null, blade], answered, { concurrency: 4 })
      const says = ['[["Bruno Vale",1]]', '[["Bruno Vale",2]]', "NOT_ANSWERED", '[["Bruno Vale",2]]']
      for (const [index, text] of together.entries()) assert.include(text, says[index]!)
      // The question is asked of the model once, and then each choice.
      assert.strictEqual(count(), 4)
      for (const [index, choice] of [bulldog, blade, null].entries()) {
        assert.include(yield* answered(choice), says[index]!)
      }
      assert.strictEqual(count(), 4)
      assert.include(yield* answered(third), "NOT_ANSWERED")
    }).pipe(Effect.provide(over(speaker)))
  })
})
