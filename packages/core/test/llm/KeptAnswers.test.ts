import { assert, it } from "@effect/vitest"
import * as MemoryAnswerCache from "@mma-savant/adapters/memory/MemoryAnswerCache"
import { Duration, Effect, Exit, Fiber, Layer, Stream } from "effect"
import type { Prompt, Response } from "effect/ai"
import { TestClock } from "effect/testing"
import { AnswerCache } from "../../src/llm/AnswerCache.ts"
import { FreshAnswer } from "../../src/llm/FreshAnswer.ts"
import { keptAnswers } from "../../src/llm/KeptAnswers.ts"
import { metered } from "../../src/llm/Meter.ts"
import { type ModelSignal, SignalSink } from "../../src/llm/ModelSignal.ts"
import { presentPrompt } from "../../src/llm/Prompts.ts"
import { sharedCalls } from "../../src/llm/SharedCalls.ts"
import { languageModel, type Speaker } from "../../src/llm/Speaker.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { CurrentData } from "../../src/stats/CurrentData.ts"
import type { DataStatus } from "../../src/stats/DataStatus.ts"
import { Ear } from "./Ear.ts"
import { chain, question } from "./Question.ts"
import { type Play, scripted } from "./ScriptedSpeaker.ts"

const facts: DataStatus = {
  asOf: null,
  since: null,
  events: 0,
  fights: 0,
  measuredFights: 0,
  fighters: 0,
  upcomingEvents: 0,
  sampleOnly: false,
  version: 1
}

const away = Effect.fail(new StoreUnavailable({ store: "test", cause: new Error("away") }))

const dataOf = (status: CurrentData["Service"]["status"]) =>
  Layer.succeed(CurrentData, CurrentData.of({ status, provenance: status, renewed: status }))

/** With data of the version 1 and room for answers. */
const usually = Effect.provide(Layer.merge(MemoryAnswerCache.layer, dataOf(Effect.succeed(facts))), { local: true })

const play: Play = ["head", "metadata", { text: "Ada " }, { text: "한국어 🥊" }]

const kept = (speaker: Speaker) =>
  Effect.map(keptAnswers, (keep) =>
    keep(
      metered(speaker, () => null),
      chain
    )
  )

const ask = Effect.fnUntraced(function* (speaker: Speaker, prompt?: Prompt.RawInput) {
  const ear = new Ear()
  yield* Effect.ignore(ear.listen(speaker, yield* question(prompt)))
  return ear
})

/** How often the model is asked when the same is asked twice. */
const asked = Effect.fnUntraced(function* (
  alter: (speaker: Speaker) => Speaker = (speaker) => speaker,
  prompt?: Prompt.RawInput,
  of: Play = play
) {
  const script = scripted([of])
  const one = yield* kept(alter(script.speaker))
  yield* ask(one, prompt)
  yield* ask(one, prompt)
  return script.begun.length
})

/** Keys are made outside of the fibers, in an instant of which the test clock knows nothing. */
const instant = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))

const finishing =
  (reason: Response.FinishReason) =>
  (speaker: Speaker): Speaker => ({
    ...speaker,
    speak: (options) =>
      Effect.map(speaker.speak(options), (speech) => ({
        ...speech,
        parts: Stream.map(speech.parts, (part) => (part.type === "finish" ? { ...part, reason } : part))
      }))
  })

const signalling =
  (signal: ModelSignal) =>
  (speaker: Speaker): Speaker => ({
    ...speaker,
    speak: (options) => SignalSink.use((sink) => Effect.andThen(sink(signal), speaker.speak(options)))
  })

it.effect("who wants a fresh answer hears the model, and the answer that is kept stays as it is", () =>
  Effect.gen(function* () {
    const script = scripted([play, [{ text: "Another." }]])
    const one = yield* kept(script.speaker)
    yield* ask(one)
    const anew = yield* Effect.provideService(ask(one), FreshAnswer, true)
    assert.strictEqual(anew.text, "Another.")
    assert.deepStrictEqual(
      anew.calls.map(({ source }) => source),
      ["model"]
    )
    assert.strictEqual((yield* ask(one)).text, "Ada 한국어 🥊")
    assert.strictEqual(script.begun.length, 2)
  }).pipe(usually)
)

it.effect("the second of two equal questions gets the first answer, part by part, and is told so", () =>
  Effect.gen(function* () {
    const script = scripted([play])
    const one = yield* kept(script.speaker)
    const [first, second] = [yield* ask(one), yield* ask(one)]
    assert.strictEqual(first.text, "Ada 한국어 🥊")
    assert.deepStrictEqual(second.heard, [
      { _tag: "Notice", kind: "cache_hit" },
      ...JSON.parse(JSON.stringify(first.heard))
    ])
    assert.strictEqual(script.begun.length, 1)
    assert.deepStrictEqual(
      first.calls.map(({ source }) => source),
      ["model"]
    )
    assert.deepStrictEqual(second.calls, [
      {
        provider: "scripted",
        model: "transcript",
        source: "cache",
        tokens: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
        estimated: false,
        cost: 0,
        firstTokenMs: 0,
        totalMs: 0,
        outcome: "completed"
      }
    ])
  }).pipe(usually)
)

it.effect("a model over a speaker that keeps answers gives what is kept like what is new", () =>
  Effect.gen(function* () {
    const one = yield* kept(scripted([play]).speaker)
    const model = yield* languageModel(one)
    const texts = yield* Effect.forEach([1, 2], () =>
      model.streamText({ prompt: "Who is Ada?" }).pipe(
        Stream.map((part) => (part.type === "text-delta" ? part.delta : `[${part.type}]`)),
        Stream.mkString
      )
    )
    assert.deepStrictEqual(texts, Array(2).fill("[response-metadata]Ada 한국어 🥊[finish]"))
  }).pipe(usually)
)

it.effect("another question is another answer, and so is the same on another day", () =>
  Effect.gen(function* () {
    const script = scripted([play])
    const one = yield* kept(script.speaker)
    const onDay = (day: string, text: string): Prompt.RawInput => [
      { role: "system", content: presentPrompt(day) },
      { role: "user", content: text }
    ]
    yield* ask(one, onDay("2025-06-01", "Who is Ada?"))
    yield* ask(one, onDay("2025-06-01", "Who is Eve?"))
    yield* ask(one, onDay("2025-06-02", "Who is Ada?"))
    assert.strictEqual(script.begun.length, 3)
    yield* ask(one, onDay("2025-06-01", "Who is Ada?"))
    assert.strictEqual(script.begun.length, 3)
  }).pipe(usually)
)

it.effect("a new version of the data never meets an old answer", () => {
  let version = 1
  const data = dataOf(Effect.sync(() => ({ ...facts, version })))
  return Effect.gen(function* () {
    const script = scripted([play])
    const one = yield* kept(script.speaker)
    for (const [now, calls] of [
      [1, 1],
      [2, 2],
      [2, 2],
      [3, 3]
    ] as const) {
      version = now
      yield* ask(one)
      assert.strictEqual(script.begun.length, calls)
    }
  }).pipe(Effect.provide(Layer.merge(MemoryAnswerCache.layer, data)))
})

it.effect("an answer is kept for a day", () =>
  Effect.gen(function* () {
    const script = scripted([play])
    const one = yield* kept(script.speaker)
    yield* ask(one)
    yield* TestClock.adjust(Duration.millis(24 * 3600 * 1000 - 1))
    yield* ask(one)
    assert.strictEqual(script.begun.length, 1)
    yield* TestClock.adjust(1)
    yield* ask(one)
    assert.strictEqual(script.begun.length, 2)
  }).pipe(usually)
)

it.effect("only the first question of a talk is answered from what is kept, with its tools' results", () =>
  Effect.gen(function* () {
    const first = { role: "user", content: "Who is Ada?" } as const
    const looked: Prompt.RawInput = [
      first,
      { role: "assistant", content: [{ type: "tool-call", id: "1", name: "lookup", params: { name: "Ada" } }] },
      { role: "tool", content: [{ type: "tool-result", id: "1", name: "lookup", isFailure: false, result: "Ada" }] }
    ]
    const second: Prompt.RawInput = [
      first,
      { role: "assistant", content: "A fighter." },
      { role: "user", content: "How tall?" }
    ]
    assert.strictEqual(yield* asked(undefined, [first]), 1)
    assert.strictEqual(yield* asked(undefined, looked), 1)
    assert.strictEqual(yield* asked(undefined, second), 2)
    assert.strictEqual(yield* asked(undefined, []), 2)
  }).pipe(usually)
)

it.effect("nothing but a whole answer is kept", () =>
  Effect.gen(function* () {
    const calls: Record<string, number> = {}
    for (const reason of [
      "stop",
      "tool-calls",
      "length",
      "content-filter",
      "error",
      "pause",
      "other",
      "unknown"
    ] as const) {
      calls[reason] = yield* asked(finishing(reason), reason)
    }
    assert.deepStrictEqual(calls, {
      stop: 1,
      "tool-calls": 1,
      length: 2,
      "content-filter": 2,
      error: 2,
      pause: 2,
      other: 2,
      unknown: 2
    })
    assert.strictEqual(yield* asked(undefined, "before", [{ fails: "overloaded" }, "head"]), 2)
    assert.strictEqual(yield* asked(undefined, "amid", ["head", { text: "Ada" }, { fails: "response" }]), 2)
    assert.strictEqual(yield* asked(undefined, "nothing", ["head", "metadata"]), 2)
    assert.strictEqual(yield* asked(undefined, "long", ["head", { text: "x".repeat(2 ** 18) }]), 2)
  }).pipe(usually)
)

it.effect("what was cancelled is not kept", () =>
  Effect.gen(function* () {
    const script = scripted([[...play, { wait: "1 second" }], play])
    const one = yield* kept(script.speaker)
    const fiber = yield* Effect.forkChild(ask(one))
    while (script.begun.length === 0) yield* instant
    yield* TestClock.adjust("500 millis")
    yield* Fiber.interrupt(fiber)
    assert.strictEqual(script.open, 0)
    assert.deepStrictEqual(
      (yield* ask(one)).calls.map(({ source }) => source),
      ["model"]
    )
  }).pipe(usually)
)

it.effect("the answer of a model that stood in, or that began anew, is not kept; one that took a second try is", () =>
  Effect.gen(function* () {
    assert.strictEqual(
      yield* asked(signalling({ _tag: "Notice", kind: "fallback", from: "a", to: "b" }), "fallback"),
      2
    )
    assert.strictEqual(yield* asked(signalling({ _tag: "Reset" }), "reset"), 2)
    const retry: ModelSignal = { _tag: "Notice", kind: "retry", delayMs: 1 }
    assert.strictEqual(yield* asked(signalling(retry), "retry"), 1)
    const one = yield* kept(signalling(retry)(scripted([play]).speaker))
    assert.deepStrictEqual((yield* ask(one)).heard[0], retry)
  }).pipe(usually)
)

it.effect("a store that is away or silent is no failure, and is not waited for long", () =>
  Effect.gen(function* () {
    for (const access of [away, Effect.never]) {
      const cache = AnswerCache.of({ isShared: false, get: () => access, set: () => access })
      const script = scripted([play])
      const one = yield* Effect.provideService(kept(script.speaker), AnswerCache, cache)
      const fiber = yield* Effect.forkChild(ask(one))
      while (fiber.pollUnsafe() === undefined) {
        yield* instant
        yield* TestClock.adjust("10 millis")
      }
      const [call] = (yield* Fiber.join(fiber)).calls
      assert.deepInclude(call, { source: "model", outcome: "completed" })
      assert.strictEqual(script.begun.length, 1)
    }
  }).pipe(Effect.provide(dataOf(Effect.succeed(facts))))
)

it.effect("while the data cannot be reached nothing is taken for current", () =>
  Effect.gen(function* () {
    assert.strictEqual(yield* asked(), 2)
  }).pipe(Effect.provide(Layer.merge(MemoryAnswerCache.layer, dataOf(away))))
)

it.effect("a defect of the store is one", () =>
  Effect.gen(function* () {
    const cache = AnswerCache.of({
      isShared: false,
      get: () => Effect.die(new Error("broken")),
      set: () => Effect.void
    })
    const one = yield* Effect.provideService(kept(scripted([play]).speaker), AnswerCache, cache)
    assert.isTrue(Exit.hasDies(yield* Effect.exit(ask(one))))
  }).pipe(Effect.provide(dataOf(Effect.succeed(facts))))
)

it.effect("over shared calls, 50 equal questions at once are one call, and the next is none", () =>
  Effect.gen(function* () {
    const script = scripted([["head", { wait: "1 second" }, ...play.slice(1)]])
    const cache = yield* AnswerCache
    let looks = 0
    const seen = AnswerCache.of({
      ...cache,
      get: (key) => Effect.tap(cache.get(key), () => Effect.sync(() => looks++))
    })
    const share = yield* sharedCalls
    const keep = yield* Effect.provideService(keptAnswers, AnswerCache, seen)
    const one = keep(
      share(
        metered(script.speaker, () => null),
        chain
      ),
      chain
    )
    const fibers = yield* Effect.forEach(Array.from({ length: 50 }), () => Effect.forkChild(ask(one)))
    while (looks < 50) yield* instant
    yield* TestClock.adjust("1 second")
    const ears = [...(yield* Effect.forEach(fibers, Fiber.join)), yield* ask(one)]
    assert.strictEqual(script.begun.length, 1)
    for (const { text } of ears) assert.strictEqual(text, "Ada 한국어 🥊")
    const sources = ears.flatMap(({ calls }) => calls.map(({ source }) => source))
    assert.deepStrictEqual(sources, ["model", ...Array(49).fill("shared"), "cache"])
  }).pipe(usually)
)
