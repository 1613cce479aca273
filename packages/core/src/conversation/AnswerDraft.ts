import type { AgentEvent } from "../llm/AgentEvent.ts"
import type { SavantTools } from "../llm/SavantTools.ts"
import { isTable, type ToolTable, tableRows } from "../llm/ToolTable.ts"
import type { MessagePart } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"

/** Rows of a tool's answer that clients are shown at once. */
const previewRows = 20

/** Tools that are asked on the way: what they give is not what the question was about. */
const lookups: ReadonlySet<string> = new Set(["resolve", "dataStatus"] satisfies ReadonlyArray<
  keyof typeof SavantTools.tools
>)

/**
 * An answer in the making: takes what the agent does, gives the frames that tell of it, and holds the parts that will
 * be stored. The deltas of a part, put together, are the part.
 */
export class AnswerDraft {
  private readonly written: Array<MessagePart> = []
  private text: string | null = null
  /** The parts that no reset takes back: those of before the model was last told what its tools found. */
  private settled = 0
  /** Tools asked for facts at once, and whether any tool has answered since. */
  private together = 0
  private answered = false
  /** What the last tool asked for facts gave, when that is a table's worth and the whole of what was asked at once. */
  private table: { readonly tool: string; readonly table: ToolTable } | null = null

  /** Everything said so far. */
  get parts(): ReadonlyArray<MessagePart> {
    return this.text === null ? this.written : [...this.written, { kind: "text", text: this.text }]
  }

  take(event: AgentEvent): ReadonlyArray<FrameBody> {
    switch (event._tag) {
      case "Noticed":
        return [{ t: "run.notice", d: event.notice }]
      case "Reset":
        return [this.reset()]
      case "TextDelta":
        return this.speak(event.delta)
      case "ToolCalled":
        this.count(event.name)
        return [...this.endText(), { t: "tool.call", d: { callId: event.callId, name: event.name, args: event.args } }]
      case "ToolReturned":
        return [...this.endText(), this.returned(event)]
      case "Finished":
        return [
          ...this.endText(),
          ...(this.table === null ? [] : this.whole({ kind: "table", ...this.table })),
          ...this.whole({ kind: "source", source: event.source }),
          { t: "usage", d: event.usage }
        ]
    }
  }

  /** Ends the text that is open, if any: what to say when an answer breaks off. */
  endText(): ReadonlyArray<FrameBody> {
    if (this.text === null) return []
    this.written.push({ kind: "text", text: this.text })
    this.text = null
    return [{ t: "part.end", d: { part: this.written.length - 1 } }]
  }

  private reset(): FrameBody {
    this.text = null
    this.written.length = this.settled
    this.together = 0
    return { t: "run.reset", d: { fromPart: this.settled } }
  }

  private count(tool: string) {
    if (this.answered) this.together = 0
    this.answered = false
    if (!lookups.has(tool)) this.together += 1
  }

  private speak(delta: string): ReadonlyArray<FrameBody> {
    const part = this.written.length
    const start: ReadonlyArray<FrameBody> = this.text === null ? [{ t: "part.start", d: { part, kind: "text" } }] : []
    this.text = (this.text ?? "") + delta
    return [...start, { t: "part.delta", d: { part, delta } }]
  }

  private whole(delta: MessagePart): ReadonlyArray<FrameBody> {
    if (delta.kind === "text") return this.speak(delta.text)
    const part = this.written.push(delta) - 1
    return [
      { t: "part.start", d: { part, kind: delta.kind } },
      { t: "part.delta", d: { part, delta } },
      { t: "part.end", d: { part } }
    ]
  }

  private returned({
    callId,
    milliseconds: ms,
    name,
    result
  }: Extract<AgentEvent, { _tag: "ToolReturned" }>): FrameBody {
    this.answered = true
    this.settled = this.written.length
    if (!isTable(result)) {
      const nothing = { rows: 0, truncated: false, columns: [], preview: [], asOf: null }
      return { t: "tool.result", d: { callId, name, ok: false, ms, ...nothing, message: result.message } }
    }
    if (!lookups.has(name)) {
      this.table = this.together === 1 && result.rows.length >= tableRows ? { tool: name, table: result } : null
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
        asOf
      }
    }
  }
}
