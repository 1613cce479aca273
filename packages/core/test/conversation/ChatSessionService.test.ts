import { assert, it } from "@effect/vitest"
import * as MemoryChatLog from "@mma-savant/adapters/memory/MemoryChatLog"
import * as MemoryConversationRepository from "@mma-savant/adapters/memory/MemoryConversationRepository"
import { MemoryUsers } from "@mma-savant/adapters/memory/MemoryUsers"
import { Effect, Layer, Logger, Option, Stream } from "effect"
import { AnswerRun } from "../../src/conversation/AnswerRun.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import type { FrameBody } from "../../src/conversation/ChatProtocol.ts"
import { ChatSessionService } from "../../src/conversation/ChatSessionService.ts"
import { ConversationRepository } from "../../src/conversation/ConversationRepository.ts"
import { SideJobs } from "../../src/conversation/SideJobs.ts"
import { UserId } from "../../src/Identity.ts"
import { MmaAgent } from "../../src/llm/MmaAgent.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"

const userId = UserId.make(1)

/** Says one word, after a while. */
const agent = Layer.succeed(
  MmaAgent,
  MmaAgent.of({
    model: { provider: "test", model: "test-1" },
    processQuery: () =>
      Stream.fromEffect(Effect.delay(Effect.succeed({ _tag: "TextDelta" as const, delta: "word" }), "50 millis"))
  })
)

/** The use cases over a store of which some parts are as the test wants them. */
const over = (amend: (store: ConversationRepository["Service"]) => Partial<ConversationRepository["Service"]>) => {
  const store = Layer.effect(
    ConversationRepository,
    Effect.map(ConversationRepository, (whole) => ConversationRepository.of({ ...whole, ...amend(whole) }))
  ).pipe(Layer.provide(MemoryConversationRepository.layer), Layer.provide(MemoryUsers.layer))
  return ChatSessionService.layer.pipe(
    Layer.provide([AnswerRun.layer, SideJobs.layerRule]),
    Layer.provide(agent),
    Layer.provideMerge(Layer.merge(store, MemoryChatLog.layer))
  )
}

const slow = over(({ startTurn }) => ({ startTurn: (turn) => Effect.delay(startTurn(turn), "20 millis") }))

const unavailable = new StoreUnavailable({ store: "test", cause: "gone" })
const unable = over(() => ({ finishTurn: () => Effect.fail(unavailable) }))

/** The messages cannot be read at first. */
const late = over(({ messages }) => {
  let asked = 0
  return { messages: (...of) => Effect.suspend(() => (asked++ === 0 ? Effect.fail(unavailable) : messages(...of))) }
})

it.live("a question sent many times at once is taken once, and each sender is told so", () =>
  Effect.gen(function* () {
    const chats = yield* ChatSessionService
    const { sessionId } = yield* chats.createNewSession(userId, null)
    const send = chats.addMessageToSession({ sessionId, userId, cid: "c1", text: "who" })
    const turns = yield* Effect.all(
      Array.from({ length: 5 }, () => send),
      { concurrency: "unbounded" }
    )
    assert.strictEqual(new Set(turns.map(({ run }) => run)).size, 1)
    assert.lengthOf(
      turns.filter(({ repeated }) => !repeated),
      1
    )
    const { messages } = yield* chats.getSessionById(sessionId, userId)
    assert.lengthOf(messages, 2)
  }).pipe(Effect.provide(slow))
)

it.live("of two questions at once one is answered, and the other is told to wait", () =>
  Effect.gen(function* () {
    const chats = yield* ChatSessionService
    const { sessionId } = yield* chats.createNewSession(userId, null)
    const told = yield* Effect.forEach(
      ["c1", "c2"],
      (cid) => Effect.result(chats.addMessageToSession({ sessionId, userId, cid, text: cid })),
      { concurrency: "unbounded" }
    )
    assert.deepStrictEqual(
      told.map((turn) => (turn._tag === "Success" ? turn.success.repeated : turn.failure._tag)),
      [false, "SessionBusy"]
    )
  }).pipe(Effect.provide(slow))
)

it.live("an answer that cannot be stored still ends, as failed, and frees its session", () =>
  Effect.gen(function* () {
    const chats = yield* ChatSessionService
    const log = yield* ChatLog
    const { sessionId } = yield* chats.createNewSession(userId, null)
    const { run } = yield* chats.addMessageToSession({ sessionId, userId, cid: "c1", text: "who" })
    const frames = yield* log.follow(sessionId, 0).pipe(
      Stream.takeUntil(({ t }) => t === "run.end"),
      Stream.runCollect
    )
    const ends = frames.filter((frame): frame is typeof frame & Extract<FrameBody, { t: "run.end" }> => {
      return frame.t === "run.end"
    })
    assert.deepStrictEqual(
      ends.map(({ d, run: ended }) => [ended, d.status, d.error?.code]),
      [[run, "failed", "DATA_UNAVAILABLE"]]
    )
    assert.isTrue(Option.isNone(yield* chats.activeRun(sessionId)))
  }).pipe(Effect.provide([unable, Logger.layer([])]), Effect.timeout("20 seconds"))
)

it.live(
  "a question that was stored but cannot be answered, since its talk cannot be read, is a failed one at once",
  () =>
    Effect.gen(function* () {
      const chats = yield* ChatSessionService
      const log = yield* ChatLog
      const { sessionId } = yield* chats.createNewSession(userId, null)
      yield* chats.addMessageToSession({ sessionId, userId, cid: "c1", text: "who" })
      const frames = yield* log.follow(sessionId, 0).pipe(
        Stream.takeUntil(({ t }) => t === "run.end"),
        Stream.runCollect
      )
      assert.deepStrictEqual(
        frames.map((frame) => [frame.t, frame.t === "run.end" ? frame.d.error?.code : undefined]),
        [
          ["run.start", undefined],
          ["run.end", "DATA_UNAVAILABLE"]
        ]
      )
      const { messages } = yield* chats.getSessionById(sessionId, userId)
      assert.deepStrictEqual(
        messages.map(({ status }) => status),
        ["completed", "failed"]
      )
      assert.isTrue(Option.isNone(yield* chats.activeRun(sessionId)))
    }).pipe(Effect.provide([late, Logger.layer([])]), Effect.timeout("20 seconds"))
)
