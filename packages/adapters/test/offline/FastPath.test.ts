import { assert, it } from "@effect/vitest"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { FastPath } from "@mma-savant/core/llm/FastPath"
import { FreshAnswer } from "@mma-savant/core/llm/FreshAnswer"
import { MmaAgent } from "@mma-savant/core/llm/MmaAgent"
import { CallLog } from "@mma-savant/core/llm/ModelCall"
import { analyst } from "@mma-savant/core/llm/ModelCatalog"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import * as SavantHandlers from "@mma-savant/core/llm/SavantHandlers"
import { type Speaker, Vendors } from "@mma-savant/core/llm/Speaker"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect, Layer, Stream } from "effect"
import { Prompt } from "effect/ai"
import { TestClock } from "effect/testing"
import * as Memory from "../../src/memory/Memory.ts"
import { speakers } from "../../src/offline/OfflineModel.ts"
import { day, founded } from "./League.ts"

const paid = new ModelConfig({ provider: "anthropic", model: "claude-opus-5-5" })

/** Says how many results of tools it was shown. */
const vendor: Speaker = {
  provider: paid.provider,
  model: paid.model,
  key: "1",
  speak: ({ prompt }) => {
    const results = prompt.content.flatMap((message) => (message.role === "tool" ? message.content : []))
    return Effect.succeed({
      allowance: null,
      parts: Stream.make(
        { type: "text-start", id: "1" },
        { type: "text-delta", id: "1", delta: `The model has seen ${results.length} results.` },
        { type: "text-end", id: "1" },
        {
          type: "finish",
          reason: "stop",
          response: undefined,
          usage: {
            inputTokens: { uncached: undefined, total: 10, cacheRead: undefined, cacheWrite: undefined },
            outputTokens: { total: 5, text: undefined, reasoning: undefined }
          }
        }
      )
    })
  }
}

const layer = (fast: ModelConfig | null) =>
  MmaAgent.layer.pipe(
    Layer.provide(SavantHandlers.layer),
    Layer.provide(FighterService.layer),
    Layer.provide(AnsweringModels.layer([paid])),
    Layer.provide(ModelFactory.layer),
    Layer.provide(Layer.succeed(FastPath, fast)),
    Layer.provide(
      Layer.succeed(Vendors, {
        speakers: (config) => (config.provider === paid.provider ? [vendor] : speakers(config))
      })
    ),
    Layer.provide(CurrentData.layer),
    Layer.provideMerge(Memory.layer)
  )

/** The answer, and the models whose calls the ledger would tell of, each with its cost. */
const answered = Effect.fnUntraced(function* (question: string) {
  yield* TestClock.setTime(Date.parse(`${day}T12:00:00Z`))
  yield* founded
  const agent = yield* MmaAgent
  const calls: Array<readonly [model: string, cost: number | null]> = []
  const events = yield* Stream.runCollect(agent.processQuery(Prompt.make(question))).pipe(
    Effect.provideService(CallLog, ({ cost, model }) => Effect.sync(() => void calls.push([model, cost])))
  )
  const text = events.map((event) => (event._tag === "TextDelta" ? event.delta : "")).join("")
  const [last] = calls.slice(-1)
  return { text, models: [...new Set(calls.map(([model]) => model))], isFree: last?.[1] === 0 }
})

const mine = "Ada Stone has 2 wins from 3 fights in the data."

/** Questions, who answers them, and what is said. */
const cases: ReadonlyArray<readonly [question: string, models: ReadonlyArray<string>, text: string]> = [
  ["How many fights has Ada Stone won?", [analyst.model], mine],
  // What it does not understand, or is only about itself.
  ["Why do fighters cut weight?", [paid.model], "The model has seen 0 results."],
  ["hello", [paid.model], "The model has seen 0 results."],
  // It has looked before it saw that it cannot tell: what it found is not lost.
  ["Zed Nobody record", [analyst.model, paid.model], "The model has seen 1 results."]
]

it.effect.each(cases)(
  "the built-in analyst answers what it is sure of, and the model the rest: %s",
  ([question, models, text]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* answered(question), { text, models, isFree: models.at(-1) === analyst.model })
    }).pipe(Effect.provide(layer(analyst)))
)

it.effect("without a fast path the model answers all", () =>
  Effect.gen(function* () {
    const { models } = yield* answered("How many fights has Ada Stone won?")
    assert.deepStrictEqual(models, [paid.model])
  }).pipe(Effect.provide(layer(null)))
)

it.effect("who wants a fresh answer is answered by the model", () =>
  Effect.gen(function* () {
    const { models } = yield* Effect.provideService(answered("How many fights has Ada Stone won?"), FreshAnswer, true)
    assert.deepStrictEqual(models, [paid.model])
  }).pipe(Effect.provide(layer(analyst)))
)
