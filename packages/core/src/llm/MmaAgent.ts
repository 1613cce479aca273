import { Context, Duration, Effect, Layer, Option, Stream } from "effect"
import { type AiError, type LanguageModel, Prompt, type Response } from "effect/ai"
import { today } from "../IsoDate.ts"
import type { AgentEvent, AnswerSource, AnswerStatus } from "./AgentEvent.ts"
import { AnsweringModels } from "./AnsweringModels.ts"
import { ModelTurn, mute } from "./ModelTurn.ts"
import { presentPrompt, systemPrompt } from "./Prompts.ts"
import { SavantTools } from "./SavantTools.ts"
import { badCall, type ToolCall, ToolRun } from "./ToolRun.ts"
import { isTable, type ToolTable } from "./ToolTable.ts"

/** Calls of the model for one question; the last of them must answer without tools. */
const maxSteps = 8

/** Tools that run at once. */
const toolConcurrency = 4

interface Run {
  readonly model: LanguageModel.LanguageModel
  readonly desk: ToolRun
  readonly tools: Set<string>
  table: ToolTable | null
  input: number | null
  output: number | null
}

const endings: Partial<Record<Response.FinishReason, AnswerStatus>> = { length: "length", "content-filter": "refused" }

/** Endings after which a call may lack a part of its arguments. */
const cutOff: ReadonlySet<Response.FinishReason> = new Set(["length", "content-filter"])

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
     * three times, the answer is what is known by then, with the status `tool_limit`.
     */
    readonly processQuery: (talk: Prompt.Prompt, choice?: string | null) => Stream.Stream<AgentEvent, AiError.AiError>
  }
>()("@mma-savant/core/llm/MmaAgent") {
  static readonly layer = Layer.effect(
    MmaAgent,
    Effect.gen(function* () {
      const models = yield* AnsweringModels
      const toolkit = yield* SavantTools

      const source = (run: Run): AnswerSource => ({
        asOf: run.table?.asOf ?? null,
        sampleOnly: run.table?.sampleOnly ?? false,
        tools: [...run.tools]
      })

      const answered = Effect.fnUntraced(function* (run: Run, call: ToolCall, refusal: string | null) {
        const [took, result] = yield* Effect.timed(
          refusal === null ? run.desk.answer(call) : Effect.succeed(badCall(refusal))
        )
        if (isTable(result)) {
          run.tools.add(call.name)
          run.table = result
        }
        return { result, milliseconds: Math.round(Duration.toMillis(took)) }
      })

      const finished = (run: Run, status: AnswerStatus): Stream.Stream<AgentEvent> =>
        Stream.succeed({
          _tag: "Finished",
          status,
          source: source(run),
          usage: { input: run.input, output: run.output }
        })

      const step = (run: Run, prompt: Prompt.Prompt, number: number): Stream.Stream<AgentEvent, AiError.AiError> =>
        Stream.suspend(() => {
          const last = number === maxSteps || run.desk.stuck
          const turn = new ModelTurn(prompt)
          const tools = Stream.suspend(() => {
            const { finish } = turn
            run.input = plus(run.input, finish?.usage.inputTokens.total)
            run.output = plus(run.output, finish?.usage.outputTokens.total)
            const cut = finish !== undefined && cutOff.has(finish.reason)
            const refusal = last ? "No more tools for this question." : cut ? "The call was cut off." : null
            return Stream.fromIterable(turn.calls).pipe(
              Stream.mapEffect(
                (call) =>
                  Effect.map(answered(run, call, refusal), ({ milliseconds, result }): AgentEvent => {
                    turn.answer(call, result)
                    return { _tag: "ToolReturned", callId: call.id, name: call.name, result, milliseconds }
                  }),
                { concurrency: toolConcurrency, unordered: true }
              )
            )
          })
          const next = Stream.suspend(() => {
            if (turn.calls.length > 0 && !last) return step(run, turn.talk, number + 1)
            const ending = turn.finish && endings[turn.finish.reason]
            if (!last && ending === undefined && turn.isMute && run.table === null) return Stream.fail(mute)
            return finished(run, last ? "tool_limit" : (ending ?? "completed"))
          })
          return turn.spoken(run.model, toolkit, last ? "none" : "auto").pipe(Stream.concat(tools), Stream.concat(next))
        })

      return MmaAgent.of({
        processQuery: (talk, choice = null) =>
          Stream.unwrap(
            Effect.map(today, (day) =>
              step(
                {
                  model: Option.getOrElse(models.get(choice), () => models.usual).languageModel,
                  desk: new ToolRun(toolkit),
                  tools: new Set(),
                  table: null,
                  input: null,
                  output: null
                },
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
