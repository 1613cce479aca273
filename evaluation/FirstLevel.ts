import { Effect } from "effect"
import type { Answer } from "./Answer.ts"
import { Interview } from "./Interview.ts"
import type { Category, Question } from "./Question.ts"
import { RightModel } from "./RightModel.ts"
import { Stage } from "./Stage.ts"

/** What came of a question on the first level; null where all was right. */
export interface FirstVerdict {
  readonly question: Question
  readonly fault: string | null
  readonly milliseconds: number
}

const faultOf = (question: Question, { asked, error, source, status }: Answer): string | null => {
  if (status !== "completed") return `the answer ended as ${status}${error === null ? "" : ` (${error})`}`
  if (source?.untraced !== undefined)
    return `numbers that the tool gave are said to be traced to nothing: ${source.untraced}`
  const abstained = source?.abstention ?? null
  if (question.expects === "abstain")
    return abstained === "not_in_data" ? null : `the abstention is told as ${abstained}`
  if (abstained !== null) return "an answer is told as none"
  return (question.expects === "ask") === (asked !== null) ? null : "the user was asked needlessly, or not at all"
}

/** Each answer once, however many wordings ask for it. */
const oncePerAnswer = (questions: ReadonlyArray<Question>): ReadonlyArray<Question> => {
  const gold = new Set<unknown>()
  return questions.filter((question) => {
    if (question.expects === "abstain") return true
    const isNew = !gold.has(question.gold)
    gold.add(question.gold)
    return isNew
  })
}

/**
 * Asks every question, in one wording, of a model that does what is right, through the whole stack: what the tools give
 * must be the gold answer, and what is told must be what they give. With a category it stops at the first fault, which it
 * looks for there first.
 */
export const firstLevel = Effect.fnUntraced(function* (first: Category | null = null) {
  const stage = yield* Stage
  const model = new RightModel(stage)
  const verdicts: Array<FirstVerdict> = []
  yield* Effect.gen(function* () {
    const { ask } = yield* Interview
    const isFirst = ({ category }: Question) => Number(category === first)
    for (const question of oncePerAnswer(stage.questions).toSorted((a, b) => isFirst(b) - isFirst(a))) {
      const answer = yield* ask(
        question.text,
        question.expects === "ask" ? stage.idOf(question.names[0]!.key) : undefined
      )
      const fault = model.faults.get(question.text) ?? faultOf(question, answer)
      verdicts.push({ question, fault, milliseconds: answer.milliseconds })
      if (first !== null && fault !== null) return
    }
  }).pipe(Effect.provide(Interview.layer(model.layer), { local: true }))
  return verdicts
})
