import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Script, type Step, layer as scripted } from "@mma-savant/adapters/scripted/ScriptedModel"
import { Cause, Deferred, Effect, Exit, Fiber, Layer, Stream } from "effect"
import { AiError, Prompt } from "effect/ai"
import { TestClock } from "effect/testing"
import { fighterFacts } from "../../contract/Facts.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import { type AgentEvent, isFailure } from "../../src/llm/AgentEvent.ts"
import { MmaAgent } from "../../src/llm/MmaAgent.ts"
import { providerFault } from "../../src/llm/ProviderFault.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"
import type { ToolFailure } from "../../src/llm/ToolTable.ts"

/** The agent with a model that plays the steps, over a store in memory. */
const layer = (...steps: ReadonlyArray<Step>) =>
  MmaAgent.layer.pipe(
    Layer.provide(SavantHandlers.layer),
    Layer.provide(FighterService.layer),
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
      columns: ["name", "nickname", "score", "fighterId"],
      rows: [["Ada Stone", null, 1, id]]
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

it.effect("a tool that does not exist is no usable answer of the provider, which may be asked again", () =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(events)
    assert.deepInclude(providerFault(error), { code: "PROVIDER_BAD_RESPONSE", retryable: true })
  }).pipe(Effect.provide(layer([{ tool: "bettingOdds", params: {} }], [{ text: "I cannot tell." }])))
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
