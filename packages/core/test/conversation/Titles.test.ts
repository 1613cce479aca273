import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Context, Effect, Exit, Layer, Logger, Scope, Stream } from "effect"
import { LanguageModel } from "effect/ai"
import { TestClock } from "effect/testing"
import { fighterFacts } from "../../contract/Facts.ts"
import { newSession } from "../../contract/Talk.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import { ConversationRepository } from "../../src/conversation/ConversationRepository.ts"
import { SessionTitles } from "../../src/conversation/SessionTitles.ts"
import { SideJobs } from "../../src/conversation/SideJobs.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import { today } from "../../src/IsoDate.ts"
import { metered } from "../../src/llm/Meter.ts"
import { languageModel } from "../../src/llm/Speaker.ts"
import { UsageLedger } from "../../src/llm/UsageLedger.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { answers, type Call, fails, scriptedSpeaker } from "../llm/ScriptedCalls.ts"
import { message } from "./Messages.ts"

const question = "Who is Ada?"

const titled = (...titles: ReadonlyArray<string>): Call => answers(JSON.stringify({ titles }))

type Store = ConversationRepository["Service"]

/** A talk whose titles a model gives by this script, until the scope ends; the store outlives it. */
const talk = Effect.fnUntraced(function* (
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
  const layer = SessionTitles.layer.pipe(
    Layer.provide([SideJobs.layer, FighterService.layer]),
    Layer.provide(model),
    Layer.provide(Layer.succeedContext(kept))
  )
  const { entitle } = Context.get(yield* Layer.buildWithScope(layer, scope), SessionTitles)
  const conversations = Context.get(kept, ConversationRepository)
  const log = Context.get(kept, ChatLog)
  const session = yield* Effect.provideContext(newSession(), kept)
  const { sessionId, userId } = session
  const { epoch } = yield* log.bounds(sessionId)
  return {
    ...session,
    conversations,
    kept,
    lines,
    speaker,
    entitle: (text = question) => Effect.provide(entitle(session, message(1, text)), logger),
    title: Effect.map(conversations.get(sessionId, userId), ({ title }) => title),
    /** The titles that were told so far. */
    told: Effect.gen(function* () {
      const { head } = yield* log.bounds(sessionId)
      if (head === 0) return []
      const frames = yield* log.follow(sessionId, { epoch, after: 0 }).pipe(
        Stream.flattenIterable,
        Stream.takeUntil(({ seq }) => seq === head),
        Stream.runCollect
      )
      return frames.flatMap((frame) => (frame.t === "title" ? [frame.d.title] : []))
    }),
    stop: Scope.close(scope, Exit.void)
  }
})

it.effect("a talk has the title of the rule at once, and that of the model when it comes, which nobody waits for", () =>
  Effect.gen(function* () {
    const { entitle, kept, lines, speaker, title, told, userId } = yield* talk([
      { ...titled("Ada Stone"), head: [{ wait: "5 minutes" }] }
    ])
    yield* entitle()
    assert.strictEqual(yield* title, question)
    assert.deepStrictEqual(yield* told, [question])
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual([speaker.heard.length, yield* title], [1, question])
    yield* TestClock.adjust("5 minutes")
    assert.strictEqual(yield* title, "Ada Stone")
    assert.deepStrictEqual(yield* told, [question, "Ada Stone"])
    const day = yield* today
    const rows = yield* Context.get(kept, UsageLedger).report({ userId, from: day, to: day, by: "model" })
    assert.deepStrictEqual(
      rows.map(({ calls, key }) => [key, calls]),
      [["scripted/transcript", 1]]
    )
    assert.deepStrictEqual(lines, [])
  })
)

it.effect("the title of a long question has the names of the fighters that it speaks of", () =>
  Effect.gen(function* () {
    const { entitle, kept, title } = yield* talk([titled("")])
    yield* Context.get(kept, FighterRepository).save(fighterFacts({ name: "Ada Stone" }))
    yield* entitle(`${"Tell me all that there is to know. ".repeat(3)} About ada stone.`)
    yield* TestClock.adjust("1 minute")
    assert.strictEqual(yield* title, "Ada Stone: Tell me all that there is to know. Tell me all t…")
  })
)

it.effect("a title that is no longer the rule's stays", () =>
  Effect.gen(function* () {
    const { conversations, entitle, sessionId, title, told } = yield* talk([titled("Ada Stone")])
    yield* entitle()
    assert.isTrue(yield* conversations.rename(sessionId, "Mine", question))
    yield* TestClock.adjust("1 minute")
    assert.strictEqual(yield* title, "Mine")
    assert.deepStrictEqual(yield* told, [question])
  })
)

it.effect("a talk that has a title keeps it, and no model is asked for one", () =>
  Effect.gen(function* () {
    const { conversations, entitle, sessionId, speaker, title, told } = yield* talk([titled("Ada Stone")])
    yield* conversations.rename(sessionId, "Mine")
    yield* entitle()
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual([speaker.heard.length, yield* title, yield* told], [0, "Mine", []])
  })
)

it.effect("a model that fails leaves the title of the rule, tells nobody, and is logged", () =>
  Effect.gen(function* () {
    const { entitle, lines, title, told } = yield* talk([fails({ kind: "auth", words: "no" })])
    yield* entitle()
    yield* TestClock.adjust("1 minute")
    assert.strictEqual(yield* title, question)
    assert.deepStrictEqual(yield* told, [question])
    assert.lengthOf(lines, 1)
    assert.include(lines[0], "no titles by a model")
  })
)

it.effect("a title that cannot be stored is logged, and told to nobody", () =>
  Effect.gen(function* () {
    const { entitle, lines, sessionId, told } = yield* talk([titled("Ada Stone")], ({ rename }) => ({
      rename: (sessionId, title, instead) =>
        instead === null
          ? rename(sessionId, title, instead)
          : Effect.fail(new StoreUnavailable({ store: "test", cause: "gone" }))
    }))
    yield* entitle()
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual(yield* told, [question])
    assert.lengthOf(lines, 1)
    assert.include(lines[0], "a talk could not be given a title")
    assert.include(lines[0], sessionId)
  })
)

it.effect("the end of the program drops the titles that are still to come, without a word", () =>
  Effect.gen(function* () {
    for (const after of ["0 millis", "1 minute"] as const) {
      const { entitle, lines, speaker, stop, title, told } = yield* talk([
        { ...titled("Ada Stone"), head: [{ wait: "5 minutes" }] }
      ])
      yield* entitle()
      yield* TestClock.adjust(after)
      yield* stop
      yield* TestClock.adjust("10 minutes")
      assert.isTrue(speaker.heard.every(({ closed, taken }) => closed && taken === 0))
      assert.strictEqual(yield* title, question)
      assert.deepStrictEqual(yield* told, [question])
      assert.deepStrictEqual(lines, [])
    }
  })
)
