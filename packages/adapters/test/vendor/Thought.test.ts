import { assert, it } from "@effect/vitest"
import type { Recording } from "@mma-savant/core/contract/Speaker"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { MmaAgent } from "@mma-savant/core/llm/MmaAgent"
import { ModelConfig, type Provider } from "@mma-savant/core/llm/ModelConfig"
import { ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import * as SavantHandlers from "@mma-savant/core/llm/SavantHandlers"
import { type Speaker, Vendors } from "@mma-savant/core/llm/Speaker"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect, Layer, Redacted, Stream } from "effect"
import { Prompt } from "effect/ai"
import { speakers as messages } from "../../src/anthropic/AnthropicSpeaker.ts"
import * as Memory from "../../src/memory/Memory.ts"
import { speakers as completions } from "../../src/openai/CompletionsSpeaker.ts"
import { speakers as responses } from "../../src/openai/ResponsesSpeaker.ts"
import { recordings as ofMessages } from "../anthropic/Recordings.ts"
import { recordings as ofCompletions } from "../openai/CompletionsRecordings.ts"
import { recordings as ofResponses } from "../openai/ResponsesRecordings.ts"

type Models = (settings: { readonly fetch: typeof fetch }) => (config: ModelConfig) => ReadonlyArray<Speaker>

const keys = [Redacted.make("key")]
const reached = { keys, baseUrl: null }

/** A vendor's answer with thought in it: what is thought of it, and what is said. */
const vendors: ReadonlyArray<
  readonly [Provider, Models, ReadonlyArray<Recording>, name: string, thought: string, said: string]
> = [
  [
    "anthropic",
    ({ fetch }) => messages({ ...reached, fetch }),
    ofMessages,
    "thinking",
    "남은 라운드를 센다 🤔",
    "Five rounds."
  ],
  [
    "openai",
    ({ fetch }) => responses({ ...reached, fetch }),
    ofResponses,
    "thought",
    "**Records**\nCompare both.\n\n**Reach** 🤔",
    "Holloway."
  ],
  [
    "openrouter",
    ({ fetch }) => completions({ provider: "openrouter", ...reached, fetch }),
    ofCompletions,
    "reasoning",
    "Who is 좀비?",
    "Chan Sung Jung 🧟."
  ]
]

it.effect.each(vendors)(
  "what a model of %s thinks is told apart from what it says",
  ([provider, models, all, name, thinks, says]) =>
    Effect.gen(function* () {
      const [body] = all.find((one) => one.name === name)!.bodies
      const head = { headers: { "content-type": "text/event-stream" } }
      const speakers = models({ fetch: async () => new Response(body!, head) })
      const { processQuery } = yield* Effect.provide(
        MmaAgent,
        MmaAgent.layer.pipe(
          Layer.provide(SavantHandlers.layer),
          Layer.provide(FighterService.layer),
          Layer.provide(AnsweringModels.layer([new ModelConfig({ provider, model: "some-model" })])),
          Layer.provide(ModelFactory.layer),
          Layer.provide([CurrentData.layer, Layer.succeed(Vendors, { speakers })]),
          Layer.provide(Memory.layer)
        )
      )
      let [thought, said] = ["", ""]
      yield* Stream.runForEach(processQuery(Prompt.make("How long?")), (event) =>
        Effect.sync(() => {
          if (event._tag === "ReasoningDelta") thought += event.delta
          if (event._tag === "TextDelta") said += event.delta
        })
      )
      assert.deepStrictEqual([thought, said], [thinks, says])
    })
)
