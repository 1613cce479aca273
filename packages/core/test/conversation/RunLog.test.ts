import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Exit } from "effect"
import { TestClock } from "effect/testing"
import {
  begun,
  freshInstance,
  freshMessage,
  freshRun,
  messagesOf,
  newSession,
  type Place,
  turnEnd
} from "../../contract/Talk.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import type { EndedStatus, MessagePart } from "../../src/conversation/ChatMessage.ts"
import type { FrameBody, LoggedFrame } from "../../src/conversation/ChatProtocol.ts"
import { type AnswerInFlight, partFrames, withFrame } from "../../src/conversation/InFlight.ts"
import { leaseTime, RunLeases } from "../../src/conversation/RunLeases.ts"
import { makeRunLog } from "../../src/conversation/RunLog.ts"
import type { OwnedRun } from "../../src/conversation/Turn.ts"
import { TurnRepository } from "../../src/conversation/TurnRepository.ts"

const words = (...texts: ReadonlyArray<string>): ReadonlyArray<MessagePart> =>
  texts.map((text) => ({ kind: "text", text }))

const startOf = ({ answerId, questionId, run }: Pick<OwnedRun, "answerId" | "questionId" | "run">): FrameBody => ({
  t: "run.start",
  run,
  d: { run, messageId: answerId, parentId: questionId, provider: "test", model: "test-1" }
})

const endOf = ({ answerId, run }: OwnedRun, status: EndedStatus = "completed"): FrameBody => ({
  t: "run.end",
  run,
  d: { status, messageId: answerId }
})

/** A run that the record has as running. */
const running = Effect.fnUntraced(function* (place: Place) {
  const { owned } = yield* begun(place)
  return owned!
})

/** What the log is told of a run that goes on. */
const tell = Effect.fnUntraced(function* (owned: OwnedRun, parts: ReadonlyArray<MessagePart>) {
  const { number, run, sessionId } = owned
  const frames = partFrames(parts).map((frame) => ({ ...frame, run }))
  yield* ChatLog.use(({ append }) => append(sessionId, [startOf(owned), ...frames], { run, number }))
})

const logged = ({ sessionId }: Place) =>
  ChatLog.use(({ read }) => Effect.map(read(sessionId, 0, 500), ({ frames }) => frames))

const ends = (frames: ReadonlyArray<LoggedFrame>) =>
  frames.flatMap(({ run, t }) => (t === "run.start" || t === "run.end" ? [[t, run]] : []))

const heardOf = (frames: ReadonlyArray<LoggedFrame>, { run }: Pick<OwnedRun, "run">) =>
  frames.filter((frame) => frame.run === run && frame.t !== "run.end").reduce<AnswerInFlight | null>(withFrame, null)
    ?.parts

const over = (owned: OwnedRun, status: EndedStatus = "completed") => ({ ...owned, status, hasBegun: true })

it.effect.each<{ readonly status: EndedStatus; readonly kept: ReadonlyArray<MessagePart> }>([
  { status: "completed", kept: words("one", "two") },
  { status: "cancelled", kept: words("one") },
  { status: "failed", kept: [] },
  { status: "interrupted", kept: words("one") }
])("where a run cannot begin since another is open that is over, its end is told first (%#)", ({ kept, status }) =>
  Effect.gen(function* () {
    const { append } = yield* makeRunLog
    const place = yield* newSession()
    const before = yield* running(place)
    yield* tell(before, words("one"))
    yield* TurnRepository.use(({ finish }) => finish(turnEnd(before.answerId, { parts: kept, status })))
    const next = yield* running(place)
    yield* append(place.sessionId, [startOf(next)], next)
    yield* append(place.sessionId, [endOf(next)], next)
    const frames = yield* logged(place)
    assert.deepStrictEqual(ends(frames), [
      ["run.start", before.run],
      ["run.end", before.run],
      ["run.start", next.run],
      ["run.end", next.run]
    ])
    assert.deepStrictEqual(heardOf(frames, before), kept)
    assert.deepInclude(frames.find(({ t }) => t === "run.end")?.d, { status, messageId: before.answerId })
    assert.deepStrictEqual((yield* messagesOf(place))[1]?.parts, kept)
  }).pipe(Effect.provide(Memory.layer))
)

it.effect("an open run of which the record knows nothing is interrupted", () =>
  Effect.gen(function* () {
    const { append } = yield* makeRunLog
    const place = yield* newSession()
    const unknown = { ...place, run: freshRun(), answerId: freshMessage(), questionId: freshMessage() }
    yield* tell({ ...unknown, number: 1, model: null, canAsk: false, isAnew: false }, words("one"))
    const next = { ...(yield* running(place)), number: 2 }
    yield* append(place.sessionId, [startOf(next)], next)
    const frames = yield* logged(place)
    assert.deepInclude(frames.find(({ t }) => t === "run.end")?.d, { status: "interrupted" })
    assert.strictEqual(frames.at(-1)?.run, next.run)
  }).pipe(Effect.provide(Memory.layer))
)

it.effect("an open run whose frames are gone is forgotten with the log", () =>
  Effect.gen(function* () {
    const log = yield* ChatLog
    const { append } = yield* makeRunLog
    const place = yield* newSession()
    const before = yield* running(place)
    yield* tell(before, words("one"))
    yield* TurnRepository.use(({ finish }) => finish(turnEnd(before.answerId)))
    const { epoch } = yield* log.bounds(place.sessionId)
    yield* TestClock.adjust("20 minutes")
    const next = yield* running(place)
    yield* append(place.sessionId, [startOf(next)], next)
    assert.deepStrictEqual(ends(yield* logged(place)), [["run.start", next.run]])
    assert.notStrictEqual((yield* log.bounds(place.sessionId)).epoch, epoch)
  }).pipe(Effect.provide(Memory.layer))
)

it.effect("an open run that is being given stays open, and one that is over writes nothing more", () =>
  Effect.gen(function* () {
    const { append } = yield* makeRunLog
    const place = yield* newSession()
    const [before, mine] = [yield* running(place), yield* begun(place)]
    yield* tell(before, words("one"))
    const frames = yield* logged(place)
    const other = { ...before, ...mine, number: before.number + 1 }
    for (const [bodies, pen] of [
      [[startOf(other)], other],
      [[endOf(other)], other]
    ] as const) {
      assert.isTrue(Exit.isFailure(yield* Effect.exit(append(place.sessionId, bodies, pen))))
    }
    assert.deepStrictEqual(yield* logged(place), frames)
    yield* append(place.sessionId, [endOf(before)], before)
    assert.strictEqual((yield* Effect.flip(append(place.sessionId, [startOf(before)], before)))._tag, "RunClosed")
  }).pipe(Effect.provide(Memory.layer))
)

it.effect("the end of a run is told once, whoever tells of it and however often", () =>
  Effect.gen(function* () {
    const { tellOver } = yield* makeRunLog
    const place = yield* newSession()
    const mine = yield* running(place)
    yield* tell(mine, words("one"))
    yield* TurnRepository.use(({ finish }) => finish(turnEnd(mine.answerId, { parts: words("one", "two") })))
    const telling = tellOver(over(mine), startOf(mine), endOf(mine))
    yield* Effect.all([telling, telling, telling], { concurrency: "unbounded" })
    const next = yield* running(place)
    yield* tell(next, words("three"))
    yield* telling
    const frames = yield* logged(place)
    assert.deepStrictEqual(ends(frames), [
      ["run.start", mine.run],
      ["run.end", mine.run],
      ["run.start", next.run]
    ])
    assert.deepStrictEqual(heardOf(frames, mine), words("one", "two"))
  }).pipe(Effect.provide(Memory.layer))
)

it.effect("a run of which the log has never heard is told whole, beside the one that has begun since", () =>
  Effect.gen(function* () {
    const { tellOver } = yield* makeRunLog
    const place = yield* newSession()
    const mine = yield* running(place)
    yield* TurnRepository.use(({ finish }) => finish(turnEnd(mine.answerId, { parts: words("one", "two") })))
    const next = yield* running(place)
    yield* tell(next, words("three"))
    const telling = tellOver(over(mine), startOf(mine), endOf(mine))
    yield* Effect.all([telling, telling], { concurrency: "unbounded" })
    yield* telling
    const frames = yield* logged(place)
    assert.deepStrictEqual(ends(frames), [
      ["run.start", next.run],
      ["run.start", mine.run],
      ["run.end", mine.run]
    ])
    assert.deepStrictEqual(heardOf(frames, mine), words("one", "two"))
    assert.deepStrictEqual(heardOf(frames, next), words("three"))
  }).pipe(Effect.provide(Memory.layer))
)

it.effect("a run that never began is told of once, though nobody reported so", () =>
  Effect.gen(function* () {
    const { tellOver } = yield* makeRunLog
    const { reap, stop } = yield* RunLeases
    const place = yield* newSession()
    const mine = yield* running(place)
    yield* tell(mine, words("one"))
    const { run } = yield* begun(place)
    yield* stop(place.sessionId, run)
    for (let reaper = 0; reaper < 2; reaper++) {
      yield* TestClock.adjust(leaseTime)
      const { untold } = yield* reap(freshInstance())
      const waiting = untold.find((one) => one.run === run)!
      yield* tellOver(waiting, startOf(waiting), endOf(waiting, waiting.status))
    }
    assert.deepStrictEqual(ends(yield* logged(place)), [
      ["run.start", mine.run],
      ["run.start", run],
      ["run.end", run]
    ])
  }).pipe(Effect.provide(Memory.layer))
)
