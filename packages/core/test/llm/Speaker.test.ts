import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import type { AiError } from "effect/ai"
import { TestClock } from "effect/testing"
import { type ModelSignal, SignalSink } from "../../src/llm/ModelSignal.ts"
import { languageModel, type SpokenPart } from "../../src/llm/Speaker.ts"
import { faultKind } from "../../src/llm/VendorFault.ts"
import { answers, breaksOff, type Call, fails, finish, said, scriptedSpeaker } from "./ScriptedCalls.ts"

const gone = { kind: "unreachable", words: "gone" } as const

const generated = (call: Call) => {
  const speaker = scriptedSpeaker([call])
  return Effect.map(
    Effect.flatMap(languageModel(speaker), (model) => model.generateText({ prompt: "Go on" })),
    (response) => ({ response, speaker })
  )
}

it.effect("an answer that is wanted whole is the stream put together", () =>
  Effect.gen(function* () {
    const { response, speaker } = yield* generated(answers("One ", "🥊 ", "three."))
    assert.strictEqual(response.text, "One 🥊 three.")
    assert.strictEqual(response.finishReason, "stop")
    assert.strictEqual(response.usage.inputTokens.total, 10)
    assert.isTrue(speaker.heard[0]?.closed)
  })
)

it.effect("texts and thoughts of one stream are kept apart, with what their pieces carry for the vendor", () =>
  Effect.gen(function* () {
    const parts: ReadonlyArray<SpokenPart> = [
      { type: "reasoning-start", id: "0", metadata: { some: { kind: "thought" } } },
      { type: "text-start", id: "0" },
      { type: "reasoning-delta", id: "0", delta: "Hm" },
      { type: "text-delta", id: "0", delta: "Yes" },
      { type: "reasoning-delta", id: "0", delta: "m." },
      { type: "reasoning-end", id: "0", metadata: { some: { signature: "s" } } },
      { type: "text-end", id: "0" },
      finish()
    ]
    const { response } = yield* generated({ parts })
    assert.deepStrictEqual([response.text, response.reasoningText], ["Yes", "Hmm."])
    const [thought] = response.content
    assert.deepStrictEqual(thought?.metadata, { some: { kind: "thought", signature: "s" } })
  })
)

it.effect("what was said before a reset is no part of an answer that is wanted whole, and notices are passed on", () =>
  Effect.gen(function* () {
    const told: Array<ModelSignal> = []
    const notice = { _tag: "Notice", kind: "fallback", from: "a/one", to: "b/two" } as const
    const anew = { parts: [...said("Half an"), { signals: { _tag: "Reset" as const } }, { signals: notice }] }
    const { response } = yield* generated({ parts: [...anew.parts, ...said("All of it."), finish()] }).pipe(
      Effect.provideService(SignalSink, (signal) => Effect.sync(() => void told.push(signal)))
    )
    assert.strictEqual(response.text, "All of it.")
    assert.deepStrictEqual(told, [notice])
  })
)

it.effect.each<readonly [string, Call]>([
  ["before its head", fails(gone)],
  ["in the middle", breaksOff(gone, "Well, ")]
])("a speaker that fails %s fails the port, and its request has ended", ([, call]) =>
  Effect.gen(function* () {
    for (const whole of [true, false]) {
      const speaker = scriptedSpeaker([call])
      const model = yield* languageModel(speaker)
      const asked: Effect.Effect<unknown, AiError.AiError> = whole
        ? model.generateText({ prompt: "Go on" })
        : Stream.runDrain(model.streamText({ prompt: "Go on" }))
      assert.strictEqual(faultKind(yield* Effect.flip(asked)), "unreachable")
      assert.isTrue(speaker.heard[0]?.closed)
    }
  })
)

it.effect.each<readonly [string, Call]>([
  ["before the head", { head: [{ wait: "1 hour" }] }],
  ["between its parts", { parts: [...said("Well, "), { wait: "1 hour" }, finish()] }]
])("interrupting whoever listens ends the request, %s as well", ([, call]) =>
  Effect.gen(function* () {
    const speaker = scriptedSpeaker([call])
    const model = yield* languageModel(speaker)
    const fiber = yield* Effect.forkChild(Stream.runDrain(model.streamText({ prompt: "Go on" })))
    yield* TestClock.adjust("1 minute")
    assert.isFalse(speaker.heard[0]?.closed)
    yield* Fiber.interrupt(fiber)
    assert.isTrue(speaker.heard[0]?.closed)
  })
)
