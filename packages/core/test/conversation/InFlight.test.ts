import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { everyPart } from "../../contract/Talk.ts"
import { AnswerDraft } from "../../src/conversation/AnswerDraft.ts"
import { MessageId, RunId } from "../../src/conversation/ChatMessage.ts"
import type { FrameBody } from "../../src/conversation/ChatProtocol.ts"
import { type AnswerInFlight, withFrame } from "../../src/conversation/InFlight.ts"
import { AskId } from "../../src/conversation/Inquiry.ts"
import type { AgentEvent } from "../../src/llm/AgentEvent.ts"
import { isTable } from "../../src/llm/ToolTable.ts"

const run = RunId.make(`r_${crypto.randomUUID()}`)
const [messageId, parentId] = [MessageId.make(crypto.randomUUID()), MessageId.make(crypto.randomUUID())]
const start: FrameBody = { t: "run.start", run, d: { run, messageId, parentId, provider: "test", model: "test-1" } }

const tables = everyPart.flatMap((part) => (part.kind === "table" && isTable(part.table) ? [part.table] : []))

/** Everything that an agent may do, in any order. */
const events: ReadonlyArray<AgentEvent> = [
  { _tag: "TextDelta", delta: "Jim " },
  { _tag: "TextDelta", delta: "밀러" },
  { _tag: "ReasoningDelta", delta: "hm" },
  { _tag: "Reset" },
  { _tag: "Noticed", notice: { kind: "cache_hit" } },
  { _tag: "ToolCalled", callId: "c", name: "metric", args: {} },
  { _tag: "ToolReturned", callId: "c", name: "metric", result: tables[0]!, milliseconds: 1 },
  { _tag: "ToolReturned", callId: "c", name: "metric", result: { code: "NOT_FOUND", message: "no" }, milliseconds: 1 },
  {
    _tag: "Finished",
    status: "completed",
    source: { asOf: null, sampleOnly: true, tools: [] },
    usage: { input: null, output: null }
  }
]

const told = (frames: ReadonlyArray<FrameBody>): AnswerInFlight | null =>
  frames.reduce<AnswerInFlight | null>((answer, frame) => withFrame(answer, { ...frame, run }), withFrame(null, start))

const steps = Schema.Array(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: events.length - 1 }))))

describe("an answer in flight", () => {
  it.prop("the frames of an answer, put together, are the parts that will be stored", { steps }, ({ steps }) => {
    const draft = new AnswerDraft()
    const frames = steps.flatMap((step) => draft.take(events[step]!))
    assert.deepStrictEqual(told(frames)?.parts, draft.parts)
  })

  it.prop("so are the frames of the whole of it, told anew after any of them", { steps }, ({ steps }) => {
    const draft = new AnswerDraft()
    const frames = steps.flatMap((step) => draft.take(events[step]!))
    const reset: FrameBody = { t: "run.reset", d: { fromPart: 0 } }
    assert.deepStrictEqual(told([...frames.slice(0, 3), reset, ...draft.whole])?.parts, draft.parts)
  })

  it("it begins with the start of its run, and is over with the end", () => {
    const end: FrameBody = { t: "run.end", run, d: { status: "completed", messageId } }
    const words: FrameBody = { t: "part.start", run, d: { part: 0, kind: "text" } }
    assert.isNull(withFrame(null, words))
    assert.isNull(withFrame(withFrame(null, start), end))
  })

  it("what is asked back is asked until the call that asks has its result, or the run ends", () => {
    const result = (callId: string): FrameBody => {
      const facts = { rows: 0, truncated: false, ms: 1, columns: [], preview: [], asOf: null }
      return { t: "tool.result", run, d: { callId, name: "askUser", ok: false, ...facts } }
    }
    const open = { askId: AskId.make(crypto.randomUUID()), kind: "disambiguate" as const, options: [], callId: "b" }
    const asking = [start, { t: "ask", run, d: open } as const].reduce<AnswerInFlight | null>(withFrame, null)
    assert.deepStrictEqual(asking?.ask, open)
    assert.deepStrictEqual(withFrame(asking, result("a"))?.ask, open)
    assert.isNull(withFrame(asking, result("b"))?.ask)
    const next = { ...open, callId: "c" }
    const asked = [{ t: "ask", run, d: next } as const, result("b")].reduce<AnswerInFlight | null>(withFrame, asking)
    assert.deepStrictEqual(asked?.ask, next)
    assert.isNull(withFrame(asked, { t: "run.end", run, d: { status: "completed", messageId } }))
  })

  it("frames of other runs do not touch it", () => {
    const answer = withFrame(null, start)
    const other = RunId.make(`r_${crypto.randomUUID()}`)
    assert.strictEqual(withFrame(answer, { t: "part.start", run: other, d: { part: 0, kind: "text" } }), answer)
    assert.strictEqual(withFrame(answer, { t: "run.end", run: other, d: { status: "failed", messageId } }), answer)
  })
})
