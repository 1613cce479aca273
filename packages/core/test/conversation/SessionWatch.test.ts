import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Queue, Stream } from "effect"
import { TestClock } from "effect/testing"
import { freshSession } from "../../contract/Talk.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import { textOf } from "../../src/conversation/ChatMessage.ts"
import { ChatSessionService } from "../../src/conversation/ChatSessionService.ts"
import { ConversationRepository } from "../../src/conversation/ConversationRepository.ts"
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
    for (const seen of [{ after: 3, epoch }, { after: 0, epoch }, { after: 0 }]) {
      const { next } = yield* watching(place, seen)
      const { epoch: told, snapshot } = standing(yield* next)
      assert.deepStrictEqual([told, snapshot], [epoch, null])
      assert.deepStrictEqual(
        numbers(yield* next),
        frames.slice(seen.after).map(({ seq }) => seq)
      )
    }
    const lost: ReadonlyArray<Seen> = [{ after: 3 }, { after: 3, epoch: "another" }, { after: 999, epoch }, { epoch }]
    for (const seen of lost) {
      const { next } = yield* watching(place, seen)
      assert.isNotNull(standing(yield* next).snapshot)
    }
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([answers("Yes.")]))), Effect.scoped)
)

it.effect("one who comes before the first frame learns in which epoch it will be counted", () =>
  Effect.gen(function* () {
    const place = yield* newSession
    const { next } = yield* watching(place, { after: 0 })
    const { epoch, head, snapshot } = standing(yield* next)
    assert.isNotEmpty(epoch)
    assert.deepStrictEqual([head, snapshot], [0, null])
    yield* ask(place, "a")
    assert.strictEqual(numbers(yield* next)[0], 1)
    const { next: nextOfOther } = yield* watching(place, { after: 1, epoch })
    assert.isNull(standing(yield* nextOfOther).snapshot)
    assert.strictEqual(numbers(yield* nextOfOther)[0], 2)
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([answers("Yes.")]))), Effect.scoped)
)

it.effect("one who says to have seen nothing is shown everything where the log has begun after the talk", () =>
  Effect.gen(function* () {
    const { forget } = yield* ChatLog
    const place = yield* newSession
    yield* ask(place, "a")
    yield* untilEnd(place.sessionId)
    yield* forget(place.sessionId)
    for (const texts of [
      ["a", "Yes."],
      ["a", "Yes.", "b", "No."]
    ]) {
      const { next } = yield* watching(place, { after: 0 })
      assert.deepStrictEqual(standing(yield* next).snapshot?.messages.map(textOf), texts)
      if (texts.length > 2) break
      yield* ask(place, "b")
      yield* untilEnd(place.sessionId)
    }
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([answers("Yes."), answers("No.")]))), Effect.scoped)
)

it.effect("a session that is nobody's begins no log", () => {
  const asked: Array<string> = []
  const noting = Layer.effect(
    ChatLog,
    Effect.map(ChatLog, (log) =>
      ChatLog.make({
        ...log,
        bounds: (sessionId) =>
          Effect.andThen(
            Effect.sync(() => asked.push(sessionId)),
            log.bounds(sessionId)
          )
      })
    )
  )
  return Effect.gen(function* () {
    const { watch } = yield* SessionWatch
    const [place, other] = [yield* newSession, yield* newSession]
    for (const sessionId of [freshSession(), place.sessionId]) {
      const error = yield* Effect.flip(Stream.runDrain(watch(sessionId, other.userId, {})))
      assert.strictEqual(error._tag, "SessionNotFound")
    }
    assert.deepStrictEqual(asked, [])
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([]), noting)))
})

it.effect("a long talk is shown from its end on, as much as fits", () =>
  Effect.gen(function* () {
    const place = yield* newSession
    const sizeOf = (messages: ReadonlyArray<unknown>) => new TextEncoder().encode(JSON.stringify(messages)).length
    // Of three bytes each.
    const longest = "가".repeat(4000)
    const shown: Array<Snapshot> = []
    for (let asked = 0; asked < 15; asked++) {
      yield* ask(place, longest)
      yield* TestClock.adjust("1 second")
      const { next } = yield* watching(place)
      const { snapshot } = standing(yield* next)
      shown.push(snapshot!)
    }
    const counts = shown.map(({ messages }) => messages.length)
    const full = counts.findIndex((count, index) => count < 2 * (index + 1))
    assert.deepStrictEqual(
      counts.slice(0, full),
      Array.from({ length: full }, (_, index) => 2 * (index + 1))
    )
    assert.deepStrictEqual(
      shown.map(({ more }) => more),
      counts.map((_, index) => index >= full)
    )
    const { items } = yield* ConversationRepository.use((conversations) =>
      conversations.messages(place.sessionId, { limit: 200, offset: null })
    )
    const { inFlight, leaf, messages } = shown.at(-1)!
    assert.deepStrictEqual(
      messages.map(({ id }) => id),
      items.slice(-messages.length).map(({ id }) => id)
    )
    assert.deepStrictEqual([inFlight, leaf], [null, messages.at(-1)?.id])
    assert.isBelow(sizeOf(messages), 256 * 1024 + messages.length + 2)
    assert.isAbove(sizeOf(messages), 256 * 1024 - sizeOf(messages.slice(-2)))
  }).pipe(Effect.provide(talkOf(scriptedSpeaker(() => answers("나".repeat(4000))))), Effect.scoped)
)

it.effect("an answer in flight is shown whole, however little room there is, and of many messages the latest", () =>
  Effect.gen(function* () {
    const place = yield* newSession
    const { answerId, run } = yield* ask(place, "a")
    yield* TestClock.adjust("1 second")
    const { next } = yield* watching(place)
    const { snapshot } = standing(yield* next)
    assert.deepInclude(snapshot?.inFlight, { run, messageId: answerId })
    assert.strictEqual(textOf(snapshot!.inFlight!).length, 300_000)
    assert.deepStrictEqual([snapshot?.messages.map(textOf), snapshot?.more], [["a"], false])
    yield* TestClock.adjust("10 seconds")
    const { next: nextOfOther } = yield* watching(place)
    const later = standing(yield* nextOfOther).snapshot
    assert.deepStrictEqual([later?.messages, later?.more, later?.leaf], [[], true, answerId])
  }).pipe(
    Effect.provide(
      talkOf(scriptedSpeaker([{ parts: [...said("x".repeat(300_000), "."), { wait: "5 seconds" }, finish()] }]))
    ),
    Effect.scoped
  )
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

it.effect("a log that can be read and not followed hides nothing: how the session stands is told", () => {
  const state = { isDeaf: true }
  const deaf = Layer.effect(
    ChatLog,
    Effect.map(ChatLog, (log) =>
      ChatLog.make({
        ...log,
        listen: (...asked) =>
          state.isDeaf ? Effect.fail(new StoreUnavailable({ store: "test", cause: "deaf" })) : log.listen(...asked)
      })
    )
  )
  return Effect.gen(function* () {
    const place = yield* newSession
    const { next } = yield* watching(place)
    assert.isNull(standing(yield* next).activeRun)
    yield* ask(place, "a")
    assert.deepStrictEqual(snapshot(yield* next).messages.map(textOf), ["a"])
    state.isDeaf = false
    yield* TestClock.adjust("10 seconds")
    yield* ask(place, "b")
    assert.notStrictEqual((yield* next)._tag, "Standing")
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([slow, answers("No.")]), deaf)), Effect.scoped)
})

it.effect("who deletes a session in which nothing ever happened ends its watches", () =>
  Effect.gen(function* () {
    const { watch } = yield* SessionWatch
    const { deleteSession } = yield* ChatSessionService
    const place = yield* newSession
    const watched = yield* Effect.forkChild(Effect.flip(Stream.runDrain(watch(place.sessionId, place.userId, {}))))
    yield* TestClock.adjust("1 second")
    yield* deleteSession(place)
    yield* TestClock.adjust("10 seconds")
    assert.strictEqual((yield* Fiber.join(watched))._tag, "SessionNotFound")
    assert.strictEqual((yield* (yield* ChatLog).read(place.sessionId, 0, 1)).epoch, "")
  }).pipe(Effect.provide(talkOf(scriptedSpeaker([]))))
)

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
