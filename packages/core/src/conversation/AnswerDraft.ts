import { type AgentEvent, isTable } from "../llm/AgentEvent.ts"
import type { ToolTable } from "../llm/ToolTable.ts"
import type { MessagePart } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"

/** Rows of a tool's answer that clients are shown at once. */
const previewRows = 20

/** Rows from which an answer is also given as a table. */
const tableRows = 3

/** Whole facts about one thing, found on the way to the answer; not what was asked for. */
const lookups: ReadonlySet<string> = new Set(["resolve", "dataStatus"])

/**
 * An answer in the making: takes what the agent does, gives the frames that tell of it, and holds the parts that will
 * be stored. The deltas of a part, put together, are the part.
 */
export class AnswerDraft {
  private readonly written: Array<MessagePart> = []
  private text: string | null = null
  private table: { readonly tool: string; readonly table: ToolTable } | null = null

  /** Everything said so far. */
  get parts(): ReadonlyArray<MessagePart> {
    return this.text === null ? this.written : [...this.written, { kind: "text", text: this.text }]
  }

  take(event: AgentEvent): ReadonlyArray<FrameBody> {
    switch (event._tag) {
      case "TextDelta":
        return this.speak(event.delta)
      case "ToolCalled":
        return [...this.endText(), { t: "tool.call", d: { callId: event.callId, name: event.name, args: event.args } }]
      case "ToolReturned":
        return [this.returned(event)]
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
    if (!isTable(result)) {
      const nothing = { rows: 0, truncated: false, columns: [], preview: [], asOf: null }
      return { t: "tool.result", d: { callId, name, ok: false, ms, ...nothing, message: result.message } }
    }
    if (!lookups.has(name) && result.rows.length >= tableRows) this.table = { tool: name, table: result }
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
