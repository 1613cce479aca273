import { assert, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import type { LanguageModel } from "effect/ai"
import { joined } from "../../src/llm/JoinedDeltas.ts"
import type { SpokenPart } from "../../src/llm/Speaker.ts"
import { finish } from "./ScriptedSpeaker.ts"

/** What comes together of what has come together. */
const chunks = (...come: ReadonlyArray<ReadonlyArray<SpokenPart>>) =>
  Effect.gen(function* () {
    const { speak } = joined({
      provider: "scripted",
      model: "transcript",
      key: "1",
      speak: () =>
        Effect.succeed({ allowance: null, parts: Stream.flatMap(Stream.fromIterable(come), Stream.fromArray) })
    })
    const heard: Array<ReadonlyArray<SpokenPart>> = []
    // The speaker reads nothing of what it is asked.
    const { parts } = yield* speak({} as LanguageModel.ProviderOptions)
    yield* Stream.runForEachArray(parts, (chunk) => Effect.sync(() => void heard.push(chunk)))
    return heard
  }).pipe(Effect.scoped)

const text = (delta: string, id = "0"): SpokenPart => ({ type: "text-delta", id, delta })
const thought = (delta: string): SpokenPart => ({ type: "reasoning-delta", id: "0", delta })
const params = (delta: string, id = "a"): SpokenPart => ({ type: "tool-params-delta", id, delta })
const noted = (delta: string): SpokenPart => ({ type: "text-delta", id: "0", delta, metadata: { vendor: { seal: 1 } } })

it.effect("pieces of one text that come together are one piece", () =>
  Effect.gen(function* () {
    const start: SpokenPart = { type: "text-start", id: "0" }
    const end: SpokenPart = { type: "text-end", id: "0" }
    assert.deepStrictEqual(
      yield* chunks([start, text("정"), text("찬"), text("성"), end, params("{"), params("}"), finish]),
      [[start, text("정찬성"), end, params("{}"), finish]]
    )
  })
)

it.effect("pieces that come one after the other stay apart, and none waits", () =>
  Effect.gen(function* () {
    assert.deepStrictEqual(yield* chunks([text("a"), text("b")], [text("c")], [text("d"), finish]), [
      [text("ab")],
      [text("c")],
      [text("d"), finish]
    ])
  })
)

it.effect("pieces of different texts, and pieces of which something is noted, stay apart in their order", () =>
  Effect.gen(function* () {
    const parts = [
      text("a"),
      text("b", "1"),
      text("c"),
      thought("d"),
      params("e"),
      params("f", "b"),
      text("g"),
      noted("h"),
      text("i")
    ]
    assert.deepStrictEqual(yield* chunks(parts), [parts])
  })
)

it.effect("the speaker's own parts are left as they were", () =>
  Effect.gen(function* () {
    const parts = [text("a"), text("b"), text("c")]
    yield* chunks(parts)
    assert.deepStrictEqual(parts, [text("a"), text("b"), text("c")])
  })
)
