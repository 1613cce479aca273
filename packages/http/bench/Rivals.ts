import Anthropic from "@anthropic-ai/sdk"
import * as AnthropicSpeaker from "@mma-savant/adapters/anthropic/AnthropicSpeaker"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as CompletionsSpeaker from "@mma-savant/adapters/openai/CompletionsSpeaker"
import * as ResponsesSpeaker from "@mma-savant/adapters/openai/ResponsesSpeaker"
import { EventService } from "@mma-savant/core/event/EventService"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { MmaAgent } from "@mma-savant/core/llm/MmaAgent"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import * as SavantHandlers from "@mma-savant/core/llm/SavantHandlers"
import { SavantTools } from "@mma-savant/core/llm/SavantTools"
import { languageModel, type Speaker, Vendors } from "@mma-savant/core/llm/Speaker"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Deferred, Effect, Layer, Redacted, Stream } from "effect"
import { type LanguageModel, Prompt } from "effect/ai"
import OpenAI from "openai"
import type { Pace } from "./Pace.ts"

type Fetch = typeof fetch

/** Asks a question, and hears every piece of the answer as it comes. */
export type Ask = (question: string, hear: (delta: string) => void) => Effect.Effect<void>

/** How a vendor is reached, with nothing of ours in between and with all. */
interface Access {
  readonly name: string
  readonly provider: ModelConfig["provider"]
  readonly speakers: (fetch?: Fetch) => (config: ModelConfig) => ReadonlyArray<Speaker>
  /** The vendor's own library in a loop; the request is the one that we make. */
  readonly bare: (request: string, hear: (delta: string) => void) => Promise<void>
}

const apiKey = "key"
const keys = [Redacted.make(apiKey)]
const quiet = { apiKey, maxRetries: 0, logLevel: "off" } as const

const accesses = (url: string): ReadonlyArray<Access> => {
  const anthropic = new Anthropic({ ...quiet, baseURL: url })
  const openai = new OpenAI({ ...quiet, baseURL: `${url}/v1` })
  const through = (fetch: Fetch | undefined, baseUrl: string) => ({ keys, baseUrl, ...(fetch ? { fetch } : {}) })
  return [
    {
      name: "Anthropic Messages",
      provider: "anthropic",
      speakers: (fetch) => AnthropicSpeaker.speakers(through(fetch, url)),
      bare: async (request, hear) => {
        const body: Anthropic.MessageCreateParamsStreaming = JSON.parse(request)
        for await (const event of await anthropic.messages.create(body)) {
          if (event.type === "content_block_delta" && event.delta.type === "text_delta") hear(event.delta.text)
        }
      }
    },
    {
      name: "OpenAI Responses",
      provider: "openai",
      speakers: (fetch) => ResponsesSpeaker.speakers(through(fetch, `${url}/v1`)),
      bare: async (request, hear) => {
        const body: OpenAI.Responses.ResponseCreateParamsStreaming = JSON.parse(request)
        for await (const event of await openai.responses.create(body)) {
          if (event.type === "response.output_text.delta") hear(event.delta)
        }
      }
    },
    {
      name: "Chat Completions",
      provider: "openrouter",
      speakers: (fetch) => CompletionsSpeaker.speakers({ provider: "openrouter", ...through(fetch, `${url}/v1`) }),
      bare: async (request, hear) => {
        const body: OpenAI.ChatCompletionCreateParamsStreaming = JSON.parse(request)
        for await (const chunk of await openai.chat.completions.create(body)) {
          const delta = chunk.choices[0]?.delta.content
          if (delta) hear(delta)
        }
      }
    }
  ]
}

const prompt = (question: string) => Prompt.make([{ role: "user", content: question }])

/** Hears what is text among what comes. */
const texts =
  (hear: (delta: string) => void) =>
  (parts: ReadonlyArray<{ readonly type: string; readonly delta?: string | undefined }>) =>
    Effect.sync(() => {
      for (const { delta, type } of parts) if (type === "text-delta" && delta !== undefined) hear(delta)
    })

const silence = new Error("nothing is said")

/** What the agent puts to a model. */
const asked = Effect.gen(function* () {
  const told = yield* Deferred.make<LanguageModel.ProviderOptions>()
  const listener: Speaker = {
    provider: "scripted",
    model: "listener",
    key: "1",
    speak: (options) => Effect.andThen(Deferred.succeed(told, options), Effect.die(silence))
  }
  const agent = yield* agentOver(yield* languageModel(listener))
  yield* Effect.exit(Stream.runDrain(agent.processQuery(prompt("?"))))
  return yield* Deferred.await(told)
})

const agentOver = (model: LanguageModel.LanguageModel) =>
  MmaAgent.pipe(
    Effect.provide(MmaAgent.layer),
    Effect.provideService(
      AnsweringModels,
      AnsweringModels.make([{ provider: "bench", model: "bench", languageModel: model }])
    )
  )

const putting = (question: string, options: LanguageModel.ProviderOptions): LanguageModel.ProviderOptions => ({
  ...options,
  prompt: Prompt.make([...options.prompt.content.slice(0, -1), ...prompt(question).content])
})

const spoken =
  ({ speak }: Speaker, options: LanguageModel.ProviderOptions): Ask =>
  (question, hear) =>
    speak(putting(question, options)).pipe(
      Effect.flatMap(({ parts }) => Stream.runForEachArray(parts, texts(hear))),
      Effect.scoped,
      Effect.orDie
    )

const generated = Effect.fnUntraced(function* (
  model: LanguageModel.LanguageModel,
  options: LanguageModel.ProviderOptions
) {
  const toolkit = yield* SavantTools
  const ask: Ask = (question, hear) =>
    model
      .streamText({
        prompt: putting(question, options).prompt,
        toolkit,
        disableToolCallResolution: true,
        toolCallValidation: "deferred"
      })
      .pipe(Stream.runForEachArray(texts(hear)), Effect.orDie)
  return ask
})

const answered =
  ({ processQuery }: MmaAgent["Service"]): Ask =>
  (question, hear) =>
    processQuery(prompt(question)).pipe(
      Stream.runForEachArray((events) =>
        Effect.sync(() => {
          for (const event of events) if (event._tag === "TextDelta") hear(event.delta)
        })
      ),
      Effect.orDie
    )

/** What the library sends for us. */
const requested = ({ provider, speakers }: Access, model: string, options: LanguageModel.ProviderOptions) =>
  Effect.promise(async () => {
    let body = ""
    const [speaker] = speakers(async (_, init) => {
      body = String(init?.body)
      throw silence
    })(new ModelConfig({ provider, model }))
    await Effect.runPromiseExit(Effect.scoped(speaker!.speak(putting(mark, options))))
    return body
  })

/** Stands in a request for the question. */
const mark = "Which question?"

/** The ways to one vendor's model, the bare one first, each with more of ours around it. */
const waysTo = Effect.fnUntraced(function* (access: Access, pace: Pace) {
  const { bare, provider, speakers } = access
  const config = new ModelConfig({ provider, model: pace })
  const options = yield* asked
  const request = yield* requested(access, pace, options)
  const offered = speakers()
  const [speaker] = offered(config)
  const whole = yield* ModelFactory.use(({ createProvider }) => createProvider([config])).pipe(
    Effect.provide(ModelFactory.layer),
    Effect.provideService(Vendors, { speakers: offered }),
    Effect.provide(CurrentData.layer)
  )
  const ways: Readonly<Record<string, Ask>> = {
    "bare library": (question, hear) => Effect.promise(() => bare(request.replace(mark, question), hear)),
    speaker: spoken(speaker!, options),
    "language model": yield* generated(yield* languageModel(speaker!), options),
    "with all around it": yield* generated(whole, options),
    agent: answered(yield* agentOver(whole))
  }
  return ways
})

/** No data, for no tool is called. */
const tools = SavantHandlers.layer.pipe(
  Layer.provide([FighterService.layer, EventService.layer]),
  Layer.provideMerge(Memory.layer)
)

/** For each vendor, at a pace, the ways to its model. */
export const rivals = (url: string, pace: Pace) =>
  Effect.forEach(accesses(url), (access) =>
    Effect.map(waysTo(access, pace), (ways) => ({ name: access.name, ways: Object.entries(ways) }))
  ).pipe(Effect.provide(tools))
