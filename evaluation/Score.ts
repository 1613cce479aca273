import type { Evaluation } from "./Evaluation.ts"
import type { Outcome } from "./Grading.ts"
import { type Category, categories, type Language } from "./Question.ts"
import type { Graded } from "./SecondLevel.ts"

/** How many answers were right, wrong and none, and how long one takes. */
export interface Score {
  readonly asked: number
  readonly right: number
  readonly wrong: number
  readonly none: number
  /** The answers given, right or wrong, of all that were asked for; null where nothing was asked. */
  readonly coverage: number | null
  /** The right ones of those given. */
  readonly precision: number | null
  readonly medianMs: number | null
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const median = (values: ReadonlyArray<number>): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

export const scoreOf = (answers: ReadonlyArray<Graded>): Score => {
  const count = (outcome: Outcome) => answers.filter((one) => one.outcome === outcome).length
  const [right, wrong] = [count("right"), count("wrong")]
  return {
    asked: answers.length,
    right,
    wrong,
    none: count("none"),
    coverage: ratio(right + wrong, answers.length),
    precision: ratio(right, right + wrong),
    medianMs: median(answers.map(({ milliseconds }) => milliseconds))
  }
}

/** The scores of each category and language that was asked about. */
export const scores = (
  answers: ReadonlyArray<Graded>
): ReadonlyArray<{ readonly category: Category; readonly language: Language; readonly score: Score }> =>
  categories.flatMap((category) =>
    (["en", "ko"] as const).flatMap((language) => {
      const own = answers.filter(({ question }) => question.category === category && question.language === language)
      return own.length === 0 ? [] : [{ category, language, score: scoreOf(own) }]
    })
  )

/** What an evaluation has to reach. */
export const thresholds = { first: 1, precision: 0.99, coverage: 0.6, mutants: 0.9 } as const

/** The thresholds that an evaluation misses, each in a sentence. */
export const misses = ({ attacks, discords, field, first, mutants, second }: Evaluation): ReadonlyArray<string> => {
  const { coverage, precision } = scoreOf(second)
  const faults = first.filter(({ fault }) => fault !== null).length
  const broken = attacks.filter(({ fault }) => fault !== null).length
  const caught = ratio(mutants.filter(({ question }) => question !== null).length, mutants.length)
  const percent = (value: number) => `${(value * 100).toFixed(1)}%`
  return [
    ...(discords.length === 0 ? [] : [`${discords.length} gold answers differ between SQL and fold`]),
    ...(faults === 0 ? [] : [`level 1: ${faults} of ${first.length} questions fail, none may`]),
    ...(broken === 0 ? [] : [`level 1: ${broken} of ${attacks.length} adversarial scripts get through, none may`]),
    ...(precision === null || precision >= thresholds.precision
      ? []
      : [`level 2: ${percent(precision)} of the answers are right, ${percent(thresholds.precision)} must be`]),
    ...(coverage === null || coverage >= thresholds.coverage
      ? []
      : [`level 2: ${percent(coverage)} of the questions are answered, ${percent(thresholds.coverage)} must be`]),
    ...(caught === null || caught >= thresholds.mutants
      ? []
      : [`${percent(caught)} of the mutants are caught, ${percent(thresholds.mutants)} must be`])
  ].map((miss) => `${field}: ${miss}`)
}
