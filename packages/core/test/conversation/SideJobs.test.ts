import { assert, it } from "@effect/vitest"
import { Context, Effect, Exit, Fiber, Layer, Logger, Scope } from "effect"
import { type AiError, LanguageModel, Prompt, type Response } from "effect/ai"
import { TestClock } from "effect/testing"
import { SideJobs } from "../../src/conversation/SideJobs.ts"
import { UserId } from "../../src/Identity.ts"
import { metered } from "../../src/llm/Meter.ts"
import { languageModel, type Speaker } from "../../src/llm/Speaker.ts"
import { type UsageEntry, UsageLedger } from "../../src/llm/UsageLedger.ts"
import { vendorError } from "../../src/llm/VendorFault.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { answers, fails, scriptedSpeaker } from "../llm/ScriptedCalls.ts"
import { messageId } from "./Messages.ts"

const usage: Response.FinishPartEncoded["usage"] = {
  inputTokens: { uncached: undefined, total: 1, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 1, text: undefined, reasoning: undefined }
}

/** Of questions, or of lists of them. */
type Answer = (questions: ReadonlyArray<string>) => Effect.Effect<unknown, AiError.AiError>

/** Side jobs by a model, and a ledger that enters so. */
const by = Effect.fnUntraced(function* (
  model: Effect.Effect<LanguageModel.LanguageModel>,
  record: UsageLedger["Service"]["record"]
) {
  const ledger = Layer.succeed(UsageLedger, UsageLedger.of({ record, report: () => Effect.succeed([]) }))
  const layer = Layer.provide(SideJobs.layer, [Layer.effect(LanguageModel.LanguageModel, model), ledger])
  return Context.get(yield* Layer.build(layer), SideJobs)
})

/** Side jobs by a speaker, and what is entered of its calls. */
const charged = Effect.fnUntraced(function* (speaker: Speaker) {
  const entries: Array<UsageEntry> = []
  const record = (more: ReadonlyArray<UsageEntry>) => Effect.sync(() => void entries.push(...more))
  return { entries, ...(yield* by(languageModel(metered(speaker)), record)) }
})

/** Side jobs by a model that answers so, and the lists of questions that it was given. */
const jobs = Effect.fnUntraced(function* (answer: Answer) {
  const told: Array<ReadonlyArray<unknown>> = []
  const model = LanguageModel.make({
    streamText: () => {
      throw new Error("titles are not streamed")
    },
    generateText: ({ prompt }) => {
      const last = Prompt.make([prompt.content.at(-1)!]).content[0]
      const part = last?.role === "user" ? last.content[0] : undefined
      const questions: ReadonlyArray<string> = JSON.parse(part?.type === "text" ? part.text : "[]")
      told.push(questions)
      return Effect.map(answer(questions), (value) => [
        { type: "text", text: JSON.stringify(value) },
        { type: "finish", reason: "stop", usage }
      ])
    }
  })
  return { told, ...(yield* by(model, () => Effect.void)) }
})

const shouted: Answer = (questions) => Effect.succeed({ titles: questions.map((question) => question.toUpperCase()) })

const [ada, eve] = [UserId.make(1), UserId.make(2)]

const opening = (question: string, userId = ada) => ({ userId, question })

it.effect("the questions of half a second are one call, and each gets its own title", () =>
  Effect.gen(function* () {
    const { title, told } = yield* jobs(shouted)
    const first = yield* Effect.forkChild(title(opening("who is ada?")))
    yield* TestClock.adjust("499 millis")
    const second = yield* Effect.forkChild(title(opening("누가 이겼나요? abc")))
    yield* Effect.yieldNow
    assert.deepStrictEqual(told, [])
    yield* TestClock.adjust("1 milli")
    assert.strictEqual(yield* Fiber.join(first), "WHO IS ADA?")
    assert.strictEqual(yield* Fiber.join(second), "누가 이겼나요? ABC")
    assert.deepStrictEqual(told, [["who is ada?", "누가 이겼나요? abc"]])
    const third = yield* Effect.forkChild(title(opening("who is eve?")))
    yield* TestClock.adjust("500 millis")
    yield* Fiber.join(third)
    assert.deepStrictEqual(told[1], ["who is eve?"])
  })
)

it.effect("eight do not wait for a ninth", () =>
  Effect.gen(function* () {
    const { title, told } = yield* jobs(shouted)
    const fibers = yield* Effect.forEach(Array.from({ length: 9 }), (_, at) =>
      Effect.forkChild(title(opening(`question ${at}`)))
    )
    const titles = yield* Effect.forEach(fibers.slice(0, 8), Fiber.join)
    assert.deepStrictEqual(
      titles,
      Array.from({ length: 8 }, (_, at) => `QUESTION ${at}`)
    )
    yield* TestClock.adjust("500 millis")
    assert.strictEqual(yield* Fiber.join(fibers[8]!), "QUESTION 8")
    assert.deepStrictEqual(
      told.map(({ length }) => length),
      [8, 1]
    )
  })
)

it.effect("the questions of two users never meet in one call", () =>
  Effect.gen(function* () {
    const { title, told } = yield* jobs(shouted)
    const fibers = yield* Effect.forEach([opening("mine"), opening("yours", eve), opening("mine too")], (one) =>
      Effect.forkChild(title(one))
    )
    yield* TestClock.adjust("500 millis")
    yield* Effect.forEach(fibers, Fiber.join)
    assert.sameDeepMembers(told, [["mine", "mine too"], ["yours"]])
  })
)

it.effect("a model that fails, or answers otherwise than it was asked, gives no title", () =>
  Effect.gen(function* () {
    for (const answer of [
      () => Effect.fail(vendorError("test", { kind: "overloaded", words: "busy" })),
      () => Effect.succeed({ titles: ["one"] }),
      () => Effect.succeed({ titles: ["one", "two", "three"] }),
      () => Effect.succeed({ titles: [1, 2] }),
      () => Effect.succeed("nothing")
    ] satisfies ReadonlyArray<Answer>) {
      const { title } = yield* jobs(answer)
      const fibers = yield* Effect.forEach(["Who is Ada?", "Eve?"], (one) => Effect.forkChild(title(opening(one))))
      yield* TestClock.adjust("500 millis")
      assert.deepStrictEqual(yield* Effect.forEach(fibers, Fiber.join), [null, null])
    }
  })
)

it.effect("a title is one line of at most 80 characters, or none", () =>
  Effect.gen(function* () {
    for (const [given, expected] of [
      [" Ada \n\0\t Stone ", "Ada Stone"],
      ["x".repeat(80), "x".repeat(80)],
      ["x".repeat(81), null],
      [" \n ", null],
      ["", null]
    ] as const) {
      const { title } = yield* jobs(() => Effect.succeed({ titles: [given] }))
      const fiber = yield* Effect.forkChild(title(opening("Who is Ada?")))
      yield* TestClock.adjust("500 millis")
      assert.strictEqual(yield* Fiber.join(fiber), expected)
    }
  })
)

it.effect("a model reads no more of a question than its beginning, and nothing of one that says nothing", () =>
  Effect.gen(function* () {
    const { title, told } = yield* jobs(shouted)
    assert.isNull(yield* title(opening(" \n ")))
    const fiber = yield* Effect.forkChild(title(opening(`${"x".repeat(499)}🥊${"y".repeat(10_000)}`)))
    yield* TestClock.adjust("500 millis")
    yield* Fiber.join(fiber)
    assert.deepStrictEqual(told, [[`${"x".repeat(499)}\uFFFD`]])
  })
)

const stone = answers('{"titles":["Ada Stone"]}')

it.effect("every call is entered for the user whose titles it gave, and so is one that gave none", () =>
  Effect.gen(function* () {
    const overloaded = fails({ kind: "overloaded", words: "busy" })
    const { entries, title } = yield* charged(scriptedSpeaker([stone, overloaded]))
    const titles = [
      yield* Effect.forkChild(title(opening("Ada?"))),
      yield* Effect.forkChild(title(opening("Ida?", eve)))
    ]
    yield* TestClock.adjust("500 millis")
    assert.deepStrictEqual(yield* Effect.forEach(titles, Fiber.join), ["Ada Stone", null])
    assert.deepStrictEqual(
      entries.map(({ call, userId }) => [userId, call.model, call.outcome, call.tokens.input]),
      [
        [ada, "transcript", "completed", 10],
        [eve, "transcript", "failed", null]
      ]
    )
  })
)

it.effect("a call that cannot be entered gives its titles all the same, and the log says so", () =>
  Effect.gen(function* () {
    const model = languageModel(metered(scriptedSpeaker([stone])))
    const { title } = yield* by(model, () => Effect.fail(new StoreUnavailable({ store: "test", cause: "gone" })))
    const lines: Array<unknown> = []
    const logger = Logger.layer([Logger.make(({ message }) => void lines.push(message))])
    const fiber = yield* Effect.forkChild(Effect.provide(title(opening("Ada?")), logger))
    yield* TestClock.adjust("500 millis")
    assert.strictEqual(yield* Fiber.join(fiber), "Ada Stone")
    assert.include(String(lines), "missing in the ledger")
  })
)

/** What was asked up to a message of that number. */
const earlier = (number: number, ...asked: ReadonlyArray<string>) => ({
  userId: ada,
  through: messageId(number),
  asked
})

const joined: Answer = (lists) => Effect.succeed({ summaries: lists.map((list) => [list].flat().join(" + ")) })

it.effect("a summary is there when it is asked for again, of one call, for as long as it is kept", () =>
  Effect.gen(function* () {
    const { summary, told } = yield* jobs(joined)
    const first = earlier(1, "Ada?", "Ida?")
    assert.isNull(yield* summary(first))
    assert.isNull(yield* summary(earlier(1, "Ada?", "Ida?")))
    assert.isNull(yield* summary(earlier(2, "Eve?")))
    yield* TestClock.adjust("500 millis")
    assert.deepStrictEqual(yield* summary(first), { through: messageId(1), words: "Ada? + Ida?" })
    assert.deepStrictEqual(yield* summary(earlier(2, "Eve?")), { through: messageId(2), words: "Eve?" })
    yield* TestClock.adjust("5 hours")
    assert.isNotNull(yield* summary(first))
    assert.deepStrictEqual(told, [[["Ada?", "Ida?"], ["Eve?"]]])
    yield* TestClock.adjust("2 hours")
    assert.isNull(yield* summary(first))
  })
)

it.effect("a summary is one line of at most 600 characters, or none, and is then asked for again the next time", () =>
  Effect.gen(function* () {
    for (const [given, words] of [
      [" They asked\n of Ada. ", "They asked of Ada."],
      ["x".repeat(600), "x".repeat(600)],
      ["x".repeat(601), null],
      [" ", null]
    ] as const) {
      const { summary, told } = yield* jobs(() => Effect.succeed({ summaries: [given] }))
      yield* summary(earlier(1, "Ada?"))
      yield* TestClock.adjust("500 millis")
      assert.deepStrictEqual((yield* summary(earlier(1, "Ada?")))?.words ?? null, words)
      yield* TestClock.adjust("500 millis")
      assert.lengthOf(told, words === null ? 2 : 1)
    }
  })
)

it.effect("a summary is entered for its user, and the end of the layer ends the call for it", () =>
  Effect.gen(function* () {
    const made = answers('{"summaries":["They asked of Ada."]}')
    const scope = yield* Scope.make()
    const speaker = scriptedSpeaker([made, { head: [{ wait: "1 hour" }] }])
    const { entries, summary } = yield* Scope.provide(charged(speaker), scope)
    yield* summary(earlier(1, "Ada?"))
    yield* TestClock.adjust("500 millis")
    yield* summary(earlier(2, "Ida?"))
    yield* TestClock.adjust("500 millis")
    yield* Scope.close(scope, Exit.void)
    assert.deepStrictEqual(
      entries.map(({ call, userId }) => [userId, call.outcome]),
      [
        [ada, "completed"],
        [ada, "cancelled"]
      ]
    )
  })
)

it.effect("the end of the layer ends the call that is under way, whoever waits for it", () =>
  Effect.gen(function* () {
    const speaker = scriptedSpeaker([{ head: [{ wait: "1 minute" }] }])
    const scope = yield* Scope.make()
    const { entries, title } = yield* Scope.provide(charged(speaker), scope)
    const waiting = yield* Effect.forkChild(title(opening("Ada?")))
    yield* TestClock.adjust("500 millis")
    assert.deepStrictEqual(
      speaker.heard.map(({ closed }) => closed),
      [false]
    )
    yield* Scope.close(scope, Exit.void)
    assert.isTrue(speaker.heard[0]?.closed)
    assert.deepStrictEqual(
      entries.map(({ call, userId }) => [userId, call.outcome]),
      [[ada, "cancelled"]]
    )
    assert.isTrue(Exit.hasInterrupts(yield* Fiber.await(waiting)))
  })
)

it.effect("without a model there is nothing but the rule", () =>
  Effect.gen(function* () {
    const { summary, title } = yield* SideJobs
    assert.isNull(yield* title(opening("Who is Ada?")))
    assert.isNull(yield* summary(earlier(1, "Who is Ada?")))
  }).pipe(Effect.provide(SideJobs.layerRule))
)
