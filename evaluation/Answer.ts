import type { LoggedFrame, RunEndStatus } from "@mma-savant/core/conversation/ChatProtocol"
import type { FighterId } from "@mma-savant/core/Identity"
import type { AnswerSource } from "@mma-savant/core/llm/AgentEvent"
import type { ToolTable } from "@mma-savant/core/llm/ToolTable"

/** A call of a tool, as the log tells of it. */
export interface Called {
  readonly name: string
  readonly ok: boolean
  /** Why it gave no rows. */
  readonly message: string | null
}

/** What came of a question, as a client sees it. */
export interface Answer {
  readonly status: typeof RunEndStatus.Type
  /** The code of the error that ended it. */
  readonly error: string | null
  readonly text: string
  readonly tables: ReadonlyArray<ToolTable>
  readonly charts: number
  readonly calls: ReadonlyArray<Called>
  /** Who the user was asked to choose from; null when nothing was asked. */
  readonly asked: ReadonlyArray<FighterId> | null
  readonly source: AnswerSource | null
  readonly milliseconds: number
}

interface Part {
  text: string
  table: ToolTable | null
  chart: boolean
  source: AnswerSource | null
}

const blank = (): Part => ({ text: "", table: null, chart: false, source: null })

/** The answer that the frames of one run tell of; they end with `run.end`. */
export const answerOf = (frames: ReadonlyArray<LoggedFrame>, milliseconds: number): Answer => {
  const parts: Array<Part> = []
  const thoughts = new Set<number>()
  const calls: Array<Called> = []
  let asked: Answer["asked"] = null
  let status: Answer["status"] = "failed"
  let error: string | null = null
  for (const frame of frames) {
    switch (frame.t) {
      case "run.reset":
        parts.length = Math.min(parts.length, frame.d.fromPart)
        break
      case "part.start":
        parts[frame.d.part] = blank()
        if (frame.d.kind === "reasoning") thoughts.add(frame.d.part)
        break
      case "part.delta": {
        const { delta } = frame.d
        const part = parts[frame.d.part] ?? blank()
        parts[frame.d.part] = part
        if (typeof delta === "string") part.text += thoughts.has(frame.d.part) ? "" : delta
        else if (delta.kind === "table") part.table = delta.table
        else if (delta.kind === "chart") part.chart = true
        else if (delta.kind === "source") part.source = delta.source
        break
      }
      case "tool.result":
        calls.push({ name: frame.d.name, ok: frame.d.ok, message: frame.d.message ?? null })
        break
      case "ask":
        asked = frame.d.options.map(({ fighterId }) => fighterId)
        break
      case "run.end":
        status = frame.d.status
        error = frame.d.error?.code ?? null
        break
    }
  }
  const told = parts.filter((part) => part !== undefined)
  return {
    status,
    error,
    text: told.map(({ text }) => text).join(""),
    tables: told.flatMap(({ table }) => (table === null ? [] : [table])),
    charts: told.filter(({ chart }) => chart).length,
    calls,
    asked,
    source: told.findLast(({ source }) => source !== null)?.source ?? null,
    milliseconds
  }
}
