import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Script, type Step, layer as scripted } from "@mma-savant/adapters/scripted/ScriptedModel"
import { Effect, Layer, Stream } from "effect"
import { Prompt } from "effect/ai"
import { fighterFacts } from "../../contract/Facts.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import { mostFacts, mostPreferences, noContext, updateAgentContext } from "../../src/llm/AgentContext.ts"
import type { AgentEvent } from "../../src/llm/AgentEvent.ts"
import { AnsweringModels } from "../../src/llm/AnsweringModels.ts"
import { MmaAgent } from "../../src/llm/MmaAgent.ts"
import { systemPrompt } from "../../src/llm/Prompts.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"

/** The agent with a model that plays the steps, over a store in memory. */
const layer = (...steps: ReadonlyArray<Step>) =>
  MmaAgent.layer.pipe(
    Layer.provide(SavantHandlers.layer),
    Layer.provide(FighterService.layer),
    Layer.provide(AnsweringModels.layerOne),
    Layer.provideMerge(scripted(steps)),
    Layer.provideMerge(Memory.layer)
  )

const told = Effect.flatMap(Script, (script) => script.told)

const events = Effect.flatMap(MmaAgent, (agent) => Stream.runCollect(agent.processQuery(Prompt.make("Who is Ada?"))))

const resolve = { tool: "resolve", params: { text: "Ada Stone" } }

const ada = Effect.flatMap(FighterRepository, (fighters) => fighters.save(fighterFacts({ name: "Ada Stone" })))

const sourceOf = (all: ReadonlyArray<AgentEvent>) => {
  const last = all.at(-1)
  return last?._tag === "Finished" ? last.source : null
}

it.effect("a number that no tool gave is named in the source, and one of the question is not", () =>
  Effect.gen(function* () {
    yield* ada
    const agent = yield* MmaAgent
    const all = yield* Stream.runCollect(agent.processQuery(Prompt.make("Did Ada win 9 fights?")))
    assert.deepStrictEqual(sourceOf(all)?.untraced, ["17"])
  }).pipe(
    Effect.provide(
      layer([resolve, { finish: "tool-calls" }], [{ text: "1 fighter: not 9, but 17." }, { finish: "stop" }])
    )
  )
)

it.effect("words alone need no ground", () =>
  Effect.gen(function* () {
    const all = yield* events
    assert.notProperty(sourceOf(all), "untraced")
    assert.notProperty(sourceOf(all), "abstention")
  }).pipe(Effect.provide(layer([{ text: "She won." }, { finish: "stop" }])))
)

it.effect("an answer that is none says why", () =>
  Effect.gen(function* () {
    const all = yield* events
    assert.strictEqual(sourceOf(all)?.abstention, "not_in_data")
  }).pipe(
    Effect.provide(
      layer(
        [{ tool: "abstain", params: { reason: "not_in_data" } }, { finish: "tool-calls" }],
        [{ text: "Purses are not in the data." }, { finish: "stop" }]
      )
    )
  )
)

it.effect("a Korean question has Korean instructions, and what is known besides goes after the day", () =>
  Effect.gen(function* () {
    const agent = yield* MmaAgent
    const context = updateAgentContext(
      updateAgentContext(noContext, { preferences: { units: "metric", tone: "dry" } }),
      { facts: [{ name: "page", columns: ["name"], rows: [["Ada Stone"]] }], preferences: { units: "imperial" } }
    )
    yield* Stream.runDrain(agent.processQuery(Prompt.make("Ada 전적은?"), { context }))
    const [call] = yield* told
    const contents = call!.prompt.content.map(({ content }) => content)
    assert.strictEqual(contents[0], systemPrompt.ko)
    assert.deepStrictEqual(JSON.parse(String(contents[2]).split("\n")[1]!), {
      facts: [{ name: "page", columns: ["name"], rows: [["Ada Stone"]] }],
      preferences: { units: "imperial", tone: "dry" }
    })
  }).pipe(Effect.provide(layer([{ text: "네." }, { finish: "stop" }])))
)

it("what is known besides keeps to its bounds, and the latest of it", () => {
  const many = Array.from({ length: 2 * mostPreferences }, (_, index) => index)
  const { facts, preferences } = many.reduce(
    (context, index) =>
      updateAgentContext(context, {
        facts: [{ name: `page ${index}`, columns: [], rows: [] }],
        preferences: { [`key ${index}`]: "so" }
      }),
    noContext
  )
  assert.deepStrictEqual(
    facts.map(({ name }) => name),
    many.slice(-mostFacts).map((index) => `page ${index}`)
  )
  assert.deepStrictEqual(
    Object.keys(preferences),
    many.slice(-mostPreferences).map((index) => `key ${index}`)
  )
})
