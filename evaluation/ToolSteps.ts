import type { Told } from "@mma-savant/adapters/scripted/ScriptedModel"
import { isTable, records, type ToolTable } from "@mma-savant/core/llm/ToolTable"

/** The last question of a talk, and what the tools gave for it: a list for each step of the model, in the order of calls. */
export interface ToolSteps {
  readonly question: string
  readonly steps: ReadonlyArray<ReadonlyArray<unknown>>
}

const byId = new Intl.Collator("en", { numeric: true })

export const toolSteps = ({ prompt: { content } }: Told): ToolSteps => {
  let question = ""
  let steps: Array<ReadonlyArray<unknown>> = []
  for (const message of content) {
    if (message.role === "user") {
      question = message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n")
      steps = []
    }
    if (message.role === "tool") {
      const results = message.content.flatMap((part) => (part.type === "tool-result" ? [part] : []))
      steps.push(results.sort((a, b) => byId.compare(a.id, b.id)).map(({ result }) => result))
    }
  }
  return { question, steps }
}

export const tableOf = (result: unknown): ToolTable | null => (isTable(result) ? result : null)

/** The rows of a result as objects; none where it is a failure. */
export const rowsOf = (result: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> => {
  const table = tableOf(result)
  return table === null ? [] : records(table)
}
