import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Context, Duration, Effect, Fiber, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import { RunId, textOf } from "../../src/conversation/ChatMessage.ts"
import type { LoggedFrame } from "../../src/conversation/ChatProtocol.ts"
import { ChatSessionService } from "../../src/conversation/ChatSessionService.ts"
import { RunKeeper } from "../../src/conversation/RunKeeper.ts"
import { RunLeases } from "../../src/conversation/RunLeases.ts"
import { TurnRepository } from "../../src/conversation/TurnRepository.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { answers, type Call, finish, said, scriptedSpeaker } from "../llm/ScriptedCalls.ts"
import { ask, newSession, type Place, program, talkOf, untilEnd } from "./Talking.ts"

/** An answer that speaks a word and then for a minute no other. */
const long: Call = { parts: [...said("Half an"), { wait: "1 minute" }, finish()] }
const short = (text: string): Call => answers(text)

/** What is told of questions and answers, deltas that follow one another as one. */
const tags = (frames: ReadonlyArray<LoggedFrame>) =>
  frames
    .filter(({ t }) => t !== "title")
    .map((frame) => (frame.t === "run.end" ? `${frame.t} ${frame.d.status}` : frame.t))
    .filter((tag, at, all) => tag !== "part.delta" || all[at - 1] !== tag)

const statuses = (place: Place) =>
  ChatSessionService.use(({ getSessionById }) =>
    Effect.map(getSessionById(place.sessionId, place.userId), ({ messages }) =>
      messages.items.map(({ status }) => status)
    )
  )

const usedOf = (place: Place) =>
  ChatSessionService.use(({ getQuota }) => Effect.map(getQuota(place.userId), ({ used }) => used))

describe("a question", () => {
  it.effect("sent many times at once is taken once, and each sender is told so", () =>
    Effect.gen(function* () {
      const place = yield* newSession
      const turns = yield* Effect.all(
        Array.from({ length: 20 }, () => ask(place, "who", { cid: "c1" })),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(new Set(turns.map(({ run }) => run)).size, 1)
      assert.strictEqual(turns.filter(({ repeated }) => !repeated).length, 1)
      assert.deepStrictEqual(tags(yield* untilEnd(place.sessionId)), [
        "message",
        "run.start",
        "part.start",
        "part.delta",
        "part.end",
        "part.start",
        "part.delta",
        "part.end",
        "usage",
        "run.end completed"
      ])
      assert.strictEqual(yield* usedOf(place), 1)
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([short("Yes.")]))))
  )

  it.effect("waits for the answers before it, three at most, and each is answered in its turn", () =>
    Effect.gen(function* () {
      const place = yield* newSession
      const turns = yield* Effect.forEach(["a", "b", "c", "d"], (text) => ask(place, text))
      assert.deepStrictEqual(
        turns.map(({ ahead }) => ahead),
        [0, 1, 2, 3]
      )
      assert.strictEqual((yield* Effect.flip(ask(place, "e")))._tag, "QueueFull")
      const told = yield* Effect.forkChild(untilEnd(place.sessionId, 4))
      yield* TestClock.adjust("5 minutes")
      const frames = yield* Fiber.join(told)
      const starts = frames.flatMap((frame) => (frame.t === "run.start" ? [frame.d.run] : []))
      assert.deepStrictEqual(
        starts,
        turns.map(({ run }) => run)
      )
      // One after the other: no run begins before the end of the one before it.
      const ends = frames.filter(({ t }) => t === "run.start" || t === "run.end").map(({ t }) => t)
      assert.deepStrictEqual(ends, Array.from({ length: 4 }, () => ["run.start", "run.end"]).flat())
      assert.strictEqual(yield* usedOf(place), 4)
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([long, long, long, long]))))
  )

  it.effect("that interrupts cancels what is running and what waits, and is answered next", () =>
    Effect.gen(function* () {
      const place = yield* newSession
      const [first, second] = [yield* ask(place, "a"), yield* ask(place, "b")]
      yield* TestClock.adjust("1 second")
      const third = yield* ask(place, "c", { mode: "interrupt" })
      assert.strictEqual(third.stopping, first.run)
      const frames = yield* untilEnd(place.sessionId, 3)
      const ended = frames.flatMap((frame) => (frame.t === "run.end" ? [[frame.run, frame.d.status]] : []))
      assert.deepStrictEqual(
        new Map(ended as Array<[string, string]>),
        new Map([
          [first.run, "cancelled"],
          [second.run, "cancelled"],
          [third.run, "completed"]
        ])
      )
      assert.deepStrictEqual(yield* statuses(place), [
        "completed",
        "cancelled",
        "completed",
        "cancelled",
        "completed",
        "completed"
      ])
      // What was said of the first counts, what never began does not.
      assert.strictEqual(yield* usedOf(place), 2)
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([long, short("Yes.")]))))
  )

  it.effect("that cannot be answered counts nothing", () =>
    Effect.gen(function* () {
      const place = yield* newSession
      yield* ask(place, "a")
      const told = yield* Effect.forkChild(untilEnd(place.sessionId))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(tags(yield* Fiber.join(told)).at(-1), "run.end failed")
      assert.strictEqual(yield* usedOf(place), 0)
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([{ parts: [{ fails: { kind: "request", words: "no" } }] }]))))
  )

  it.effect("answered anew, or put otherwise, is a branch beside the first, and the model is told that branch", () => {
    const speaker = scriptedSpeaker([short("One."), short("Two."), short("Three."), short("Four.")])
    return Effect.gen(function* () {
      const chats = yield* ChatSessionService
      const place = yield* newSession
      const first = yield* ask(place, "first")
      yield* untilEnd(place.sessionId)
      const anew = yield* ask(place, "", { ask: { kind: "regenerate", messageId: first.answerId } })
      yield* untilEnd(place.sessionId, 2)
      assert.strictEqual(anew.questionId, first.questionId)
      const edited = yield* ask(place, "", { ask: { kind: "edit", messageId: first.questionId, text: "other" } })
      yield* untilEnd(place.sessionId, 3)
      assert.strictEqual(edited.parentId, first.parentId)
      yield* ask(place, "", { ask: { kind: "send", text: "after the first", parentId: first.answerId } })
      yield* untilEnd(place.sessionId, 4)
      const { conversation, messages } = yield* chats.getSessionById(place.sessionId, place.userId)
      assert.deepStrictEqual(messages.items.map(textOf), [
        "first",
        "One.",
        "Two.",
        "other",
        "Three.",
        "after the first",
        "Four."
      ])
      assert.strictEqual(conversation.head, messages.items.at(-1)?.id)
      const heard = speaker.heard.map(({ options }) => JSON.stringify(options.prompt.content.slice(2)))
      assert.notInclude(heard[1], "One.")
      assert.notInclude(heard[2], "first")
      assert.include(heard[3], "One.")
      assert.notInclude(heard[3], "Two.")
    }).pipe(Effect.provide(talkOf(speaker)))
  })

  it.effect("for a model that is not offered is refused, and stored nowhere", () =>
    Effect.gen(function* () {
      const place = yield* newSession
      assert.strictEqual((yield* Effect.flip(ask(place, "a", { model: "test/other" })))._tag, "ModelNotOffered")
      assert.deepStrictEqual(yield* statuses(place), [])
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([]))))
  )
})

describe("cancelling", () => {
  const cancel = (place: Place, run: RunId) => ChatSessionService.use((chats) => chats.cancelRun(place, run))

  it.effect("before the first word ends the run, the request, and gives the question back", () => {
    const speaker = scriptedSpeaker([{ parts: [{ wait: "1 minute" }, finish()] }])
    return Effect.gen(function* () {
      const place = yield* newSession
      const { run } = yield* ask(place, "a")
      yield* TestClock.adjust("1 second")
      yield* cancel(place, run)
      assert.strictEqual(tags(yield* untilEnd(place.sessionId)).at(-1), "run.end cancelled")
      assert.isTrue(speaker.heard[0]?.closed)
      assert.strictEqual(yield* usedOf(place), 0)
    }).pipe(Effect.provide(talkOf(speaker)))
  })

  it.effect("of a run that waits ends it at once, and the one before goes on", () =>
    Effect.gen(function* () {
      const place = yield* newSession
      yield* ask(place, "a")
      const { run } = yield* ask(place, "b")
      yield* cancel(place, run)
      const told = yield* Effect.forkChild(untilEnd(place.sessionId, 2))
      yield* TestClock.adjust("2 minutes")
      const ended = (yield* Fiber.join(told)).flatMap((frame) => (frame.t === "run.end" ? [frame.d.status] : []))
      assert.deepStrictEqual(ended, ["cancelled", "completed"])
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([long]))))
  )

  it.effect("what is over, unknown or elsewhere changes nothing", () =>
    Effect.gen(function* () {
      const [place, other] = [yield* newSession, yield* newSession]
      const { run: over } = yield* ask(place, "a")
      yield* untilEnd(place.sessionId)
      const { run } = yield* ask(place, "b")
      yield* TestClock.adjust("1 second")
      for (const [at, wrong] of [
        [place, over],
        [place, RunId.make(`r_${crypto.randomUUID()}`)],
        [other, run]
      ] as const) {
        assert.strictEqual((yield* Effect.flip(cancel(at, wrong)))._tag, "RunNotActive")
      }
      const foreign = { sessionId: place.sessionId, userId: other.userId }
      assert.strictEqual((yield* Effect.flip(cancel(foreign, run)))._tag, "SessionNotFound")
      assert.deepStrictEqual((yield* statuses(place)).at(-1), "streaming")
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([short("Yes."), long]))))
  )

  it.effect("reaches the program that gives the answer", () =>
    Effect.gen(function* () {
      const speaker = scriptedSpeaker([long])
      const shared = Layer.succeedContext(yield* Layer.build(Memory.layer))
      const here = yield* Layer.build(program(speaker, shared))
      const there = yield* Layer.build(program(scriptedSpeaker([]), shared))
      const { place, run } = yield* Effect.gen(function* () {
        const place = yield* newSession
        return { place, run: (yield* ask(place, "a")).run }
      }).pipe(Effect.provideContext(here))
      yield* TestClock.adjust("1 second")
      yield* Effect.provideContext(cancel(place, run), there)
      const frames = yield* Effect.provideContext(untilEnd(place.sessionId), there)
      assert.strictEqual(tags(frames).at(-1), "run.end cancelled")
      assert.isTrue(speaker.heard[0]?.closed)
    }).pipe(Effect.scoped)
  )
})

describe("a program that ends", () => {
  it.effect("lets its answers come to their end, and leaves what waits to others", () =>
    Effect.gen(function* () {
      const shared = Layer.succeedContext(yield* Layer.build(Memory.layer))
      const here = yield* Layer.build(program(scriptedSpeaker([long]), shared))
      const place = yield* Effect.provideContext(newSession, here)
      yield* Effect.provideContext(ask(place, "a"), here)
      const draining = yield* Effect.forkChild(Context.get(here, RunKeeper).drain(Duration.minutes(2)))
      yield* TestClock.adjust("1 second")
      const waiting = yield* Effect.provideContext(ask(place, "b"), here)
      assert.isNull(waiting.owned)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(draining)
      const there = yield* Layer.build(program(scriptedSpeaker([short("Mine.")]), shared))
      const told = yield* Effect.forkChild(Effect.provideContext(untilEnd(place.sessionId, 2), there))
      yield* TestClock.adjust("30 seconds")
      assert.deepStrictEqual(
        (yield* Fiber.join(told)).flatMap((frame) => (frame.t === "run.end" ? [frame.d.status] : [])),
        ["completed", "completed"]
      )
    }).pipe(Effect.scoped)
  )

  it.effect("without a word leaves an interrupted answer, of which another one tells", () =>
    Effect.gen(function* () {
      const stores = yield* Layer.build(Memory.layer)
      const gone = Effect.fail(new StoreUnavailable({ store: "test", cause: "gone" }))
      // One that the record hears no more of after its question.
      const unheard = Layer.mergeAll(
        Layer.succeed(TurnRepository, {
          ...Context.get(stores, TurnRepository),
          checkpoint: () => gone,
          finish: () => gone
        }),
        Layer.succeed(RunLeases, { ...Context.get(stores, RunLeases), renew: () => gone, reap: () => gone })
      )
      const shared = Layer.succeedContext(stores)
      const here = yield* Layer.build(program(scriptedSpeaker([long]), Layer.provideMerge(unheard, shared)))
      const there = yield* Layer.build(program(scriptedSpeaker([]), shared))
      const place = yield* Effect.provideContext(newSession, here)
      yield* Effect.provideContext(ask(place, "a"), here)
      const told = yield* Effect.forkChild(Effect.provideContext(untilEnd(place.sessionId), there))
      yield* TestClock.adjust("40 seconds")
      const frames = yield* Fiber.join(told)
      assert.deepStrictEqual(tags(frames).slice(-2), ["part.delta", "run.end interrupted"])
      assert.strictEqual(frames.filter(({ t }) => t === "run.start").length, 1)
      assert.deepStrictEqual(yield* Effect.provideContext(statuses(place), there), ["completed", "interrupted"])
      assert.strictEqual(yield* Effect.provideContext(usedOf(place), there), 0)
      // What the first has to say later comes too late.
      yield* TestClock.adjust("2 minutes")
      const { frames: all } = yield* Context.get(stores, ChatLog).read(place.sessionId, 0, 100)
      assert.strictEqual(all.at(-1)?.t, "run.end")
      assert.strictEqual(all.filter(({ t }) => t === "run.end").length, 1)
    }).pipe(Effect.scoped)
  )
})

describe("a session", () => {
  it.effect("is shown with what there is by now of an answer", () =>
    Effect.gen(function* () {
      const chats = yield* ChatSessionService
      const place = yield* newSession
      const { answerId } = yield* ask(place, "a")
      yield* ask(place, "b")
      yield* TestClock.adjust("1 second")
      const shown = Effect.map(chats.getSessionById(place.sessionId, place.userId), ({ messages }) => messages)
      const { items, total } = yield* shown
      assert.deepStrictEqual(
        items.map((message) => [textOf(message), message.status]),
        [
          ["a", "completed"],
          ["Half a", "streaming"],
          ["b", "completed"],
          ["", "queued"]
        ]
      )
      assert.deepStrictEqual([items[1]?.id, total], [answerId, 4])
      // Without the log there is what the record has.
      yield* ChatLog.use(({ forget }) => forget(place.sessionId))
      assert.deepStrictEqual((yield* shown).items.map(textOf), ["a", "", "b", ""])
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual((yield* shown).items.map(textOf), ["a", "Half an", "b", "Half an"])
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([long, long]))))
  )

  it.effect("that is deleted stops answering, and whoever follows its log loses the place", () =>
    Effect.gen(function* () {
      const chats = yield* ChatSessionService
      const log = yield* ChatLog
      const place = yield* newSession
      yield* ask(place, "a")
      yield* TestClock.adjust("1 second")
      const { epoch, head } = yield* log.bounds(place.sessionId)
      const following = yield* Effect.forkChild(
        Effect.flip(Stream.runDrain(log.follow(place.sessionId, { epoch, after: head })))
      )
      yield* chats.deleteSession(place)
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual((yield* Fiber.join(following))._tag, "PlaceLost")
      assert.strictEqual((yield* Effect.flip(chats.deleteSession(place)))._tag, "SessionNotFound")
      assert.strictEqual((yield* Effect.flip(ask(place, "b")))._tag, "SessionNotFound")
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([long]))))
  )

  it.effect("is renamed by its user alone, and those who watch hear of it", () =>
    Effect.gen(function* () {
      const chats = yield* ChatSessionService
      const log = yield* ChatLog
      const [place, other] = [yield* newSession, yield* newSession]
      assert.strictEqual((yield* chats.updateSessionTitle(place, "UFC 분석 대화")).title, "UFC 분석 대화")
      const { frames } = yield* log.read(place.sessionId, 0, 10)
      assert.deepStrictEqual(
        frames.map(({ d }) => d),
        [{ title: "UFC 분석 대화" }]
      )
      const foreign = { ...other, sessionId: place.sessionId }
      assert.strictEqual((yield* Effect.flip(chats.updateSessionTitle(foreign, "mine")))._tag, "SessionNotFound")
    }).pipe(Effect.provide(talkOf(scriptedSpeaker([]))))
  )
})
