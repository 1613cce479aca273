import { assert, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Schema, Stream } from "effect"
import { TestClock } from "effect/testing"
import { punctual, usualDeadlines } from "../../src/llm/Deadlines.ts"
import type { Speaker } from "../../src/llm/Speaker.ts"
import { heard, heardInTime, type Play, scripted } from "./ScriptedSpeaker.ts"

/** Goes on longer than any answer may. */
const endless: Play = Array.from({ length: 20 }, () => [{ wait: "19 seconds" }, { text: "." }] as const).flat()

/** The parts of a call, in the scope of whoever asks. */
const spoken = (speaker: Speaker) => Effect.map(punctual(speaker).speak({} as never), ({ parts }) => parts)

it.effect.each<readonly [law: string, play: Play, text: string, milliseconds: number]>([
  ["a head that does not come within 10 s", [{ wait: "11 seconds" }, "head", { text: "late" }], "", 10_000],
  [
    "a first part that does not come within 30 s of the head",
    [{ wait: "9 seconds" }, "head", { wait: "31 seconds" }],
    "",
    39_000
  ],
  [
    "metadata, which is no part of the answer itself",
    [{ wait: "25 seconds" }, "metadata", { wait: "6 seconds" }, { text: "late" }],
    "",
    30_000
  ],
  [
    "a part that does not come within 20 s of the last",
    [{ text: "one" }, { wait: "21 seconds" }, { text: "two" }],
    "one",
    20_000
  ],
  ["an end that does not come within 20 s of the last part", [{ text: "one" }, { wait: "1 day" }], "one", 20_000]
])("%s is a timeout, at that moment, and has ended the request", ([, play, text, milliseconds]) =>
  Effect.gen(function* () {
    const one = scripted([play])
    assert.deepStrictEqual(yield* heardInTime(punctual(one.speaker)), {
      text,
      signals: [],
      fault: "timeout",
      milliseconds
    })
    assert.strictEqual(one.open, 0)
  })
)

it.effect("an answer that goes on and on is a timeout after 180 s in all, and what was said until then is heard", () =>
  Effect.gen(function* () {
    const one = scripted([endless])
    const { fault, milliseconds, text } = yield* heardInTime(punctual(one.speaker))
    assert.deepStrictEqual(
      { fault, milliseconds, text },
      { fault: "timeout", milliseconds: 180_000, text: "........." }
    )
  })
)

it.effect("each timeout says which one it was", () =>
  Effect.gen(function* () {
    const plays: ReadonlyArray<readonly [RegExp, Play]> = [
      [/head of an answer within 10s/, [{ wait: "1 day" }, "head"]],
      [/no part of an answer within 30s/, [{ wait: "1 day" }]],
      [/no end of the answer within 3m/, endless],
      [/no further part within 20s/, [{ text: "x" }, { wait: "1 day" }]]
    ]
    for (const [words, play] of plays) {
      const fiber = yield* Effect.forkChild(
        Effect.flip(Effect.flatMap(spoken(scripted([play]).speaker), Stream.runDrain))
      )
      yield* TestClock.adjust("1 hour")
      assert.match((yield* Fiber.join(fiber)).message, words)
    }
  })
)

it.effect("whoever listens slowly does not make the model late", () =>
  Effect.gen(function* () {
    const one = scripted([Array.from({ length: 200 }, () => ({ text: "." }))])
    let count = 0
    const fiber = yield* Stream.unwrap(spoken(one.speaker)).pipe(
      Stream.runForEach(() =>
        Effect.andThen(
          Effect.sleep("800 millis"),
          Effect.sync(() => {
            count += 1
          })
        )
      ),
      Effect.forkChild
    )
    yield* TestClock.adjust("1 hour")
    yield* Fiber.join(fiber)
    assert.strictEqual(count, 201)
  })
)

const pauses = Schema.Array(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 40_000 })))).pipe(
  Schema.check(Schema.isMaxLength(12))
)

it.effect.prop("an answer is heard whole, or until the first pause that is too long", [pauses], ([waits]) =>
  Effect.gen(function* () {
    const limits = { ...usualDeadlines, total: Duration.hours(1) }
    const play = waits.flatMap((wait, at) => [{ wait }, { text: `${at} ` }])
    const one = scripted([play])
    const { fault, text } = yield* heardInTime(punctual(one.speaker, limits))
    const tooLong = waits.findIndex((wait, at) => wait > (at === 0 ? 30_000 : 20_000))
    const said = tooLong === -1 ? waits : waits.slice(0, tooLong)
    assert.strictEqual(text, said.map((_, at) => `${at} `).join(""))
    assert.strictEqual(fault, tooLong === -1 ? null : "timeout")
    assert.strictEqual(one.open, 0)
  })
)

it.effect("a request has ended when its timeout is told", () =>
  Effect.gen(function* () {
    const one = scripted([[{ text: "one" }, { wait: "1 day" }]])
    const fiber = yield* Effect.forkChild(Effect.flip(Effect.flatMap(spoken(one.speaker), Stream.runDrain)))
    yield* TestClock.adjust("20 seconds")
    yield* Fiber.join(fiber)
    assert.strictEqual(one.open, 0)
  })
)

it.effect("whoever stops listening ends the request, and nothing more is read of it", () =>
  Effect.gen(function* () {
    const one = scripted([[]])
    let read = 0
    const reader: Speaker = {
      ...one.speaker,
      speak: (options) =>
        Effect.map(one.speaker.speak(options), (speech) => ({
          ...speech,
          parts: Stream.fromEffectRepeat(
            Effect.map(Effect.sleep("1 second"), () => {
              read += 1
              return { type: "text-delta", id: "1", delta: "." } as const
            })
          )
        }))
    }
    const fiber = yield* Effect.forkChild(heard(punctual(reader)))
    yield* TestClock.adjust("5 seconds")
    assert.deepStrictEqual([one.open, read], [1, 5])
    yield* Fiber.interrupt(fiber)
    yield* TestClock.adjust("5 seconds")
    assert.deepStrictEqual([one.open, read], [0, 5])
  })
)
