import { Effect, Option, Semaphore, Stream } from "effect"
import { AiError, type Toolkit } from "effect/ai"
import type { Chart } from "./chart/Chart.ts"
import { ChartDesk, type GivenTable } from "./chart/ChartDesk.ts"
import type { SavantTools } from "./SavantTools.ts"
import { badCall } from "./ToolAnswer.ts"
import { isFailure, isTable, type ToolFailure, type ToolTable } from "./ToolTable.ts"

type Tools = typeof SavantTools.tools

/** A call as a model put it: neither its name nor its arguments need fit any tool. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly params: unknown
}

/** How often a model may be told the same failure before it has to answer. */
const mostEqualFailures = 3

/** Letters of a provider's or a schema's words that are told on. */
const mostLetters = 500

export const wrongCall = (words: string): ToolFailure => badCall(words.slice(0, mostLetters))

/** One text for one call, however its arguments are ordered. */
const keyOf = ({ name, params }: ToolCall): string =>
  JSON.stringify([
    name,
    typeof params === "object" && params !== null && !Array.isArray(params)
      ? Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))
      : params
  ])

/** The tools at the service of one question, for as long as it is being answered. */
export class ToolRun {
  private readonly toolkit: Toolkit.WithHandler<Tools>
  private readonly answers = new Map<string, Effect.Effect<ToolTable | ToolFailure, AiError.AiError>>()
  private readonly failures = new Map<string, number>()
  private readonly asking = Semaphore.makeUnsafe(1)
  private readonly tables: Array<GivenTable> = []
  private readonly charts = new Map<string, Chart>()
  /** What was said when the user did not answer. */
  private unanswered: ToolFailure | null = null

  constructor(toolkit: Toolkit.WithHandler<Tools>) {
    this.toolkit = toolkit
  }

  /** The same failure again and again: another call will not help. */
  get stuck(): boolean {
    return Math.max(0, ...this.failures.values()) >= mostEqualFailures
  }

  /** The chart that a call has drawn. */
  chartOf({ id }: Pick<ToolCall, "id">): Chart | undefined {
    return this.charts.get(id)
  }

  /** What the tool says. The same call gets the first answer again, unless the data could not be reached. */
  answer(call: ToolCall): Effect.Effect<ToolTable | ToolFailure, AiError.AiError> {
    return Effect.gen({ self: this }, function* () {
      const key = keyOf(call)
      const handled = call.name === "askUser" ? this.ask(call) : this.handle(call)
      const known = this.answers.get(key) ?? (yield* Effect.cached(handled))
      this.answers.set(key, known)
      const answer = yield* known
      if (isFailure(answer)) {
        if (answer.code === "DATA_UNAVAILABLE") this.answers.delete(key)
        const failure = JSON.stringify([call.name, answer])
        this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1)
      }
      return answer
    })
  }

  /** The user is asked one thing at a time, and nothing more after leaving one thing unanswered. */
  private ask(call: ToolCall): Effect.Effect<ToolTable | ToolFailure, AiError.AiError> {
    return Effect.gen({ self: this }, function* () {
      if (this.unanswered !== null) return this.unanswered
      const answer = yield* this.handle(call)
      if (isFailure(answer) && answer.code === "NOT_ANSWERED") this.unanswered = answer
      return answer
    }).pipe(this.asking.withPermit)
  }

  private isTool(name: string): name is keyof Tools {
    return Object.hasOwn(this.toolkit.tools, name)
  }

  private handle({ id, name, params }: ToolCall): Effect.Effect<ToolTable | ToolFailure, AiError.AiError> {
    if (!this.isTool(name)) {
      const tools = Object.keys(this.toolkit.tools).join(", ")
      return Effect.succeed(wrongCall(`There is no tool called "${name.slice(0, 50)}". The tools are ${tools}.`))
    }
    const draw = (chart: Chart) => void this.charts.set(id, chart)
    // The tool decodes its arguments itself; they are whatever the model wrote.
    return this.toolkit.handle(name, params as never, id).pipe(
      Effect.flatMap(Stream.runLast),
      Effect.map((last) => {
        const { result } = Option.getOrThrow(last)
        if (isTable(result) && name !== "chart") this.tables.push({ callId: id, tool: name, table: result })
        if (isTable(result) || isFailure(result)) return result
        const why = AiError.isAiError(result) ? result.reason.message : ""
        return wrongCall(`The tool could not be called that way. ${why}`.trim())
      }),
      Effect.provideService(ChartDesk, { tables: () => this.tables, draw })
    )
  }
}
