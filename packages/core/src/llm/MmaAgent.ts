import { Context, Duration, Effect, Layer, Option, Stream } from "effect"
import { type AiError, type LanguageModel, Prompt, type Response } from "effect/ai"
import { today } from "../IsoDate.ts"
import { type AgentContext, noContext } from "./AgentContext.ts"
import type { AgentEvent, AnswerStatus } from "./AgentEvent.ts"
import { AnsweringModels } from "./AnsweringModels.ts"
import { Findings } from "./Findings.ts"
import { ModelTurn, mute } from "./ModelTurn.ts"
import { contextPrompt, languageOf, presentPrompt, systemPrompt } from "./Prompts.ts"
import { SavantTools } from "./SavantTools.ts"
import { type ToolCall, ToolRun, wrongCall } from "./ToolRun.ts"

/** Calls of the model for one question; the last of them must answer without tools. */
const maxSteps = 8

/** Tools that run at once. */
const toolConcurrency = 4

export interface QueryOptions {
  /** The name of one of {@link AnsweringModels}. */
  readonly choice?: string | null
  /** What is known besides the talk; changed by `updateAgentContext`. */
  readonly context?: AgentContext
}

interface Run {
  readonly model: LanguageModel.LanguageModel
  readonly desk: ToolRun
  readonly findings: Findings
  input: number | null
  output: number | null
}

const endings: Partial<Record<Response.FinishReason, AnswerStatus>> = { length: "length", "content-filter": "refused" }

/** Endings after which a call may lack a part of its arguments. */
const cutOff: ReadonlySet<Response.FinishReason> = new Set(["length", "content-filter"])

const questionsOf = ({ content }: Prompt.Prompt): ReadonlyArray<string> =>
  content.flatMap((message) =>
    message.role === "user" ? [message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n")] : []
  )

const plus = (a: number | null, b: number | undefined): number | null => (b === undefined ? a : (a ?? 0) + b)

/** Answers questions: lets a language model look facts up with {@link SavantTools} and present them. */
export class MmaAgent extends Context.Service<
  MmaAgent,
  {
    /**
     * Answers the last message of `talk`, which is the user's: by the one of {@link AnsweringModels} that has the chosen
     * name, or the usual one where that is null or not offered any more. Text and thought arrive as the model speaks, and
     * so does what is signalled of it; what a reset takes back is no part of the answer. Interrupting the stream stops the
     * model and the tools; a model that just stops, or ends without a word or a table, fails it. A model that calls a tool
     * wrongly, or one that does not exist, is told so and goes on. Which fighter is meant is asked by the `Inquirer`, and
     * the answer waits for it. At most 8 calls of the model; when they are used up, or the same tool has failed alike
     * three times, the answer is what is known by then, with the status `tool_limit`. The source at the end names the
     * numbers of the answer that no tool gave.
     */
    readonly processQuery: (talk: Prompt.Prompt, options?: QueryOptions) => Stream.Stream<AgentEvent, AiError.AiError>
  }
>()("@mma-savant/core/llm/MmaAgent") {
  static readonly layer = Layer.effect(
    MmaAgent,
    Effect.gen(function* () {
      const models = yield* AnsweringModels
      const toolkit = yield* SavantTools

      const answered = Effect.fnUntraced(function* (run: Run, call: ToolCall, refusal: string | null) {
        const [took, result] = yield* Effect.timed(
          refusal === null ? run.desk.answer(call) : Effect.succeed(wrongCall(refusal))
        )
        run.findings.found(call.name, result)
        const chart = run.desk.chartOf(call)
        const milliseconds = Math.round(Duration.toMillis(took))
        return { result, milliseconds, ...(chart === undefined ? {} : { chart }) }
      })

      const finished = (run: Run, status: AnswerStatus): Stream.Stream<AgentEvent> =>
        Stream.succeed({
          _tag: "Finished",
          status,
          source: run.findings.source,
          usage: { input: run.input, output: run.output }
        })

      const step = (run: Run, prompt: Prompt.Prompt, number: number): Stream.Stream<AgentEvent, AiError.AiError> =>
        Stream.suspend(() => {
          const last = number === maxSteps || run.desk.stuck
          const turn = new ModelTurn(prompt)
          const tools = Stream.suspend(() => {
            const { finish } = turn
            run.findings.said(turn.text)
            run.input = plus(run.input, finish?.usage.inputTokens.total)
            run.output = plus(run.output, finish?.usage.outputTokens.total)
            const cut = finish !== undefined && cutOff.has(finish.reason)
            const refusal = last ? "No more tools for this question." : cut ? "The call was cut off." : null
            return Stream.fromIterable(turn.calls).pipe(
              Stream.mapEffect(
                (call) =>
                  Effect.map(answered(run, call, refusal), (returned): AgentEvent => {
                    turn.answer(call, returned.result)
                    return { _tag: "ToolReturned", callId: call.id, name: call.name, ...returned }
                  }),
                { concurrency: toolConcurrency, unordered: true }
              )
            )
          })
          const next = Stream.suspend(() => {
            if (turn.calls.length > 0 && !last) return step(run, turn.talk, number + 1)
            const ending = turn.finish && endings[turn.finish.reason]
            if (!last && ending === undefined && turn.isMute && run.findings.isEmpty) return Stream.fail(mute)
            return finished(run, last ? "tool_limit" : (ending ?? "completed"))
          })
          return turn.spoken(run.model, toolkit, last ? "none" : "auto").pipe(Stream.concat(tools), Stream.concat(next))
        })

      return MmaAgent.of({
        processQuery: (talk, { choice = null, context = noContext } = {}) =>
          Stream.unwrap(
            Effect.map(today, (day) => {
              const questions = questionsOf(talk)
              const known = contextPrompt(context)
              const present = [presentPrompt(day), ...(known === null ? [] : [known])]
              const run: Run = {
                model: Option.getOrElse(models.get(choice), () => models.usual).languageModel,
                desk: new ToolRun(toolkit),
                findings: new Findings([...present, ...questions]),
                input: null,
                output: null
              }
              const told = [systemPrompt[languageOf(questions.at(-1) ?? "")], ...present]
              const prompt = Prompt.make(told.map((content) => ({ role: "system" as const, content })))
              return step(run, Prompt.concat(prompt, talk), 1)
            })
          )
      })
    })
  )
}
