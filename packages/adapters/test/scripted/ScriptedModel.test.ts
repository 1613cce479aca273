import { assert, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Stream } from "effect"
import { AiError, LanguageModel, Model } from "effect/ai"
import { TestClock } from "effect/testing"
import { layer, Script } from "../../src/scripted/ScriptedModel.ts"

const said = Effect.flatMap(LanguageModel.LanguageModel, (model) =>
  Stream.runCollect(model.streamText({ prompt: "Go on" }))
)

const textOf = (parts: Effect.Success<typeof said>): string =>
  parts.map((part) => (part.type === "text-delta" ? part.delta : "")).join("")

it.effect("plays a step for each call, in words, and tells what it was asked", () =>
  Effect.gen(function* () {
    const parts = yield* said
    assert.deepStrictEqual(
      parts.map(({ type }) => type),
      ["text-start", "text-delta", "text-delta", "text-end", "finish"]
    )
    assert.strictEqual(textOf(parts), "First answer.")
    assert.strictEqual(textOf(yield* said), "Second.")
    const told = yield* Effect.flatMap(Script, (script) => script.told)
    assert.strictEqual(told.length, 2)
    assert.deepStrictEqual(told[0]?.tools, [])
  }).pipe(Effect.provide(layer([[{ text: "First answer." }], [{ text: "Second." }]])))
)

it.effect("says the same at once when it is not asked to stream", () =>
  Effect.gen(function* () {
    const { finishReason, text, usage } = yield* LanguageModel.generateText({ prompt: "Go on" })
    assert.deepStrictEqual(
      [text, finishReason, usage.inputTokens.total, usage.outputTokens.total],
      ["Cut off", "length", 3, 2]
    )
  }).pipe(Effect.provide(layer([[{ text: "Cut off" }, { finish: "length", tokens: [3, 2] }]])))
)

it.effect("waits as long as the script says", () =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(said)
    yield* TestClock.adjust("59 seconds")
    assert.isUndefined(fiber.pollUnsafe())
    yield* TestClock.adjust("1 second")
    assert.strictEqual(textOf(yield* Fiber.join(fiber)), "At last.")
  }).pipe(Effect.provide(layer([[{ wait: "1 minute" }, { text: "At last." }]])))
)

it.effect("fails where the script fails", () =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(said)
    assert.isTrue(error._tag === "AiError" && error.reason._tag === "AuthenticationError")
  }).pipe(Effect.provide(layer([[{ fails: new AiError.AuthenticationError({ kind: "InvalidKey" }) }]])))
)

it.effect("a call beyond the script is a defect", () =>
  Effect.gen(function* () {
    const exit = yield* Effect.exit(said)
    assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
  }).pipe(Effect.provide(layer([])))
)

it.effect("has a name", () =>
  Effect.gen(function* () {
    assert.deepStrictEqual([yield* Model.ProviderName, yield* Model.ModelName], ["scripted", "transcript"])
  }).pipe(Effect.provide(layer([])))
)
