import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { AnswerDraft } from "../../src/conversation/AnswerDraft.ts"
import { textOf } from "../../src/conversation/ChatMessage.ts"
import type { FrameBody } from "../../src/conversation/ChatProtocol.ts"
import { IsoDate } from "../../src/IsoDate.ts"
import type { AgentEvent } from "../../src/llm/AgentEvent.ts"
import type { Chart } from "../../src/llm/chart/Chart.ts"
import type { ToolTable } from "../../src/llm/ToolTable.ts"
import { table } from "./Table.ts"

const asOf = IsoDate.make("2025-01-18")

const fighters = (rows: number): ToolTable =>
  table(
    ["name"],
    Array.from({ length: rows }, (_, index) => [`Fighter ${index}`]),
    { asOf }
  )

const say = (delta: string): AgentEvent => ({ _tag: "TextDelta", delta })
const called = (name: string): AgentEvent => ({ _tag: "ToolCalled", callId: "c1", name, args: {} })
const looked = (name: string, rows: number): ReadonlyArray<AgentEvent> => [called(name), returned(name, rows)]
const failed = (name: string): AgentEvent => ({
  _tag: "ToolReturned",
  callId: "c1",
  name,
  result: { code: "NOT_FOUND", message: "There is no such event in the data." },
  milliseconds: 1
})
const returned = (name: string, rows: number): AgentEvent => ({
  _tag: "ToolReturned",
  callId: "c1",
  name,
  result: fighters(rows),
  milliseconds: 3
})
const reset: AgentEvent = { _tag: "Reset" }
const finished: AgentEvent = {
  _tag: "Finished",
  status: "completed",
  source: { asOf, sampleOnly: false, tools: ["leaderboard"] },
  usage: { input: 1, output: 2 }
}

const drafted = (...events: ReadonlyArray<AgentEvent>) => {
  const draft = new AnswerDraft()
  return { draft, frames: events.flatMap((event) => draft.take(event)) }
}

/** The parts as a client puts them together from the frames. */
const assembled = (frames: ReadonlyArray<FrameBody>): ReadonlyArray<unknown> => {
  const parts: Array<unknown> = []
  for (const frame of frames) {
    if (frame.t === "run.reset") parts.length = frame.d.fromPart
    if (frame.t !== "part.delta") continue
    const { delta, part } = frame.d
    parts[part] = typeof delta === "string" ? { kind: "text", text: `${textIn(parts[part])}${delta}` } : delta
  }
  return parts
}

const textIn = (part: unknown): string =>
  typeof part === "object" && part !== null && "text" in part ? String(part.text) : ""

it("the deltas of the frames put together are the parts that are stored", () => {
  const { draft, frames } = drafted(
    say("Let me "),
    say("look."),
    called("leaderboard"),
    returned("leaderboard", 3),
    say("Here"),
    say(" it is."),
    finished
  )
  assert.deepStrictEqual(assembled(frames), [...draft.parts])
  assert.deepStrictEqual(
    draft.parts.map(({ kind }) => kind),
    ["text", "text", "table", "source"]
  )
})

it("every part that starts ends, and parts are numbered from 0", () => {
  const { frames } = drafted(say("a"), called("fights"), returned("fights", 5), say("b"), finished)
  const numbers = (t: "part.start" | "part.end") => frames.flatMap((frame) => (frame.t === t ? [frame.d.part] : []))
  assert.deepStrictEqual(numbers("part.start"), [0, 1, 2, 3])
  assert.deepStrictEqual(numbers("part.end"), [0, 1, 2, 3])
})

it("what has been said so far is already a part", () => {
  const { draft } = drafted(say("half an ans"))
  assert.deepStrictEqual(draft.parts, [{ kind: "text", text: "half an ans" }])
  assert.deepStrictEqual(draft.close(), [{ t: "part.end", d: { part: 0 } }])
  assert.deepStrictEqual(draft.close(), [])
  assert.deepStrictEqual(draft.parts, [{ kind: "text", text: "half an ans" }])
})

it.each<readonly [law: string, events: ReadonlyArray<AgentEvent>, tool: string | null]>([
  ["two rows make no table", looked("leaderboard", 2), null],
  ["three rows do", looked("leaderboard", 3), "leaderboard"],
  ["the last table is the answer's", [...looked("leaderboard", 3), ...looked("fights", 4)], "fights"],
  [
    "a smaller answer is not put above the larger one before it",
    [...looked("fights", 9), ...looked("headToHead", 2)],
    null
  ],
  ["a tool that failed answered nothing", [...looked("fights", 4), called("event"), failed("event")], "fights"],
  ["looking names up is no answer", [...looked("fights", 4), ...looked("resolve", 8)], "fights"],
  [
    "nor is it beside a tool that gives facts",
    [called("resolve"), called("fights"), returned("fights", 4), returned("resolve", 8)],
    "fights"
  ],
  ["nor is the state of the data", looked("dataStatus", 3), null],
  [
    "one of several asked at once is not the whole answer",
    [called("rankings"), called("rankings"), returned("rankings", 4), failed("rankings")],
    null
  ],
  [
    "what is asked alone after several is",
    [called("metric"), called("metric"), returned("metric", 4), returned("metric", 4), ...looked("fights", 5)],
    "fights"
  ]
])("the table of an answer: %s", (_, events, tool) => {
  const { draft } = drafted(...events, say("So."), finished)
  const part = draft.parts.find(({ kind }) => kind === "table")
  assert.strictEqual(part?.kind === "table" ? part.tool : null, tool)
})

it("a tool's rows are shown up to twenty, and counted in full", () => {
  const [frame] = new AnswerDraft().take(returned("leaderboard", 25))
  assert.isTrue(frame?.t === "tool.result" && frame.d.rows === 25 && frame.d.preview.length === 20 && frame.d.ok)
})

it("a tool that failed shows its message and no rows", () => {
  const [frame] = new AnswerDraft().take(failed("event"))
  assert.deepStrictEqual(frame, {
    t: "tool.result",
    d: {
      callId: "c1",
      name: "event",
      ok: false,
      rows: 0,
      truncated: false,
      ms: 1,
      columns: [],
      preview: [],
      asOf: null,
      message: "There is no such event in the data."
    }
  })
})

it("what is noticed of the model is told as it is", () => {
  const notice = { kind: "fallback", from: "a/one", to: "b/two" } as const
  assert.deepStrictEqual(new AnswerDraft().take({ _tag: "Noticed", notice }), [{ t: "run.notice", d: notice }])
})

it.each<readonly [law: string, events: ReadonlyArray<AgentEvent>, fromPart: number, texts: ReadonlyArray<string>]>([
  ["an answer that begins anew has no parts", [say("Half an"), reset], 0, []],
  ["a reset before anything is said takes nothing back", [reset], 0, []],
  ["texts on both sides of a call are one step's", [say("a"), called("fights"), say("b"), reset], 0, []],
  ["what came before the tools' answers stands", [say("a"), ...looked("fights", 1), say("b"), reset], 1, ["a"]],
  [
    "so it does when the model spoke on after its calls",
    [say("a"), called("fights"), say("b"), returned("fights", 1), say("c"), reset],
    2,
    ["a", "b"]
  ],
  ["a second reset goes back as far", [say("a"), ...looked("fights", 1), reset, say("b"), reset], 1, ["a"]]
])("a model that begins anew: %s", (_, events, fromPart, texts) => {
  const { draft, frames } = drafted(...events)
  assert.deepStrictEqual(frames.at(-1), { t: "run.reset", d: { fromPart } })
  assert.deepStrictEqual(
    draft.parts.map((part) => (part.kind === "text" ? part.text : part.kind)),
    [...texts]
  )
})

it("calls that were taken back are not among those asked at once", () => {
  const { draft } = drafted(called("rankings"), called("rankings"), reset, ...looked("fights", 3), say("So."), finished)
  assert.deepStrictEqual(
    draft.parts.map(({ kind }) => kind),
    ["text", "table", "source"]
  )
})

const Step = Schema.Struct({
  /** What models that did not get to the end said. */
  dropped: Schema.Array(Schema.Array(Schema.String)),
  said: Schema.Array(Schema.String),
  calls: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 3 })))
})

it.prop(
  "whatever is taken back, clients and the store have the words that count, in order",
  [Schema.Array(Step)],
  ([steps]) => {
    const asked = (calls: number) => Array.from({ length: calls }, () => called("fights"))
    const { draft, frames } = drafted(
      ...steps.flatMap(({ calls, dropped, said }) => [
        ...dropped.flatMap((words) => [...words.map(say), ...asked(calls), ...words.map(say), reset]),
        ...said.map(say),
        ...asked(calls),
        ...Array.from({ length: calls }, () => returned("fights", 1))
      ]),
      finished
    )
    assert.deepStrictEqual(assembled(frames), [...draft.parts])
    assert.strictEqual(textOf({ parts: draft.parts }), steps.flatMap(({ said }) => said).join(""))
  }
)

const board: ToolTable = {
  ...fighters(3),
  columns: ["rank", "name", "value"],
  rows: [
    [1, "Ada Stone", 9],
    [2, "Bea Stone", 7],
    [3, "Cid Vale", 2]
  ],
  unit: "count"
}

/** A call that gave the leaderboard. */
const boarded = (name: string, chart?: Chart): ReadonlyArray<AgentEvent> => [
  { _tag: "ToolCalled", callId: "c7", name, args: { metric: "wins" } },
  {
    _tag: "ToolReturned",
    callId: "c7",
    name,
    result: board,
    milliseconds: 1,
    ...(chart === undefined ? {} : { chart })
  }
]

const own: Chart = {
  callId: "c7",
  spec: { mark: "arc", theta: "value", color: "name" },
  data: { columns: ["name", "value"], rows: [["Ada Stone", 9]], unit: "count" },
  fallback: "Value"
}

it.each<readonly [law: string, question: string, events: ReadonlyArray<AgentEvent>, marks: ReadonlyArray<string>]>([
  ["a leaderboard gets one", "Who has the most wins?", boarded("leaderboard"), ["bar"]],
  ["another table gets one where the question asks for it", "Show me a chart of wins", boarded("sql"), ["bar"]],
  ["and none where it does not", "Who has won what?", boarded("sql"), []],
  ["what a tool has drawn stands alone", "", [...boarded("leaderboard"), ...boarded("chart", own)], ["arc"]],
  ["all that tools have drawn", "", [...boarded("chart", own), ...boarded("chart", own)], ["arc", "arc"]],
  ["without a table there is none", "Compare", [...boarded("leaderboard"), ...looked("fights", 2)], []]
])("the chart of an answer: %s", (_, question, events, marks) => {
  const draft = new AnswerDraft(undefined, question)
  const frames = [...events, say("So."), finished].flatMap((event) => draft.take(event))
  assert.deepStrictEqual(
    draft.parts.flatMap((part) => (part.kind === "chart" ? [part.spec.mark] : [])),
    marks
  )
  assert.deepStrictEqual(assembled(frames), [...draft.parts])
  assert.strictEqual(draft.parts.at(-1)?.kind, "source")
})

it("a chart by rule names the call whose rows it shows, and what was asked for", () => {
  const { draft } = drafted(...boarded("leaderboard"), finished)
  const chart = draft.parts.find(({ kind }) => kind === "chart")
  assert.deepInclude(chart, { kind: "chart", callId: "c7" })
  assert.deepInclude(chart?.kind === "chart" ? chart.spec : {}, { title: "Wins", mark: "bar" })
})
