import { type Abstention, abstentionOf } from "./Abstention.ts"
import type { AnswerSource } from "./AgentEvent.ts"
import { untraced } from "./Grounding.ts"
import { isTable, type ToolFailure, type ToolTable } from "./ToolTable.ts"

/** What the tools found for one question, and what was said of it. */
export class Findings {
  private readonly calls: Array<{ readonly name: string; readonly result: ToolTable | ToolFailure }> = []
  private readonly texts: ReadonlyArray<string>
  private answer = ""

  /** `texts` are what was told besides: the questions, and the present. */
  constructor(texts: ReadonlyArray<string>) {
    this.texts = texts
  }

  found(name: string, result: ToolTable | ToolFailure): void {
    this.calls.push({ name, result })
  }

  said(text: string): void {
    this.answer += text
  }

  get isEmpty(): boolean {
    return this.tables.length === 0
  }

  get source(): AnswerSource {
    const last = this.tables.at(-1)
    const abstention: Abstention | null = abstentionOf(this.calls)
    const numbers = untraced(this.answer, { tables: this.tables, texts: this.texts })
    return {
      asOf: last?.asOf ?? null,
      sampleOnly: last?.sampleOnly ?? false,
      tools: [...new Set(this.calls.flatMap(({ name, result }) => (isTable(result) ? [name] : [])))],
      ...(abstention === null ? {} : { abstention }),
      ...(numbers.length === 0 ? {} : { untraced: numbers })
    }
  }

  private get tables(): ReadonlyArray<ToolTable> {
    return this.calls.flatMap(({ result }) => (isTable(result) ? [result] : []))
  }
}
