import { Clock, Context, Effect, Layer, Stream } from "effect"
import { type AiError, LanguageModel, Model, Prompt, type Response } from "effect/ai"
import { today } from "../IsoDate.ts"
import { type AgentEvent, type AnswerSource, type AnswerStatus, isFailure, isTable } from "./AgentEvent.ts"
import { presentPrompt, systemPrompt } from "./Prompts.ts"
import { SavantTools } from "./SavantTools.ts"
import type { ToolFailure, ToolTable } from "./ToolTable.ts"

/** Calls of the model for one question; the last of them must answer without tools. */
const maxSteps = 8

/** Tools that run at once. */
const toolConcurrency = 4

type Part = Response.StreamPart<typeof SavantTools.tools, "opaque">

interface Run {
  readonly tools: Set<string>
  table: ToolTable | null
  input: number | null
  output: number | null
  readonly started: Map<string, number>
}

const endings: Partial<Record<Response.FinishReason, AnswerStatus>> = { length: "length", "content-filter": "refused" }

/** The model called a tool wrongly; it has been told, and may try again. */
const broken: ToolFailure = { code: "NOT_FOUND", message: "The tool could not be called that way." }

const plus = (a: number | null, b: number | undefined): number | null => (b === undefined ? a : (a ?? 0) + b)

/** Answers questions: lets a language model look facts up with {@link SavantTools} and present them. */
export class MmaAgent extends Context.Service<
  MmaAgent,
  {
    /** Which model answers. */
    readonly model: { readonly provider: string; readonly model: string }
    /**
     * Answers the last message of `talk`, which is the user's. Text arrives as the model speaks. Interrupting the stream
     * stops the model. At most 8 calls of the model; when they are used up the answer is what is known by then, with the
     * status `tool_limit`.
     */
    readonly processQuery: (talk: Prompt.Prompt) => Stream.Stream<AgentEvent, AiError.AiError>
  }
>()("@mma-savant/core/llm/MmaAgent") {
  static readonly layer = Layer.effect(
    MmaAgent,
    Effect.gen(function* () {
      const model = yield* LanguageModel.LanguageModel
      const toolkit = yield* SavantTools
      const provider = yield* Model.ProviderName
      const modelName = yield* Model.ModelName

      const source = (run: Run): AnswerSource => ({
        asOf: run.table?.asOf ?? null,
        sampleOnly: run.table?.sampleOnly ?? false,
        tools: [...run.tools]
      })

      const events = (run: Run, part: Part, now: number): ReadonlyArray<AgentEvent> => {
        switch (part.type) {
          case "text-delta":
            return [{ _tag: "TextDelta", delta: part.delta }]
          case "tool-call":
            run.started.set(part.id, now)
            return [{ _tag: "ToolCalled", callId: part.id, name: part.name, args: part.params }]
          case "tool-result": {
            const { id: callId, name, result } = part
            run.tools.add(name)
            if (isTable(result)) run.table = result
            const known = isTable(result) || isFailure(result) ? result : broken
            return [
              {
                _tag: "ToolReturned",
                callId,
                name,
                result: known,
                milliseconds: now - (run.started.get(callId) ?? now)
              }
            ]
          }
          case "finish":
            run.input = plus(run.input, part.usage.inputTokens.total)
            run.output = plus(run.output, part.usage.outputTokens.total)
            return []
          default:
            return []
        }
      }

      const finished = (run: Run, status: AnswerStatus): Stream.Stream<AgentEvent> =>
        Stream.succeed({
          _tag: "Finished",
          status,
          source: source(run),
          usage: { input: run.input, output: run.output }
        })

      const step = (run: Run, prompt: Prompt.Prompt, number: number): Stream.Stream<AgentEvent, AiError.AiError> =>
        Stream.suspend(() => {
          const parts: Array<Part> = []
          const last = number === maxSteps
          const spoken = model
            .streamText({
              prompt,
              toolkit,
              concurrency: toolConcurrency,
              ...(last ? { toolChoice: "none" as const } : {})
            })
            .pipe(
              Stream.tap((part) => Effect.sync(() => parts.push(part))),
              Stream.mapEffect((part) => Effect.map(Clock.currentTimeMillis, (now) => events(run, part, now))),
              Stream.flattenIterable
            )
          const next = Stream.suspend(() => {
            const called = parts.some((part) => part.type === "tool-call")
            if (called && !last) return step(run, Prompt.concat(prompt, Prompt.fromResponseParts(parts)), number + 1)
            const reason = parts.findLast((part) => part.type === "finish")?.reason
            return finished(run, last ? "tool_limit" : ((reason && endings[reason]) ?? "completed"))
          })
          return Stream.concat(spoken, next)
        })

      return MmaAgent.of({
        model: { provider, model: modelName },
        processQuery: (talk) =>
          Stream.unwrap(
            Effect.map(today, (day) =>
              step(
                { tools: new Set(), table: null, input: null, output: null, started: new Map() },
                Prompt.concat(
                  Prompt.make([
                    { role: "system", content: systemPrompt },
                    { role: "system", content: presentPrompt(day) }
                  ]),
                  talk
                ),
                1
              )
            )
          )
      })
    })
  )
}
