import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Queue, Stream } from "effect"
import { TestClock } from "effect/testing"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import { textOf } from "../../src/conversation/ChatMessage.ts"
import { ChatSessionService } from "../../src/conversation/ChatSessionService.ts"
import { SessionWatch } from "../../src/conversation/SessionWatch.ts"
import type { Seen, Snapshot, Watched } from "../../src/conversation/Standing.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { answers, type Call, finish, said, scriptedSpeaker } from "../llm/ScriptedCalls.ts"
import { ask, newSession, type Place, talkOf, untilEnd } from "./Talking.ts"

/** A part of an answer, and ten seconds later the rest. */
const slow: Call = { parts: [...said("Half "), { wait: "10 seconds" }, ...said("and half."), finish()] }

/** What a watcher is told, one thing after the other. */
const watching = Effect.fnUntraced(function* ({ sessionId, userId }: Place, seen: Seen = {}) {
  const { watch } = yield* SessionWatch
  const told = yield* Queue.unbounded<Watched>()
  yield* Effect.forkScoped(Stream.runForEach(watch(sessionId, userId, seen), (one) => Queue.offer(told, one)))
  const next = Effect.gen(function* () {
    const taken = yield* Effect.forkChild(Queue.take(told))
    yield* TestClock.adjust("10 seconds")
    return yield* Fiber.join(taken)
  })
  return { next, told }
})

const standing = (watched: Watched) => {
  assert.isTrue(watched._tag === "Standing")
  return (watched as Extract<Watched, { _tag: "Standing" }>).standing
}
const snapshot = (watched: Watched): Snapshot => {
  assert.isTrue(watched._tag === "Snapshot")
  return (watched as Extract<Watched, { _tag: "Snapshot" }>).snapshot
}
const numbers = (watched: Watched) => (watched._tag === "Frames" ? watched.frames.map(({ seq }) => seq) : [])

/** A log that cannot be reached while `isGone`. */
const losing = (state: { isGone: boolean }) =>
  Layer.effect(
    ChatLog,
    Effect.map(ChatLog, (log) => {
      const gone = Effect.suspend(() =>
        state.isGone ? Effect.fail(new StoreUnavailable({ store: "test", cause: "gone" })) : Effect.void
      )
      const unless = <A, E>(effect: Effect.Effect<A, E>) => Effect.andThen(gone, effect)
      return ChatLog.make({
        ...log,
        append: (...asked) => unless(log.append(...asked)),
        read: (...asked) => unless(log.read(...asked)),
        bounds: (sessionId) => unless(log.bounds(sessionId))
      })
    })
  )

it.effect("a watcher who has seen nothing is shown everything, and then told what happens", () =>
  Effect.gen(function* () {
    const place = yield* newSession
    yield* ask(place, "a")
    yield* untilEnd(place.sessionId)
    const { next } = yield* watching(place)
    const { activeRun, epoch, head, snapshot } = standing(yield* next)
    assert.isNull(activeRun)
    assert.deepStrictEqual(snapshot?.messages.map(textOf), ["a", "Yes."])
    assert.deepStrictEqual([snapshot?.epoch, snapshot?.head, snapshot?.inFlight], [epoch, head, null])
    assert.strictEqual(snapshot?.leaf, snapshot?.messages.at(-1)?.id)
    yield* ask(place, "b")
    assert.strictEqual(numbers(yield* next)[0], head + 1)
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([answers("Yes."), answers("No.")]))), Effect.scoped)
)

it.effect("one who has seen a part is told the rest, if the log still has it and counts as then", () =>
  Effect.gen(function* () {
    const place = yield* newSession
    yield* ask(place, "a")
    const frames = yield* untilEnd(place.sessionId)
    const { epoch } = yield* Effect.flatMap(ChatLog, ({ bounds }) => bounds(place.sessionId))
    for (const seen of [{ after: 3 }, { after: 3, epoch }]) {
      const { next } = yield* watching(place, seen)
      assert.isNull(standing(yield* next).snapshot)
      assert.deepStrictEqual(
        numbers(yield* next),
        frames.slice(3).map(({ seq }) => seq)
      )
    }
    for (const seen of [{ after: 3, epoch: "another" }, { after: 999, epoch }, { epoch }]) {
      const { next } = yield* watching(place, seen)
      assert.isNotNull(standing(yield* next).snapshot)
    }
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([answers("Yes.")]))), Effect.scoped)
)

it.effect("an answer in flight is shown as far as it is, and goes on from there", () =>
  Effect.gen(function* () {
    const place = yield* newSession
    const { answerId, questionId, run } = yield* ask(place, "a")
    yield* TestClock.adjust("1 second")
    const { next } = yield* watching(place)
    const { activeRun, snapshot } = standing(yield* next)
    assert.strictEqual(activeRun, run)
    assert.deepInclude(snapshot?.inFlight, { run, messageId: answerId, parentId: questionId, isOpen: true })
    assert.deepStrictEqual(snapshot?.inFlight?.parts, [{ kind: "text", text: "Half" }])
    assert.deepStrictEqual(snapshot?.messages.map(textOf), ["a"])
    assert.isAbove(numbers(yield* next)[0] ?? 0, snapshot?.head ?? Number.POSITIVE_INFINITY)
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([slow]))), Effect.scoped)
)

it.effect("a log that begins anew is told as a snapshot in the place of all before", () =>
  Effect.gen(function* () {
    const { forget } = yield* ChatLog
    const place = yield* newSession
    yield* ask(place, "a")
    yield* untilEnd(place.sessionId)
    const { next } = yield* watching(place)
    standing(yield* next)
    yield* forget(place.sessionId)
    assert.deepStrictEqual(snapshot(yield* next).messages.map(textOf), ["a", "Yes."])
    yield* ask(place, "b")
    assert.strictEqual(numbers(yield* next)[0], 1)
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([answers("Yes."), answers("No.")]))), Effect.scoped)
)

it.effect("while the log cannot be reached, questions are answered and shown from the record", () => {
  const state = { isGone: false }
  return Effect.gen(function* () {
    const place = yield* newSession
    yield* ask(place, "before")
    yield* untilEnd(place.sessionId)
    const { next, told } = yield* watching(place)
    standing(yield* next)
    state.isGone = true
    yield* ask(place, "a")
    const shown = snapshot(yield* next)
    assert.strictEqual(shown.epoch, "")
    yield* TestClock.adjust("1 minute")
    const rest = [shown, ...(yield* Queue.clear(told)).map(snapshot)]
    assert.deepStrictEqual(rest.at(-1)?.messages.map(textOf), ["before", "Yes.", "a", "No."])
    assert.isBelow(rest.length, 4)
    state.isGone = false
    yield* TestClock.adjust("5 seconds")
    assert.notStrictEqual(snapshot((yield* Queue.takeAll(told))[0]).epoch, "")
    yield* ask(place, "b")
    assert.notStrictEqual((yield* next)._tag, "Standing")
  }).pipe(
    Effect.provide(talkOf(scriptedSpeaker(["Yes.", "No.", "Well."].map((word) => answers(word))), losing(state))),
    Effect.scoped
  )
})

it.effect("who deletes the session, or never had it, ends the watch", () =>
  Effect.gen(function* () {
    const { watch } = yield* SessionWatch
    const { deleteSession } = yield* ChatSessionService
    const [place, other] = [yield* newSession, yield* newSession]
    const foreign = yield* Effect.flip(Stream.runDrain(watch(place.sessionId, other.userId, {})))
    assert.strictEqual(foreign._tag, "SessionNotFound")
    yield* ask(place, "a")
    const watched = yield* Effect.forkChild(Effect.flip(Stream.runDrain(watch(place.sessionId, place.userId, {}))))
    yield* TestClock.adjust("1 second")
    yield* deleteSession(place)
    yield* TestClock.adjust("10 seconds")
    assert.strictEqual((yield* Fiber.join(watched))._tag, "SessionNotFound")
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([answers("Yes.")]))))
)
