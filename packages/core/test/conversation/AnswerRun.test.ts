import { assert, it } from "@effect/vitest"
import { type Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { textOf } from "../../src/conversation/ChatMessage.ts"
import type { LoggedFrame } from "../../src/conversation/ChatProtocol.ts"
import type { TurnEnd } from "../../src/conversation/Turn.ts"
import { fallback } from "../../src/llm/Fallback.ts"
import { FreshAnswer } from "../../src/llm/FreshAnswer.ts"
import { metered } from "../../src/llm/Meter.ts"
import type { Speaker, SpokenPart } from "../../src/llm/Speaker.ts"
import { answers, breaksOff, type Call, finish, said, scriptedSpeaker } from "../llm/ScriptedCalls.ts"
import { ask, keepingEnds, newSession, talkOf, untilEnd } from "./Talking.ts"

/** Everything that was told of one question, and the end that was stored, as far as the clock has to go for it. */
const answered = (speaker: Speaker) => {
  const ends: Array<TurnEnd> = []
  return Effect.gen(function* () {
    const place = yield* newSession
    yield* ask(place, "Who is Ada?")
    const frames = yield* Effect.forkChild(untilEnd(place.sessionId))
    yield* TestClock.adjust("10 minutes")
    return { frames: yield* Fiber.join(frames), end: ends[0]!, ends: ends.length }
  }).pipe(Effect.provide(talkOf(speaker, keepingEnds(ends))))
}

const one = (script: ReadonlyArray<Call>, model = "transcript") => metered(scriptedSpeaker(script, { model }))

type Body<T extends LoggedFrame["t"]> = Extract<LoggedFrame, { readonly t: T }>["d"]

const bodies = <T extends LoggedFrame["t"]>(frames: ReadonlyArray<LoggedFrame>, t: T): ReadonlyArray<Body<T>> =>
  frames.flatMap((frame) => (frame.t === t ? [frame.d as Body<T>] : []))

const lookUp: SpokenPart = { type: "tool-call", id: "a", name: "resolve", params: { text: "Ada Stone" } }

const gone = { kind: "unreachable", words: "gone" } as const

it.effect("every call of a model is stored with the answer, and what it used is the sum of them", () =>
  Effect.gen(function* () {
    const { end, ends, frames } = yield* answered(
      one([{ parts: [...said("Looking."), lookUp, finish("tool-calls")] }, answers("Not in the data.")])
    )
    assert.strictEqual(ends, 1)
    assert.deepStrictEqual(
      end.calls.map(({ model, outcome, tokens }) => [model, outcome, tokens.input, tokens.output]),
      [
        ["transcript", "completed", 10, 5],
        ["transcript", "completed", 10, 5]
      ]
    )
    assert.deepInclude(end.usage, { provider: "scripted", model: "transcript", tokens: { input: 20, output: 10 } })
    const usage = { cacheRead: null, cacheWrite: null, reasoning: null, costMicroUsd: 0, estimated: false }
    assert.deepStrictEqual(bodies(frames, "usage"), [{ input: 20, output: 10, ...usage }])
  })
)

it.effect("a model that breaks off is taken back, and the one that answers in its place is the answer's", () =>
  Effect.gen(function* () {
    const first = one([breaksOff(gone, "Half ", "an")], "first")
    const { end, frames } = yield* answered(fallback([first, one([answers("All ", "of it.")], "second")]))
    assert.deepInclude(bodies(frames, "run.start")[0], { provider: "scripted", model: "first" })
    assert.deepStrictEqual(bodies(frames, "run.reset"), [{ fromPart: 0 }])
    assert.deepStrictEqual(bodies(frames, "run.notice"), [
      { kind: "fallback", from: "scripted/first", to: "scripted/second" }
    ])
    assert.strictEqual(bodies(frames, "run.end")[0]?.status, "completed")
    assert.strictEqual(textOf(end), "All of it.")
    assert.strictEqual(end.usage.model, "second")
    assert.deepStrictEqual(
      end.calls.map(({ model, outcome }) => [model, outcome]),
      [
        ["first", "failed"],
        ["second", "completed"]
      ]
    )
  })
)

it.effect("an answer that fails keeps what was said, and what was called for it", () =>
  Effect.gen(function* () {
    const { end, frames } = yield* answered(one([breaksOff(gone, "Half ", "an")]))
    assert.strictEqual(bodies(frames, "run.end")[0]?.error?.code, "PROVIDER_UNAVAILABLE")
    assert.strictEqual(textOf(end), "Half an")
    assert.strictEqual(end.status, "failed")
    assert.deepStrictEqual(
      end.calls.map(({ outcome }) => outcome),
      ["failed"]
    )
    assert.deepStrictEqual(end.usage.tokens, {
      input: end.calls[0]!.tokens.input,
      output: end.calls[0]!.tokens.output
    })
  })
)

it.effect("the first text is the first that was not taken back", () =>
  Effect.gen(function* () {
    const parts = [
      { wait: "1 second" as Duration.Input },
      ...said("Half an"),
      { wait: "2 seconds" as Duration.Input },
      { signals: { _tag: "Reset" as const } },
      { wait: "4 seconds" as Duration.Input },
      ...said("All of it."),
      finish()
    ]
    const { end } = yield* answered(one([{ parts }]))
    assert.strictEqual(textOf(end), "All of it.")
    assert.isAtLeast(end.usage.firstTextMs ?? 0, 7000)
    assert.isBelow(end.usage.firstTextMs ?? 0, 7100)
  })
)

it.effect("of an answer given anew the model is told to be the one that answers, also where it had to wait", () =>
  Effect.gen(function* () {
    const wanted: Array<boolean> = []
    const speaker = scriptedSpeaker(() => ({ parts: [{ wait: "1 second" }, ...said("Yes."), finish()] }))
    const asked: Speaker = {
      ...speaker,
      speak: (options) =>
        Effect.flatMap(FreshAnswer, (isWanted) => {
          wanted.push(isWanted)
          return speaker.speak(options)
        })
    }
    yield* Effect.gen(function* () {
      const place = yield* newSession
      const { questionId } = yield* ask(place, "Who is Ada?")
      yield* ask(place, "", { ask: { kind: "regenerate", messageId: questionId } })
      yield* ask(place, "", { ask: { kind: "edit", messageId: questionId, text: "Who is Bo?" } })
      yield* TestClock.adjust("10 seconds")
      yield* ask(place, "", { ask: { kind: "regenerate", messageId: questionId } })
      yield* TestClock.adjust("10 seconds")
    }).pipe(Effect.provide(talkOf(asked)))
    assert.deepStrictEqual(wanted, [false, true, false, true])
  })
)

it.effect("stopping the program ends the request, and the call that was cut short is stored with the rest", () =>
  Effect.gen(function* () {
    const ends: Array<TurnEnd> = []
    const speaker = scriptedSpeaker([{ parts: [...said("Half an"), { wait: "1 hour" }, finish()] }])
    yield* Effect.gen(function* () {
      yield* ask(yield* newSession, "Who is Ada?")
      yield* TestClock.adjust("1 minute")
      assert.isFalse(speaker.heard[0]?.closed)
    }).pipe(Effect.provide(talkOf(metered(speaker), keepingEnds(ends))))
    assert.isTrue(speaker.heard[0]?.closed)
    assert.deepStrictEqual(
      ends.map(({ calls, parts, status }) => [status, textOf({ parts }), calls.map(({ outcome }) => outcome)]),
      [["interrupted", "Half an", ["cancelled"]]]
    )
  })
)

it.effect("without a meter the usage is what the model told with its parts", () =>
  Effect.gen(function* () {
    const { end } = yield* answered(scriptedSpeaker([answers("Yes.")]))
    assert.deepStrictEqual([end.calls, end.usage.tokens], [[], { input: 10, output: 5 }])
    assert.deepInclude(end.usage, { provider: "scripted", model: "transcript" })
  })
)
