import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Context, Effect, Exit, Layer, Logger, Scope, Stream } from "effect"
import { LanguageModel } from "effect/ai"
import { TestClock } from "effect/testing"
import { newUser } from "../../contract/Talk.ts"
import { AnswerRun } from "../../src/conversation/AnswerRun.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import { ChatSessionService } from "../../src/conversation/ChatSessionService.ts"
import { ConversationRepository } from "../../src/conversation/ConversationRepository.ts"
import { SideJobs } from "../../src/conversation/SideJobs.ts"
import { today } from "../../src/IsoDate.ts"
import { metered } from "../../src/llm/Meter.ts"
import { MmaAgent } from "../../src/llm/MmaAgent.ts"
import { languageModel } from "../../src/llm/Speaker.ts"
import { UsageLedger } from "../../src/llm/UsageLedger.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { UserRepository } from "../../src/user/UserRepository.ts"
import { answers, type Call, fails, scriptedSpeaker } from "../llm/ScriptedCalls.ts"

const question = "Who is Ada?"

/** Says one word at once. */
const agent = Layer.succeed(
  MmaAgent,
  MmaAgent.of({
    model: { provider: "test", model: "test-1" },
    processQuery: () => Stream.succeed({ _tag: "TextDelta" as const, delta: "word" })
  })
)

const titled = (...titles: ReadonlyArray<string>): Call => answers(JSON.stringify({ titles }))

type Store = ConversationRepository["Service"]

/** Talks whose titles a model gives by this script, until the scope ends; the store outlives it. */
const talks = Effect.fnUntraced(function* (
  script: ReadonlyArray<Call>,
  amend: (store: Store) => Partial<Store> = () => ({})
) {
  const speaker = scriptedSpeaker(script)
  const lines: Array<string> = []
  const logger = Logger.layer([Logger.map(Logger.formatJson, (line) => void lines.push(line))])
  const store = Layer.effect(
    ConversationRepository,
    Effect.map(ConversationRepository, (whole) => ConversationRepository.of({ ...whole, ...amend(whole) }))
  ).pipe(Layer.provideMerge(Memory.layer))
  const kept = yield* Layer.build(store)
  const scope = yield* Scope.make()
  const model = Layer.effect(LanguageModel.LanguageModel, languageModel(metered(speaker)))
  const layer = ChatSessionService.layer.pipe(
    Layer.provide([AnswerRun.layer, SideJobs.layer]),
    Layer.provide([agent, model]),
    Layer.provide(Layer.succeedContext(kept))
  )
  const chats = Context.get(yield* Layer.buildWithScope(layer, scope), ChatSessionService)
  const conversations = Context.get(kept, ConversationRepository)
  const log = Context.get(kept, ChatLog)
  const { id: userId } = yield* Context.get(kept, UserRepository).create(newUser())

  const begun = Effect.fnUntraced(function* (title: string | null = null) {
    const { sessionId } = yield* chats.createNewSession(userId, title)
    const { head } = yield* log.bounds(sessionId)
    return {
      sessionId,
      /** Asks, and waits for the end of the answer; no time goes by. */
      ask: Effect.fnUntraced(function* (cid: string, text = question) {
        const { run } = yield* chats.addMessageToSession({ sessionId, userId, cid, text })
        yield* log.follow(sessionId, head).pipe(
          Stream.takeUntil((frame) => frame.t === "run.end" && frame.run === run),
          Stream.runDrain
        )
      }, Effect.provide(logger)),
      title: Effect.map(conversations.get(sessionId, userId), ({ title }) => title),
      /** The titles that were told so far, and the ends of answers. */
      told: Effect.gen(function* () {
        const { head: last } = yield* log.bounds(sessionId)
        const frames = yield* log.follow(sessionId, 0).pipe(
          Stream.takeUntil(({ seq }) => seq === last),
          Stream.runCollect
        )
        return frames.flatMap((frame) =>
          frame.t === "title" ? [frame.d.title] : frame.t === "run.end" ? [frame.d.status] : []
        )
      })
    }
  })

  return { begun, conversations, kept, lines, speaker, userId, stop: Scope.close(scope, Exit.void) }
})

it.effect(
  "a talk has the title of the rule at once, and that of the model when it comes, which no answer waits for",
  () =>
    Effect.gen(function* () {
      const { begun, kept, lines, speaker, userId } = yield* talks([
        { ...titled("Ada Stone"), head: [{ wait: "1 hour" }] }
      ])
      const { ask, title, told } = yield* begun()
      yield* ask("c1")
      assert.strictEqual(yield* title, question)
      assert.deepStrictEqual(yield* told, [question, "completed"])
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual([speaker.heard.length, yield* title], [1, question])
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* title, "Ada Stone")
      assert.deepStrictEqual(yield* told, [question, "completed", "Ada Stone"])
      const day = yield* today
      const rows = yield* Context.get(kept, UsageLedger).report({ userId, from: day, to: day, by: "model" })
      assert.deepStrictEqual(
        rows.map(({ calls, key }) => [key, calls]),
        [["scripted/transcript", 1]]
      )
      assert.deepStrictEqual(lines, [])
    })
)

it.effect("a title that is no longer the rule's stays", () =>
  Effect.gen(function* () {
    const { begun, conversations } = yield* talks([titled("Ada Stone")])
    const { ask, sessionId, title, told } = yield* begun()
    yield* ask("c1")
    assert.isTrue(yield* conversations.nameSession(sessionId, "Mine", question))
    yield* TestClock.adjust("1 minute")
    assert.strictEqual(yield* title, "Mine")
    assert.deepStrictEqual(yield* told, [question, "completed"])
  })
)

it.effect("a model is asked for no title where there is one, and once for a talk", () =>
  Effect.gen(function* () {
    const { begun, speaker } = yield* talks([titled("Ada Stone")])
    const named = yield* begun("Mine")
    yield* named.ask("c1")
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual([speaker.heard.length, yield* named.title], [0, "Mine"])
    const { ask, title, told } = yield* begun()
    yield* ask("c1")
    yield* TestClock.adjust("1 minute")
    yield* ask("c2", "Who is Ida?")
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual([speaker.heard.length, yield* title], [1, "Ada Stone"])
    assert.deepStrictEqual(yield* told, [question, "completed", "Ada Stone", "completed"])
  })
)

it.effect("a model that fails leaves the title of the rule, tells nobody, and is logged", () =>
  Effect.gen(function* () {
    const { begun, lines } = yield* talks([fails({ kind: "auth", words: "no" })])
    const { ask, title, told } = yield* begun()
    yield* ask("c1")
    yield* TestClock.adjust("1 minute")
    assert.strictEqual(yield* title, question)
    assert.deepStrictEqual(yield* told, [question, "completed"])
    assert.lengthOf(lines, 1)
    assert.include(lines[0], "no titles by a model")
  })
)

it.effect("a title that cannot be stored is logged, and told to nobody", () =>
  Effect.gen(function* () {
    const { begun, lines } = yield* talks([titled("Ada Stone")], ({ nameSession }) => ({
      nameSession: (sessionId, title, instead) =>
        instead === null
          ? nameSession(sessionId, title, instead)
          : Effect.fail(new StoreUnavailable({ store: "test", cause: "gone" }))
    }))
    const { ask, sessionId, told } = yield* begun()
    yield* ask("c1")
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual(yield* told, [question, "completed"])
    assert.lengthOf(lines, 1)
    assert.include(lines[0], "a title could not be replaced")
    assert.include(lines[0], sessionId)
  })
)

it.effect("the end of the program drops the titles that are still to come, without a word", () =>
  Effect.gen(function* () {
    for (const after of ["0 millis", "1 minute"] as const) {
      const { begun, lines, speaker, stop } = yield* talks([{ ...titled("Ada Stone"), head: [{ wait: "1 hour" }] }])
      const { ask, title, told } = yield* begun()
      yield* ask("c1")
      yield* TestClock.adjust(after)
      yield* stop
      yield* TestClock.adjust("2 hours")
      assert.isTrue(speaker.heard.every(({ closed, taken }) => closed && taken === 0))
      assert.strictEqual(yield* title, question)
      assert.deepStrictEqual(yield* told, [question, "completed"])
      assert.deepStrictEqual(lines, [])
    }
  })
)
