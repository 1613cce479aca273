import { assert, it } from "@effect/vitest"
import { newSession, type Place, send } from "@mma-savant/core/contract/Talk"
import { AnswerRun } from "@mma-savant/core/conversation/AnswerRun"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { RunKeeper } from "@mma-savant/core/conversation/RunKeeper"
import { SessionTitles } from "@mma-savant/core/conversation/SessionTitles"
import { SideJobs } from "@mma-savant/core/conversation/SideJobs"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { MmaAgent } from "@mma-savant/core/llm/MmaAgent"
import { ModelConfig, type Provider } from "@mma-savant/core/llm/ModelConfig"
import { ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import * as SavantHandlers from "@mma-savant/core/llm/SavantHandlers"
import { type Speaker, type SpokenPart, Vendors } from "@mma-savant/core/llm/Speaker"
import { UsageLedger } from "@mma-savant/core/llm/UsageLedger"
import { vendorError } from "@mma-savant/core/llm/VendorFault"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect, Layer, Logger, Stream } from "effect"
import * as Memory from "../../src/memory/Memory.ts"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

const words: ReadonlyArray<SpokenPart> = [
  { type: "text-start", id: "0" },
  { type: "text-delta", id: "0", delta: "Ada Stone holds it." }
]

const end: ReadonlyArray<SpokenPart> = [
  { type: "text-end", id: "0" },
  {
    type: "finish",
    reason: "stop",
    usage: { inputTokens: { total: 1000 }, outputTokens: { total: 50 } }
  }
]

const call: SpokenPart = { type: "tool-call", id: "1", name: "dataStatus", params: {} }

/** What a vendor tells in its head, as far as it knows. */
const tokens = { input: 1000, cacheRead: null, cacheWrite: null, output: null, reasoning: null }
const head: SpokenPart = { type: "response-metadata", id: "r", modelId: "m", metadata: { savant: { tokens } } }

const gone = (kind: "auth" | "unreachable") => vendorError("RunLedger.test", { kind, words: "gone" })

/** What a vendor does each time that it is asked. */
const manners = {
  answers: () => Effect.succeed(Stream.fromIterable([head, ...words, ...end])),
  looksUp: (times: number) =>
    Effect.succeed(Stream.fromIterable(times === 0 ? [head, call, ...end.slice(1)] : [head, ...words, ...end])),
  refuses: () => Effect.fail(gone("auth")),
  breaksOff: () =>
    Effect.succeed(Stream.concat(Stream.fromIterable([head, ...words]), Stream.fail(gone("unreachable")))),
  hangs: () => Effect.succeed(Stream.concat(Stream.fromIterable([head, ...words]), Stream.never))
} as const

type Vendor = readonly [provider: Provider, manner: keyof typeof manners]

const speakerOf = ([provider, manner]: Vendor, model: string): Speaker => {
  let times = 0
  return {
    provider,
    model,
    key: "1",
    speak: () => Effect.map(manners[manner](times++), (parts) => ({ parts, allowance: null }))
  }
}

const models: Partial<Record<Provider, string>> = { anthropic: "claude-sonnet-5-5", openai: "gpt-6.1-terra" }
const configOf = ([provider]: Vendor) => new ModelConfig({ provider, model: models[provider]! })

/** The assistant over vendors that behave as told: the first is asked first. */
const assistant = (first: Vendor, ...others: ReadonlyArray<Vendor>) => {
  const speakers = new Map([first, ...others].map((vendor) => [vendor[0], speakerOf(vendor, configOf(vendor).model)]))
  const vendors = Vendors.of({ speakers: ({ provider }) => [speakers.get(provider)!] })
  return ChatSessionService.layer.pipe(
    Layer.provide(RunKeeper.layer),
    Layer.provide(AnswerRun.layer),
    Layer.provide([MmaAgent.layer.pipe(Layer.provide(SavantHandlers.layer)), SessionTitles.layer]),
    Layer.provide(SideJobs.layerRule),
    Layer.provide(FighterService.layer),
    Layer.provide(AnsweringModels.layer([configOf(first), ...others.map(configOf)])),
    Layer.provide(ModelFactory.layer),
    Layer.provide(CurrentData.layer),
    Layer.provide(Layer.succeed(Vendors, vendors)),
    Layer.provideMerge(Logger.layer([]))
  )
}

/** Somebody with a talk. */
const someone = newSession()

/** Asks in the talk and waits for a frame; what nobody has asked before has no answer that is kept. */
const ask = Effect.fnUntraced(function* (
  place: Place,
  awaited: "run.end" | "part.delta",
  text: string = crypto.randomUUID()
) {
  const log = yield* ChatLog
  const { epoch, head } = yield* log.bounds(place.sessionId)
  const { addMessageToSession } = yield* ChatSessionService
  yield* addMessageToSession({ ...place, cid: crypto.randomUUID(), ask: send(text) })
  yield* log.follow(place.sessionId, { epoch, after: head }).pipe(
    Stream.takeUntil((frames) => frames.some(({ t }) => t === awaited)),
    Stream.runDrain
  )
})

/** What the ledger says of a user, model by model. */
const charged = Effect.fnUntraced(function* ({ userId }: Place) {
  const ledger = yield* UsageLedger
  const days = { from: IsoDate.make("1970-01-01"), to: IsoDate.make("9999-12-31") }
  const rows = yield* ledger.report({ userId, ...days, by: "model" })
  return rows.map(({ calls, cost, failed, key, tokens }) => [key, calls, failed, tokens.input, tokens.output, cost])
})

const sonnet = "anthropic/claude-sonnet-5-5"
const terra = "openai/gpt-6.1-terra"
/** Of 1000 tokens read and 50 written, or about 5 by the time that an answer was cut. */
const sonnetCost = (1000 * 2 + 50 * 10) / 1e6
const terraCost = (1000 * 1 + 50 * 5) / 1e6
const cutCost = (1000 * 2 + 5 * 10) / 1e6

const stores = [
  { name: "memory", layer: Memory.layer },
  ...testDatabases().map(({ layer: database, name }) => ({
    name,
    // What is not kept in the database is kept in memory.
    layer: Layer.merge(Memory.layer, Postgres.layer).pipe(Layer.provideMerge(layerEmptied), Layer.provide(database))
  }))
]

for (const { layer, name } of stores) {
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`the ledger of a run / ${name}`, (it) => {
    const asking = (...vendors: readonly [Vendor, ...ReadonlyArray<Vendor>]) =>
      Effect.gen(function* () {
        const who = yield* someone
        yield* Effect.provide(ask(who, "run.end"), assistant(...vendors), { local: true })
        return yield* charged(who)
      })

    it.effect("a completed answer is charged by the tokens of its calls", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* asking(["anthropic", "answers"]), [[sonnet, 1, 0, 1000, 50, sonnetCost]])
        assert.deepStrictEqual(yield* asking(["anthropic", "looksUp"]), [[sonnet, 2, 0, 2000, 100, 2 * sonnetCost]])
      })
    )

    it.effect("an answer that failed has the call that failed, whose cost is not known", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* asking(["anthropic", "refuses"]), [[sonnet, 1, 1, null, null, null]])
      })
    )

    it.effect("an answer by another model has both calls, what was said in vain too", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* asking(["anthropic", "refuses"], ["openai", "answers"]), [
          [terra, 1, 0, 1000, 50, terraCost],
          [sonnet, 1, 1, null, null, null]
        ])
        assert.deepStrictEqual(yield* asking(["anthropic", "breaksOff"], ["openai", "answers"]), [
          [sonnet, 1, 1, 1000, 5, cutCost],
          [terra, 1, 0, 1000, 50, terraCost]
        ])
      })
    )

    it.effect("an answer that is interrupted has its call, with what is known of it", () =>
      Effect.gen(function* () {
        const who = yield* someone
        yield* Effect.provide(ask(who, "part.delta"), assistant(["anthropic", "hangs"]), { local: true })
        assert.deepStrictEqual(yield* charged(who), [[sonnet, 1, 0, 1000, 5, cutCost]])
      })
    )

    it.effect("an answer that was kept costs nothing, and counts", () =>
      Effect.gen(function* () {
        const [first, second] = [yield* someone, yield* someone]
        yield* Effect.provide(
          Effect.andThen(ask(first, "run.end", name), ask(second, "run.end", name)),
          assistant(["openai", "answers"]),
          { local: true }
        )
        assert.deepStrictEqual(yield* charged(first), [[terra, 1, 0, 1000, 50, terraCost]])
        assert.deepStrictEqual(yield* charged(second), [[terra, 1, 0, 0, 0, 0]])
      })
    )
  })
}
