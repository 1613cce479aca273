import type { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { Effect, type Layer } from "effect"
import { type Grade, grade } from "./Grading.ts"
import { Interview } from "./Interview.ts"
import type { Question } from "./Question.ts"
import { Stage } from "./Stage.ts"

/** A question, what was told, and what that is worth. */
export interface Graded extends Grade {
  readonly question: Question
  readonly text: string
  readonly milliseconds: number
}

/** As many of them as the limit lets, spread over all. */
const spread = <A>(items: ReadonlyArray<A>, limit: number): ReadonlyArray<A> => {
  const step = Math.max(1, items.length / limit)
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}

/** Asks a model that is on its own: every question, or so many of them. */
export const answeredBy = Effect.fnUntraced(function* <E, R>(
  models: Layer.Layer<AnsweringModels, E, R>,
  limit = Number.POSITIVE_INFINITY
) {
  const stage = yield* Stage
  return yield* Effect.gen(function* () {
    const { ask } = yield* Interview
    return yield* Effect.forEach(spread(stage.questions, limit), (question) =>
      Effect.map(
        ask(question.text, question.expects === "ask" ? stage.idOf(question.names[0]!.key) : undefined),
        (answer): Graded => ({
          question,
          ...grade(stage, question, answer),
          text: answer.text,
          milliseconds: answer.milliseconds
        })
      )
    )
  }).pipe(Effect.provide(Interview.layer(models), { local: true }))
})
