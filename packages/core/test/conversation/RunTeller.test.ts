import { assert, it } from "@effect/vitest"
import * as MemoryChatLog from "@mma-savant/adapters/memory/MemoryChatLog"
import { Effect, Fiber, Logger, type Scope } from "effect"
import { TestClock } from "effect/testing"
import { freshSession } from "../../contract/Talk.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import { MessageId, RunId } from "../../src/conversation/ChatMessage.ts"
import type { FrameBody, LoggedFrame } from "../../src/conversation/ChatProtocol.ts"
import { withFrame } from "../../src/conversation/InFlight.ts"
import { makeTeller } from "../../src/conversation/RunTeller.ts"
import type { OwnedRun } from "../../src/conversation/Turn.ts"
import { UserId } from "../../src/Identity.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"

const fresh = () => MessageId.make(crypto.randomUUID())

const owned: OwnedRun = {
  sessionId: freshSession(),
  run: RunId.make(`r_${crypto.randomUUID()}`),
  answerId: fresh(),
  questionId: fresh(),
  number: 1,
  userId: UserId.make(1),
  model: null,
  canAsk: false,
  isAnew: false
}

const start: FrameBody = {
  t: "run.start",
  d: { run: owned.run, messageId: owned.answerId, parentId: owned.questionId, provider: "test", model: "test-1" }
}
const end: FrameBody = { t: "run.end", d: { status: "completed", messageId: owned.answerId } }
const begin: FrameBody = { t: "part.start", d: { part: 0, kind: "text" } }
const say = (delta: string): FrameBody => ({ t: "part.delta", d: { part: 0, delta } })
const close: FrameBody = { t: "part.end", d: { part: 0 } }

type Loss = "refused" | "taken all the same"

/** A run that tells what it says to a log, which may fail while `loss` says how. */
const telling = Effect.gen(function* () {
  const log = yield* ChatLog
  const state = { loss: null as Loss | null, appends: 0, said: "" }
  const teller = yield* makeTeller(
    ChatLog.make({
      ...log,
      append: (...asked) =>
        Effect.suspend(() => {
          state.appends += 1
          const gone = new StoreUnavailable({ store: "test", cause: "gone" })
          if (state.loss === "refused") return Effect.fail(gone)
          const appended = log.append(...asked)
          return state.loss === null ? appended : Effect.andThen(appended, Effect.fail(gone))
        })
    }),
    owned,
    { start, whole: () => [begin, say(state.said)] }
  )
  const speak = (text: string) =>
    Effect.suspend(() => {
      const bodies = state.said === "" ? [begin, say(text)] : [say(text)]
      state.said += text
      return teller.tell(bodies)
    })
  const frames = Effect.map(log.read(owned.sessionId, 0, 500), ({ frames }) => frames)
  return { state, teller, speak, frames, forget: log.forget(owned.sessionId) }
})

const run = <A, E>(test: Effect.Effect<A, E, ChatLog | Scope.Scope>) =>
  test.pipe(Effect.scoped, Effect.provide([MemoryChatLog.layer, Logger.layer([])]))

const words = (frames: ReadonlyArray<LoggedFrame>) => {
  let answer = withFrame(null, { t: "title", d: { title: "" } })
  let last = answer
  for (const frame of frames) {
    answer = withFrame(answer, frame)
    last = answer ?? last
  }
  return last?.parts
}

const settle = TestClock.adjust("1 second")

it.effect("the beginning and the first words are told at once, what follows within 30 ms is one frame", () =>
  run(
    Effect.gen(function* () {
      const { frames, speak, teller } = yield* telling
      yield* TestClock.adjust("1 millis")
      yield* speak("Jim ")
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(
        (yield* frames).map(({ t }) => t),
        ["run.start", "part.start", "part.delta"]
      )
      for (const word of ["Miller ", "has ", "27."]) yield* speak(word)
      yield* TestClock.adjust("10 millis")
      assert.lengthOf(yield* frames, 3)
      yield* TestClock.adjust("20 millis")
      assert.lengthOf(yield* frames, 4)
      yield* teller.tell([close])
      assert.isTrue(yield* teller.end([end]))
      assert.deepStrictEqual(words(yield* frames), [{ kind: "text", text: "Jim Miller has 27." }])
    })
  )
)

it.effect("more than 256 letters are told before their time", () =>
  run(
    Effect.gen(function* () {
      const { frames, speak } = yield* telling
      yield* speak("x")
      yield* TestClock.adjust("1 millis")
      const before = (yield* frames).length
      yield* speak("y".repeat(300))
      assert.isAbove((yield* frames).length, before)
    })
  )
)

for (const loss of ["refused", "taken all the same"] as const) {
  it.effect(`a log that fails is told the whole of it when it is there again: batches ${loss}`, () =>
    run(
      Effect.gen(function* () {
        const { frames, speak, state, teller } = yield* telling
        yield* speak("One ")
        yield* settle
        state.loss = loss
        for (const word of ["two ", "three "]) {
          yield* speak(word)
          yield* settle
        }
        state.loss = null
        yield* speak("four")
        yield* settle
        yield* teller.tell([close])
        assert.isTrue(yield* teller.end([end]))
        const told = yield* frames
        assert.deepStrictEqual(words(told), [{ kind: "text", text: "One two three four" }])
        assert.strictEqual(told.filter(({ t }) => t === "run.start").length, 1)
        assert.strictEqual(told.filter(({ t }) => t === "run.end").length, 1)
      })
    )
  )
}

it.effect("a log that was lost is told the whole of it", () =>
  run(
    Effect.gen(function* () {
      const { forget, frames, speak, teller } = yield* telling
      yield* speak("One ")
      yield* settle
      yield* forget
      yield* speak("two")
      yield* settle
      yield* teller.tell([close])
      assert.isTrue(yield* teller.end([end]))
      const told = yield* frames
      assert.deepStrictEqual([told[0]?.t, told[0]?.seq], ["run.start", 1])
      assert.deepStrictEqual(words(told), [{ kind: "text", text: "One two" }])
    })
  )
)

it.effect("an end that was taken without a word of it is told once", () =>
  run(
    Effect.gen(function* () {
      const { frames, speak, state, teller } = yield* telling
      yield* speak("One")
      yield* settle
      yield* teller.tell([close])
      state.loss = "taken all the same"
      const ended = yield* Effect.forkChild(teller.end([end]))
      yield* TestClock.adjust("100 millis")
      state.loss = null
      yield* settle
      assert.isTrue(yield* Fiber.join(ended))
      assert.strictEqual((yield* frames).filter(({ t }) => t === "run.end").length, 1)
    })
  )
)

it.effect("a log that stays away is left alone between tries, and the end says that it was not told", () =>
  run(
    Effect.gen(function* () {
      const { speak, state, teller } = yield* telling
      state.loss = "refused"
      for (let said = 0; said < 100; said++) {
        yield* speak("word ")
        yield* TestClock.adjust("10 millis")
      }
      assert.isAtMost(state.appends, 4)
      const ended = yield* Effect.forkChild(teller.end([end]))
      yield* TestClock.adjust("1 minute")
      assert.isFalse(yield* Fiber.join(ended))
    })
  )
)
