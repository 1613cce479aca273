import { assert, it } from "@effect/vitest"
import { Effect, Exit, Stream } from "effect"
import type { LanguageModel } from "effect/ai"
import { bounded } from "../../src/llm/AnswerSize.ts"
import type { SpokenPart } from "../../src/llm/Speaker.ts"
import { faultKind } from "../../src/llm/VendorFault.ts"
import { finish, scriptedSpeaker } from "./ScriptedCalls.ts"

/** The fault of an answer, null where it came to its end, and how many of its parts were taken. */
const heard = (parts: ReadonlyArray<SpokenPart>) =>
  Effect.gen(function* () {
    const speaker = scriptedSpeaker(() => ({ parts: [...parts, finish()] }))
    // The speaker reads nothing of what it is asked.
    const { parts: spoken } = yield* bounded(speaker).speak({} as LanguageModel.ProviderOptions)
    const exit = yield* Effect.exit(Stream.runDrain(Stream.mapError(spoken, faultKind)))
    return { fault: Exit.isSuccess(exit) ? null : exit.cause.toString(), taken: speaker.heard[0]!.taken }
  }).pipe(Effect.scoped)

const mebi = "x".repeat(1 << 20)
const text: SpokenPart = { type: "text-delta", id: "0", delta: mebi }
const thought: SpokenPart = { type: "reasoning-delta", id: "0", delta: mebi }
const params: SpokenPart = { type: "tool-params-delta", id: "a", delta: mebi }
const call = (of: string): SpokenPart => ({ type: "tool-call", id: "a", name: "resolve", params: { text: of } })
const calls = (count: number) => Array.from({ length: count }, () => call("ada"))

it.effect.each([
  ["text", [text, text, text, text]],
  ["thought", [thought, thought, thought, thought]],
  ["arguments in pieces", [params, params, params, params]],
  ["whole arguments", [call(mebi), call(mebi), call(mebi)]],
  ["calls", calls(10_000)]
] as const)("an answer without measure is no answer, and is not heard to its end: %s", ([, parts]) =>
  Effect.gen(function* () {
    const { fault, taken } = yield* heard(parts)
    assert.include(fault, "response")
    assert.isBelow(taken, parts.length)
  })
)

it.effect("an answer as long as any should be is heard whole", () =>
  Effect.gen(function* () {
    assert.isNull((yield* heard([text, thought])).fault)
    assert.isNull((yield* heard(calls(64))).fault)
  })
)
