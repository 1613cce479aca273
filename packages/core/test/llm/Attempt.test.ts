import { assert, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { attempt } from "../../src/llm/Attempt.ts"
import type { Speaker, SpokenPart } from "../../src/llm/Speaker.ts"
import { faultKind } from "../../src/llm/VendorFault.ts"
import { finish, scripted } from "./ScriptedSpeaker.ts"

const speaking = (...parts: ReadonlyArray<SpokenPart>): Speaker => ({
  ...scripted([[]]).speaker,
  speak: () => Effect.succeed({ allowance: null, parts: Stream.rechunk(Stream.fromIterable(parts), 1) })
})

it.effect("nothing that was said is lost, before the answer began or since", () =>
  Effect.gen(function* () {
    const parts: ReadonlyArray<SpokenPart> = [
      { type: "response-metadata", id: "1" },
      { type: "response-metadata", modelId: "x" },
      { type: "text-delta", id: "1", delta: "Yes" },
      { type: "text-delta", id: "1", delta: "." },
      finish
    ]
    const { value } = yield* attempt(speaking(...parts), {} as never)
    assert.deepStrictEqual(yield* Stream.runCollect(value.parts), parts)
  })
)

it.effect("an answer that ends before it began is none", () =>
  Effect.gen(function* () {
    for (const parts of [[], [{ type: "response-metadata", id: "1" } as const]]) {
      const error = yield* Effect.flip(attempt(speaking(...parts), {} as never))
      assert.strictEqual(faultKind(error), "response")
    }
  })
)

it.effect("an attempt that fails, or is closed, has ended its request", () =>
  Effect.gen(function* () {
    const one = scripted([[{ fails: "overloaded" }], [{ text: "Yes" }, { wait: "1 day" }]])
    yield* Effect.flip(attempt(one.speaker, {} as never))
    assert.strictEqual(one.open, 0)
    const { close } = yield* attempt(one.speaker, {} as never)
    assert.strictEqual(one.open, 1)
    yield* close
    assert.strictEqual(one.open, 0)
  })
)
