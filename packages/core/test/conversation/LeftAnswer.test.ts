import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { begun, messagesOf, newSession, turnEnd } from "../../contract/Talk.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import type { EndedStatus, MessagePart } from "../../src/conversation/ChatMessage.ts"
import type { FrameBody } from "../../src/conversation/ChatProtocol.ts"
import { type AnswerInFlight, partFrames, withFrame } from "../../src/conversation/InFlight.ts"
import { TurnRepository } from "../../src/conversation/TurnRepository.ts"
import { scriptedSpeaker } from "../llm/ScriptedCalls.ts"
import { program, untilEnd } from "./Talking.ts"

const words = (...texts: ReadonlyArray<string>): ReadonlyArray<MessagePart> =>
  texts.map((text) => ({ kind: "text", text }))

interface Left {
  /** What the log was told; null where it has lost even the beginning. */
  readonly heard: ReadonlyArray<MessagePart> | null
  /** What the record was, and how it ended there if it did. */
  readonly kept: ReadonlyArray<MessagePart>
  readonly status: EndedStatus | null
  /** What both come to. */
  readonly parts: ReadonlyArray<MessagePart>
}

it.effect.each<Left>([
  { heard: words("one", "tw"), kept: words("one"), status: null, parts: words("one", "tw") },
  { heard: [], kept: words("one"), status: null, parts: words("one") },
  { heard: null, kept: words("one"), status: null, parts: words("one") },
  { heard: words("on"), kept: words("one", "two"), status: "completed", parts: words("one", "two") },
  { heard: words("one", "two"), kept: words("one"), status: "failed", parts: words("one") },
  { heard: null, kept: words("one", "two"), status: "completed", parts: words("one", "two") },
  { heard: words("one"), kept: words("one"), status: "cancelled", parts: words("one") }
])("an answer that its program left is the same in the record and in the log (%#)", ({ heard, kept, parts, status }) =>
  Effect.gen(function* () {
    const stores = yield* Layer.build(Memory.layer)
    const { answer, told } = yield* Effect.gen(function* () {
      const [log, turns] = [yield* ChatLog, yield* TurnRepository]
      const session = yield* newSession()
      const { answerId, owned, questionId, run } = yield* begun(session)
      const d = { run, messageId: answerId, parentId: questionId, provider: "test", model: "test-1" }
      const frames: ReadonlyArray<FrameBody> = [{ t: "run.start", run, d }, ...partFrames(heard ?? [])]
      const pen = { run, number: owned!.number }
      if (heard !== null)
        yield* log.append(
          session.sessionId,
          frames.map((frame) => ({ ...frame, run })),
          pen
        )
      yield* turns.checkpoint(answerId, kept)
      if (status !== null) yield* turns.finish(turnEnd(answerId, { parts: kept, status }))
      const there = yield* Layer.build(program(scriptedSpeaker([]), Layer.succeedContext(stores)))
      const ending = yield* Effect.forkChild(Effect.provideContext(untilEnd(session.sessionId), there))
      yield* TestClock.adjust("30 seconds")
      const told = yield* Fiber.join(ending)
      return { told, answer: (yield* messagesOf(session)).at(-1)! }
    }).pipe(Effect.provideContext(stores))
    const ends = told.filter(({ t }) => t === "run.start" || t === "run.end")
    assert.deepStrictEqual(
      ends.map(({ t }) => t),
      ["run.start", "run.end"]
    )
    assert.deepInclude(told.at(-1)?.d, { status: status ?? "interrupted" })
    const heardInAll = told.slice(0, -1).reduce<AnswerInFlight | null>(withFrame, null)
    assert.deepStrictEqual([answer.parts, answer.status], [parts, status ?? "interrupted"])
    assert.deepStrictEqual(heardInAll?.parts, parts)
  }).pipe(Effect.scoped)
)
