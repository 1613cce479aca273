import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Script, type Step, layer as scripted } from "@mma-savant/adapters/scripted/ScriptedModel"
import { Cause, Deferred, Effect, Exit, Fiber, Layer, Ref, Stream } from "effect"
import { AiError, LanguageModel, Model, Prompt } from "effect/ai"
import { TestClock } from "effect/testing"
import { fighterFacts } from "../../contract/Facts.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import type { AgentEvent } from "../../src/llm/AgentEvent.ts"
import { AnsweringModels } from "../../src/llm/AnsweringModels.ts"
import { MmaAgent } from "../../src/llm/MmaAgent.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"
import { SavantTools } from "../../src/llm/SavantTools.ts"
import { languageModel, type Speaker, type SpokenPart } from "../../src/llm/Speaker.ts"
import { isFailure, type ToolFailure } from "../../src/llm/ToolTable.ts"
import { faultKind } from "../../src/llm/VendorFault.ts"
import { answers, type Call, finish, said, scriptedSpeaker } from "./ScriptedCalls.ts"

/** The agent with a model that plays the steps, over a store in memory. */
const layer = (...steps: ReadonlyArray<Step>) =>
  MmaAgent.layer.pipe(
    Layer.provide(SavantHandlers.layer),
    Layer.provide(FighterService.layer),
    Layer.provide(AnsweringModels.layerOne),
    Layer.provideMerge(scripted(steps)),
    Layer.provideMerge(Memory.layer)
  )

const events = Effect.flatMap(MmaAgent, (agent) => Stream.runCollect(agent.processQuery(Prompt.make("Who is Ada?"))))

const told = Effect.flatMap(Script, (script) => script.told)

const textOf = (all: ReadonlyArray<AgentEvent>): string =>
  all.map((event) => (event._tag === "TextDelta" ? event.delta : "")).join("")

const returned = (all: ReadonlyArray<AgentEvent>) => all.filter((event) => event._tag === "ToolReturned")

const ada = Effect.flatMap(FighterRepository, (fighters) => fighters.save(fighterFacts({ name: "Ada Stone" })))

/** What the tools gave the model before its call of that number. */
const resultsTold = Effect.fnUntraced(function* (call: number) {
  const prompt = (yield* told)[call]!.prompt
  return prompt.content.flatMap((message) =>
    message.role === "tool" ? message.content.flatMap((part) => (part.type === "tool-result" ? [part] : [])) : []
  )
})

const resolve = { tool: "resolve", params: { text: "Ada Stone" } }

it.effect("an answer without tools is spoken and ends as completed, with the model's own usage", () =>
  Effect.gen(function* () {
    const all = yield* events
    assert.strictEqual(textOf(all), "I am MMA Savant.")
    assert.deepStrictEqual(all.at(-1), {
      _tag: "Finished",
      status: "completed",
      source: { asOf: null, sampleOnly: false, tools: [] },
      usage: { input: 7, output: 3 }
    })
  }).pipe(Effect.provide(layer([{ text: "I am MMA Savant." }, { finish: "stop", tokens: [7, 3] }])))
)

it.effect("the model is told the rules first, then the day, then the talk", () =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.parse("2025-06-01T23:59:00Z"))
    yield* events
    const [call] = yield* told
    assert.deepStrictEqual(
      call!.prompt.content.map(({ role }) => role),
      ["system", "system", "user"]
    )
    assert.deepStrictEqual(call!.prompt.content[1]?.content, "Today is 2025-06-01.")
  }).pipe(Effect.provide(layer([{ text: "Yes." }])))
)

it.effect("what a tool finds reaches the model, and the answer names its tools and adds up the usage", () =>
  Effect.gen(function* () {
    const id = yield* ada
    const all = yield* events
    assert.deepStrictEqual(
      all.map(({ _tag }) => _tag),
      ["TextDelta", "ToolCalled", "ToolReturned", "TextDelta", "Finished"]
    )
    const [result] = yield* resultsTold(1)
    assert.isFalse(result!.isFailure)
    assert.deepInclude(result!.result, {
      columns: ["kind", "name", "nickname", "score", "meant", "apart", "fighterId", "eventId", "weightClass"],
      rows: [["fighter", "Ada Stone", null, 1, "surely", null, id, null, null]]
    })
    const last = all.at(-1)
    assert.isTrue(last?._tag === "Finished" && last.source.tools.join() === "resolve")
    assert.deepStrictEqual(last?._tag === "Finished" && last.usage, { input: 20, output: 10 })
  }).pipe(Effect.provide(layer([{ text: "Looking." }, resolve], [{ text: "Found." }])))
)

it.effect("tools called together are all answered before the model goes on", () =>
  Effect.gen(function* () {
    yield* ada
    const all = yield* events
    assert.strictEqual(returned(all).length, 3)
    assert.sameMembers(
      (yield* resultsTold(1)).map(({ id }) => id),
      ["a", "b", "c"]
    )
  }).pipe(
    Effect.provide(
      layer(
        [
          { ...resolve, id: "a" },
          { tool: "dataStatus", params: {}, id: "b" },
          { tool: "upcoming", params: {}, id: "c" }
        ],
        [{ text: "Done." }]
      )
    )
  )
)

it.effect("a tool that has nothing to give tells the model why, and the model answers", () =>
  Effect.gen(function* () {
    const all = yield* events
    const failure: ToolFailure = { code: "NOT_FOUND", message: "There is no fighter with that id." }
    assert.isTrue(returned(all).every(({ result }) => isFailure(result) && result.message === failure.message))
    const [result] = yield* resultsTold(1)
    assert.deepStrictEqual([result!.isFailure, result!.result], [true, failure])
    assert.strictEqual(textOf(all), "Not in the data.")
  }).pipe(
    Effect.provide(layer([{ tool: "fighterProfile", params: { fighterId: 404 } }], [{ text: "Not in the data." }]))
  )
)

it.effect.each<readonly [string, Step[number]]>([
  ["arguments that break the tool's rules", { tool: "resolve", params: { text: 5 } }],
  ["arguments that are missing", { tool: "metric", params: { fighterId: 1 } }]
])("%s are an error that the model is told of, and it may go on", ([, act]) =>
  Effect.gen(function* () {
    const all = yield* events
    assert.strictEqual(textOf(all), "I cannot tell.")
    const [result] = yield* resultsTold(1)
    assert.isTrue(result!.isFailure)
  }).pipe(Effect.provide(layer([act], [{ text: "I cannot tell." }])))
)

it.effect("a tool that does not exist is an error that the model is told of, and it goes on", () =>
  Effect.gen(function* () {
    yield* ada
    const all = yield* events
    assert.sameMembers(
      returned(all).map(({ callId, name, result }) => `${callId} ${name} ${isFailure(result) ? result.code : "found"}`),
      ["a bettingOdds BAD_CALL", "b resolve found", "c toString BAD_CALL"]
    )
    const results = yield* resultsTold(1)
    assert.deepStrictEqual(
      results.map(({ id, isFailure }) => [id, isFailure]),
      [
        ["a", true],
        ["b", false],
        ["c", true]
      ]
    )
    assert.include(
      JSON.stringify(results[0]!.result),
      'There is no tool called \\"bettingOdds\\". The tools are resolve,'
    )
    assert.strictEqual(textOf(all), "I cannot tell.")
    const last = all.at(-1)
    assert.deepStrictEqual(last?._tag === "Finished" && [last.status, last.source.tools], ["completed", ["resolve"]])
  }).pipe(
    Effect.provide(
      layer(
        [
          { tool: "bettingOdds", params: {}, id: "a" },
          { ...resolve, id: "b" },
          { tool: "toString", params: {}, id: "c" }
        ],
        [{ text: "I cannot tell." }]
      )
    )
  )
)

it.effect("the same call again gets the first answer again, whatever the order of its arguments", () =>
  Effect.gen(function* () {
    yield* ada
    const all = returned(yield* events)
    assert.strictEqual(all.length, 4)
    // Had the tool been asked again, it would have made another table.
    assert.strictEqual(new Set(all.map(({ result }) => result)).size, 2)
    assert.strictEqual(all[0]!.result, all[3]!.result)
  }).pipe(
    Effect.provide(
      layer(
        [{ tool: "events", params: { from: "2020-01-01", limit: 3 }, id: "a" }],
        [{ tool: "events", params: { from: "2020-01-01", limit: 4 }, id: "b" }],
        [
          { tool: "events", params: { from: "2020-01-01", limit: 4 }, id: "c" },
          { tool: "events", params: { limit: 3, from: "2020-01-01" }, id: "d" }
        ],
        [{ text: "Done." }]
      )
    )
  )
)

const missing = (fighterId: number): Step => [{ tool: "fighterProfile", params: { fighterId } }]

it.effect("the third equal failure of a tool forces the answer", () =>
  Effect.gen(function* () {
    const all = yield* events
    assert.deepStrictEqual(
      (yield* told).map(({ toolChoice }) => String(toolChoice)),
      ["auto", "auto", "auto", "none"]
    )
    const last = all.at(-1)
    assert.strictEqual(last?._tag === "Finished" ? last.status : null, "tool_limit")
    assert.strictEqual(textOf(all), "Not in the data.")
  }).pipe(Effect.provide(layer(missing(404), missing(405), missing(404), [{ text: "Not in the data." }])))
)

it.effect("failures that differ force nothing", () =>
  Effect.gen(function* () {
    const all = yield* events
    const last = all.at(-1)
    assert.strictEqual(last?._tag === "Finished" ? last.status : null, "completed")
  }).pipe(
    Effect.provide(
      layer(...["UFC 1", "UFC 2", "UFC 3"].map((name) => [{ tool: "event", params: { name } }]), [
        { text: "Not in the data." }
      ])
    )
  )
)

it.effect("a model that calls tools when it has to answer is refused them, and the answer ends", () =>
  Effect.gen(function* () {
    const all = yield* events
    const refused = returned(all).at(-1)
    assert.deepStrictEqual(refused?.result, { code: "BAD_CALL", message: "No more tools for this question." })
    assert.strictEqual(all.at(-1)?._tag, "Finished")
    assert.strictEqual((yield* told).length, 4)
  }).pipe(Effect.provide(layer(missing(404), missing(404), missing(404), [resolve])))
)

it.effect("a call whose arguments may have been cut off is not made, and the model is told", () =>
  Effect.gen(function* () {
    yield* ada
    const [call] = returned(yield* events)
    assert.deepStrictEqual(call?.result, { code: "BAD_CALL", message: "The call was cut off." })
    const [result] = yield* resultsTold(1)
    assert.isTrue(result!.isFailure)
  }).pipe(Effect.provide(layer([resolve, { finish: "length" }], [{ text: "Shorter." }])))
)

/** The tools, of which `resolve` never comes back but counts its running calls. */
const waiting = (running: Ref.Ref<number>) =>
  MmaAgent.layer.pipe(
    Layer.provide(
      SavantTools.toLayer(
        Effect.gen(function* () {
          const resolve = () =>
            Effect.acquireUseRelease(
              Ref.update(running, (count) => count + 1),
              () => Effect.never,
              () => Ref.update(running, (count) => count - 1)
            )
          return SavantTools.of({ ...(yield* SavantHandlers.handlers), resolve })
        })
      ).pipe(Layer.provide(SavantHandlers.layerAnswers))
    ),
    Layer.provide(FighterService.layer),
    Layer.provide(Memory.layer),
    Layer.provide(AnsweringModels.layerOne),
    Layer.provide(
      scripted([Array.from({ length: 6 }, (_, index) => ({ tool: "resolve", params: { text: `Ada ${index}` } }))])
    )
  )

it.effect("no more than four tools run at once, and interrupting the answer stops them", () =>
  Effect.gen(function* () {
    const running = yield* Ref.make(0)
    yield* Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(events)
      while ((yield* Ref.get(running)) < 4) yield* Effect.yieldNow
      for (let turns = 0; turns < 50; turns++) yield* Effect.yieldNow
      assert.strictEqual(yield* Ref.get(running), 4)
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(yield* Ref.get(running), 0)
    }).pipe(Effect.provide(waiting(running)))
  })
)

it.effect("after eight calls of the model the answer is what is known by then, and the last call has no tools", () =>
  Effect.gen(function* () {
    yield* ada
    const all = yield* events
    const calls = yield* told
    assert.strictEqual(calls.length, 8)
    assert.deepStrictEqual(
      calls.map(({ toolChoice }) => String(toolChoice)),
      [...Array.from({ length: 7 }, () => "auto"), "none"]
    )
    assert.strictEqual(textOf(all), "As far as I know.")
    const last = all.at(-1)
    assert.strictEqual(last?._tag === "Finished" ? last.status : null, "tool_limit")
  }).pipe(Effect.provide(layer(...Array.from({ length: 7 }, () => [resolve]), [{ text: "As far as I know." }])))
)

it.effect.each([
  ["length", "length"],
  ["content-filter", "refused"],
  ["unknown", "completed"]
] as const)("a model that ends with %s ends the answer as %s", ([finish, status]) =>
  Effect.gen(function* () {
    const last = (yield* events).at(-1)
    assert.strictEqual(last?._tag === "Finished" ? last.status : null, status)
  }).pipe(Effect.provide(layer([{ text: "Well" }, { finish }])))
)

it.effect("a failing provider fails the stream after what it has said", () =>
  Effect.gen(function* () {
    const said: Array<string> = []
    const agent = yield* MmaAgent
    const exit = yield* agent.processQuery(Prompt.make("Who?")).pipe(
      Stream.runForEach((event) =>
        Effect.sync(() => {
          if (event._tag === "TextDelta") said.push(event.delta)
        })
      ),
      Effect.exit
    )
    assert.deepStrictEqual(said, ["One", " moment"])
    const reason = Exit.isFailure(exit) ? Cause.squash(exit.cause) : null
    assert.isTrue(reason instanceof AiError.AiError && reason.reason._tag === "RateLimitError")
  }).pipe(Effect.provide(layer([{ text: "One moment" }, { fails: new AiError.RateLimitError({}) }])))
)

it.effect("interrupting the answer stops the model", () =>
  Effect.gen(function* () {
    const speaking = yield* Deferred.make<void>()
    const agent = yield* MmaAgent
    const fiber = yield* agent.processQuery(Prompt.make("Who?")).pipe(
      Stream.runForEach(() => Deferred.succeed(speaking, undefined)),
      Effect.forkChild
    )
    yield* Deferred.await(speaking)
    yield* Fiber.interrupt(fiber)
    const script = yield* Script
    assert.strictEqual(yield* script.interrupted, 1)
  }).pipe(Effect.provide(layer([{ text: "Well," }, { wait: "1 hour" }, { text: "never" }])))
)

/** The agent with a model that is this speaker, over a store in memory. */
const speaking = (speaker: Speaker) =>
  MmaAgent.layer.pipe(
    Layer.provide(SavantHandlers.layer),
    Layer.provide(FighterService.layer),
    Layer.provide(AnsweringModels.layerOne),
    Layer.provide(
      Model.make(speaker.provider, speaker.model, Layer.effect(LanguageModel.LanguageModel, languageModel(speaker)))
    ),
    Layer.provideMerge(Memory.layer)
  )

const reset = { signals: { _tag: "Reset" } } as const
const lookUp = (id: string): SpokenPart => ({ type: "tool-call", id, name: "resolve", params: { text: "Ada Stone" } })

it.effect("a notice is told while the model is still silent", () =>
  Effect.gen(function* () {
    const notice = { kind: "retry", delayMs: 4000 } as const
    const speaker = scriptedSpeaker([
      { head: [{ signals: { _tag: "Notice", ...notice } }, { wait: "4 seconds" }], ...answers("At last.") }
    ])
    const heard: Array<AgentEvent> = []
    yield* Effect.gen(function* () {
      const agent = yield* MmaAgent
      const fiber = yield* agent.processQuery(Prompt.make("Who?")).pipe(
        Stream.runForEach((event) => Effect.sync(() => void heard.push(event))),
        Effect.forkChild
      )
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(heard, [{ _tag: "Noticed", notice }])
      yield* TestClock.adjust("3 seconds")
      yield* Fiber.join(fiber)
    }).pipe(Effect.provide(speaking(speaker)))
    assert.strictEqual(textOf(heard), "At last.")
  })
)

it.effect("what was said and called before a reset does not count: its tools are not run, nor told of again", () =>
  Effect.gen(function* () {
    const speaker = scriptedSpeaker([
      { parts: [...said("Half an"), lookUp("a"), reset, ...said("Looking."), lookUp("b"), finish("tool-calls")] },
      answers("Found.")
    ])
    const all = yield* Effect.andThen(ada, events).pipe(Effect.provide(speaking(speaker)))
    assert.deepStrictEqual(
      all.map((event) => ("callId" in event ? `${event._tag} ${event.callId}` : event._tag)),
      ["TextDelta", "ToolCalled a", "Reset", "TextDelta", "ToolCalled b", "ToolReturned b", "TextDelta", "Finished"]
    )
    const again = JSON.stringify(speaker.heard[1]?.options.prompt)
    assert.include(again, "Looking.")
    assert.notInclude(again, "Half an")
    assert.notInclude(again, '"id":"a"')
    assert.deepInclude(all.at(-1), { usage: { input: 20, output: 10 } })
  })
)

const thought = (...deltas: ReadonlyArray<string>): ReadonlyArray<SpokenPart> => [
  { type: "reasoning-start", id: "t" },
  ...deltas.map((delta): SpokenPart => ({ type: "reasoning-delta", id: "t", delta })),
  { type: "reasoning-end", id: "t", metadata: { scripted: { signature: "sealed" } } }
]

it.effect("what the model thinks is told as it comes, and goes back to the model with its calls", () =>
  Effect.gen(function* () {
    const speaker = scriptedSpeaker([
      { parts: [...thought("Who is ", "that?"), lookUp("a"), finish("tool-calls")] },
      { parts: [...thought("So."), ...said("Found."), finish()] }
    ])
    const all = yield* events.pipe(Effect.provide(speaking(speaker)))
    assert.deepStrictEqual(
      all.map((event) => ("delta" in event ? `${event._tag} ${event.delta}` : event._tag)),
      [
        "ReasoningDelta Who is ",
        "ReasoningDelta that?",
        "ToolCalled",
        "ToolReturned",
        "ReasoningDelta So.",
        "TextDelta Found.",
        "Finished"
      ]
    )
    const again = speaker.heard[1]?.options.prompt.content.flatMap((message) =>
      message.role === "assistant" ? message.content.filter(({ type }) => type === "reasoning") : []
    )
    assert.strictEqual(again?.length, 1)
    assert.deepInclude(again?.[0], { text: "Who is that?", options: { scripted: { signature: "sealed" } } })
  })
)

it.effect.each<readonly [string, Call]>([
  ["just stops", { parts: said("Half an") }],
  ["says nothing at all", {}],
  ["is thought alone", { parts: [...thought("I know it."), finish()] }],
  ["ends without a word", { parts: [...said(" "), finish()] }],
  ["ends with an error", { parts: [...said("Half an"), finish("error")] }],
  ["ended, but then began anew and just stops", { parts: [finish(), reset, ...said("Half an")] }]
])("an answer that %s is no answer", ([, call]) =>
  Effect.gen(function* () {
    const speaker = scriptedSpeaker([call])
    const error = yield* events.pipe(Effect.flip, Effect.provide(speaking(speaker)))
    assert.isTrue(error._tag === "AiError" && faultKind(error) === "response")
    assert.isTrue(speaker.heard[0]?.closed)
  })
)

it.effect("whoever takes the events slowly holds the model up, and is told everything", () =>
  Effect.gen(function* () {
    const pieces = Array.from({ length: 1000 }, (_, index) => `${index} `)
    const speaker = scriptedSpeaker([answers(...pieces)])
    const all: Array<AgentEvent> = []
    yield* Effect.gen(function* () {
      const agent = yield* MmaAgent
      const fiber = yield* agent.processQuery(Prompt.make("Who?")).pipe(
        Stream.runForEach((event) =>
          Effect.delay(
            Effect.sync(() => void all.push(event)),
            "1 second"
          )
        ),
        Effect.forkChild
      )
      yield* TestClock.adjust("10 seconds")
      assert.isBelow(speaker.heard[0]?.taken ?? 0, 500)
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(fiber)
    }).pipe(Effect.provide(speaking(speaker)))
    assert.strictEqual(textOf(all), pieces.join(""))
  })
)

it.effect("interrupting the answer ends the request, before its head as well", () =>
  Effect.gen(function* () {
    const speaker = scriptedSpeaker([{ head: [{ wait: "1 hour" }] }])
    yield* Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(events)
      yield* TestClock.adjust("1 minute")
      assert.isFalse(speaker.heard[0]?.closed)
      yield* Fiber.interrupt(fiber)
    }).pipe(Effect.provide(speaking(speaker)))
    assert.isTrue(speaker.heard[0]?.closed)
  })
)
