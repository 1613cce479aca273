import { Option, Schema } from "effect"
import type { AgentEvent } from "../llm/AgentEvent.ts"
import type { Chart } from "../llm/chart/Chart.ts"
import { chartByRule, type Tabled } from "../llm/chart/ChartRule.ts"
import type { SavantTools } from "../llm/SavantTools.ts"
import { noSlots, type Slots, slotsOf, type ToolLookup } from "../llm/Slots.ts"
import { isTable, type ToolTable, tableRows } from "../llm/ToolTable.ts"
import type { MessagePart } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"
import { partFrames } from "./InFlight.ts"

/** Rows of a tool's answer that clients are shown at once. */
const previewRows = 20

/** Tools that are asked on the way: what they give is not what the question was about. */
const lookups: ReadonlySet<string> = new Set([
  "resolve",
  "askUser",
  "dataStatus",
  "abstain",
  "chart"
] satisfies ReadonlyArray<keyof typeof SavantTools.tools>)

const sqlTool = "sql" satisfies keyof typeof SavantTools.tools

const asked = Schema.decodeUnknownOption(Schema.Struct({ query: Schema.String }))

type Spoken = Extract<MessagePart, { readonly text: string }>

/**
 * An answer in the making: takes what the agent does, gives the frames that tell of it, and holds the parts that will
 * be stored. The deltas of a part, put together, are the part.
 */
export class AnswerDraft {
  private readonly before: Slots
  private readonly question: string
  /** In the order in which they were called; without a result as long as there is none. */
  private readonly calls: Array<{
    readonly callId: string
    readonly name: string
    readonly args: unknown
    result?: ToolTable
  }> = []
  private readonly written: Array<MessagePart> = []
  private open: Spoken | null = null
  /** The parts that no reset takes back: those of before the model was last told what its tools found. */
  private settled = 0
  /** Tools asked for facts at once, and whether any tool has answered since. */
  private together = 0
  private answered = false
  /** What the last tool asked for facts gave, when that is a table's worth and the whole of what was asked at once. */
  private table: Tabled | null = null
  /** What tools have drawn. */
  private readonly charts: Array<Chart> = []

  /** `before` is what the talk had come to speak of. */
  constructor(before: Slots = noSlots, question = "") {
    this.before = before
    this.question = question
  }

  /** Everything said so far. */
  get parts(): ReadonlyArray<MessagePart> {
    return this.open === null ? this.written : [...this.written, this.open]
  }

  /** Everything said so far, as frames. */
  get whole(): ReadonlyArray<FrameBody> {
    return partFrames(this.parts, this.open !== null)
  }

  take(event: AgentEvent): ReadonlyArray<FrameBody> {
    switch (event._tag) {
      case "Noticed":
        return [{ t: "run.notice", d: event.notice }]
      case "Reset":
        return [this.reset()]
      case "TextDelta":
        return this.speak("text", event.delta)
      case "ReasoningDelta":
        return this.speak("reasoning", event.delta)
      case "ToolCalled":
        this.count(event.name)
        this.calls.push({ callId: event.callId, name: event.name, args: event.args })
        return [...this.close(), { t: "tool.call", d: { callId: event.callId, name: event.name, args: event.args } }]
      case "ToolReturned":
        return [...this.close(), this.returned(event)]
      case "Finished":
        return [
          ...this.close(),
          ...(this.table === null ? [] : this.give({ kind: "table", tool: this.table.tool, table: this.table.table })),
          ...this.drawn.flatMap((chart) => this.give({ kind: "chart", ...chart })),
          ...this.give({ kind: "source", source: { ...event.source, slots: slotsOf(this.lookups, this.before) } })
        ]
    }
  }

  /** Ends the part that is open, if any: what to say when an answer breaks off. */
  close(): ReadonlyArray<FrameBody> {
    if (this.open === null) return []
    this.written.push(this.open)
    this.open = null
    return [{ t: "part.end", d: { part: this.written.length - 1 } }]
  }

  /** What tools have drawn, or what goes with the table by rule. */
  private get drawn(): ReadonlyArray<Chart> {
    if (this.charts.length > 0 || this.table === null) return this.charts
    const chart = chartByRule(this.question, this.table)
    return chart === null ? [] : [chart]
  }

  private get lookups(): ReadonlyArray<ToolLookup> {
    return this.calls.flatMap(({ args, name, result }) => (result === undefined ? [] : [{ args, name, result }]))
  }

  private reset(): FrameBody {
    this.open = null
    this.written.length = this.settled
    this.together = 0
    return { t: "run.reset", d: { fromPart: this.settled } }
  }

  private speak(kind: Spoken["kind"], delta: string): ReadonlyArray<FrameBody> {
    const before = this.open?.kind === kind ? [] : this.close()
    const part = this.written.length
    const start: ReadonlyArray<FrameBody> = this.open === null ? [{ t: "part.start", d: { part, kind } }] : []
    this.open = { kind, text: (this.open?.text ?? "") + delta }
    return [...before, ...start, { t: "part.delta", d: { part, delta } }]
  }

  private give(delta: MessagePart): ReadonlyArray<FrameBody> {
    const part = this.written.push(delta) - 1
    return [
      { t: "part.start", d: { part, kind: delta.kind } },
      { t: "part.delta", d: { part, delta } },
      { t: "part.end", d: { part } }
    ]
  }

  private count(tool: string) {
    if (this.answered) this.together = 0
    this.answered = false
    if (!lookups.has(tool)) this.together += 1
  }

  private returned({
    callId,
    chart,
    milliseconds: ms,
    name,
    result
  }: Extract<AgentEvent, { _tag: "ToolReturned" }>): FrameBody {
    this.answered = true
    this.settled = this.written.length
    if (chart !== undefined) this.charts.push(chart)
    const call = this.calls.findLast((made) => made.callId === callId)
    const sql = name === sqlTool ? Option.map(asked(call?.args), ({ query }) => ({ sql: query })) : Option.none()
    const shown = Option.getOrElse(sql, () => ({}))
    if (!isTable(result)) {
      const nothing = { rows: 0, truncated: false, columns: [], preview: [], asOf: null }
      return { t: "tool.result", d: { callId, name, ok: false, ms, ...nothing, ...shown, message: result.message } }
    }
    if (call !== undefined) call.result = result
    if (!lookups.has(name)) {
      this.table =
        this.together === 1 && result.rows.length >= tableRows
          ? { callId, tool: name, args: call?.args, table: result }
          : null
    }
    const { asOf, columns, rows, truncated } = result
    return {
      t: "tool.result",
      d: {
        callId,
        name,
        ok: true,
        rows: rows.length,
        truncated,
        ms,
        columns,
        preview: rows.slice(0, previewRows),
        asOf,
        ...shown
      }
    }
  }
}
