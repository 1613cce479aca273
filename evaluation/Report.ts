import type { Evaluation } from "./Evaluation.ts"
import { categories } from "./Question.ts"
import { misses, type Score, scoreOf, scores, thresholds } from "./Score.ts"
import type { Graded } from "./SecondLevel.ts"

const percent = (ratio: number | null): string => (ratio === null ? "-" : `${(ratio * 100).toFixed(1)}%`)
const amount = (count: number): string => count.toLocaleString("en-US")

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const line = (cells: ReadonlyArray<string>) => `| ${cells.join(" | ")} |`
  const isNumber = (column: number) => rows.every((row) => /^[\d.,%-]+$/.test(row[column] ?? ""))
  return [line(head), line(head.map((_, index) => (isNumber(index) ? "---:" : "---"))), ...rows.map(line)].join("\n")
}

/** In a cell of a table. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ")

const counted = ({ asked, coverage, medianMs, none, precision, right, wrong }: Score): ReadonlyArray<string> => [
  amount(asked),
  amount(right),
  amount(wrong),
  amount(none),
  percent(coverage),
  percent(precision),
  String(medianMs ?? "-")
]

const graded = (answers: ReadonlyArray<Graded>): string => {
  const languages = (["en", "ko"] as const).map((language) => [
    language === "en" ? "all English" : "all Korean",
    ...counted(scoreOf(answers.filter(({ question }) => question.language === language)))
  ])
  return table(
    ["questions", "asked", "right", "wrong", "none", "answered", "right of these", "median ms"],
    [
      ...scores(answers).map(({ category, language, score }) => [
        `${category}, ${language === "en" ? "English" : "Korean"}`,
        ...counted(score)
      ]),
      ...languages,
      ["all", ...counted(scoreOf(answers))]
    ]
  )
}

const wrongs = (answers: ReadonlyArray<Graded>): ReadonlyArray<string> => {
  const wrong = answers.filter(({ outcome }) => outcome === "wrong")
  if (wrong.length === 0) return ["No answer was wrong."]
  const rows = wrong.map(({ question, reason, text }) => [question.text, reason ?? "", text.slice(0, 120)].map(cell))
  return [table(["question", "why it is wrong", "answer"], rows)]
}

const firstLevel = ({ attacks, discords, first, questions }: Evaluation): ReadonlyArray<string> => {
  const right = first.filter(({ fault }) => fault === null).length
  const held = attacks.filter(({ fault }) => fault === null).length
  const faults = [
    ...discords.map(
      ({ fold, sql, text }) => `- ${text}: SQL gives ${JSON.stringify(sql)}, the fold ${JSON.stringify(fold)}`
    ),
    ...first.flatMap(({ fault, question }) => (fault === null ? [] : [`- ${question.text}: ${fault}`])),
    ...attacks.flatMap(({ fault, name }) => (fault === null ? [] : [`- ${name}: ${fault}`]))
  ]
  return [
    `${amount(questions)} questions, ${discords.length === 0 ? "whose gold answers are the same by both routes" : `${discords.length} of them with two gold answers`}. ` +
      `Level 1: ${amount(right)} of ${amount(first.length)} right${attacks.length === 0 ? "" : `, and ${held} of ${attacks.length} adversarial scripts held off`}.`,
    ...(faults.length === 0 ? [] : [faults.join("\n")])
  ]
}

const mutation = ({ mutants }: Evaluation): ReadonlyArray<string> => {
  if (mutants.length === 0) return []
  const caught = mutants.filter(({ question }) => question !== null)
  return [
    "### Mutants",
    `${caught.length} of ${mutants.length} were caught by level 1 (${percent(caught.length / mutants.length)}).`,
    table(
      ["what is broken", "caught by"],
      mutants.map(({ name, question }) => [name, question === null ? "**survived**" : question].map(cell))
    )
  ]
}

const fieldOf = (evaluation: Evaluation): ReadonlyArray<string> => {
  const { day, facts, field, second, third } = evaluation
  return [
    `## ${field}`,
    `${amount(facts.fighters)} fighters, ${amount(facts.events)} events, ${amount(facts.fights)} fights; asked as of ${day}.`,
    ...firstLevel(evaluation),
    "### Level 2: the built-in analyst",
    graded(second),
    ...wrongs(second),
    ...(third === null ? [] : [`### Level 3: ${third.name}`, graded(third.answers), ...wrongs(third.answers)]),
    ...mutation(evaluation)
  ]
}

/** The report of evaluations in Markdown; `command` is what repeats it. */
export const markdown = (evaluations: ReadonlyArray<Evaluation>, command: string): string => {
  const missed = evaluations.flatMap(misses)
  return `${[
    "# Evaluation of the assistant",
    `Written by a program. Anybody can repeat it:\n\n\`\`\`\n${command}\n\`\`\``,
    "Every question has a gold answer that SQL over the tables and a fold over the facts derive apart from each other. " +
      "Level 1 asks a scripted model that calls the right tool, through the whole stack: what the tool gives must be the " +
      "gold answer, and no number of the answer may be untraced. Level 2 asks the built-in analyst, which is on its own: " +
      "an answer is right when it tells every gold value, in words or in a table, and names nobody else first; it may say " +
      "that it cannot tell, which counts as none; the analyst's grammar was written with these questions at hand, so on " +
      "wordings of your own expect it to answer fewer. A mutant is the same program with one thing broken in one way. Of " +
      "forecasts the gold answer is only who is compared; how good they are is in [elo.md](elo.md).",
    `Categories: ${categories.join(", ")}.`,
    missed.length === 0
      ? `All thresholds are reached: level 1 ${percent(thresholds.first)}, level 2 at least ${percent(thresholds.coverage)} answered and ${percent(thresholds.precision)} of these right, ${percent(thresholds.mutants)} of the mutants caught.`
      : `Missed:\n\n${missed.map((miss) => `- ${miss}`).join("\n")}`,
    ...evaluations.flatMap(fieldOf)
  ].join("\n\n")}\n`
}

/** The same for programs: every question with what came of it. */
export const json = (evaluations: ReadonlyArray<Evaluation>): string => {
  const told = ({ milliseconds, outcome, question, reason, text }: Graded) => ({
    ...{ category: question.category, language: question.language, question: question.text },
    ...{ outcome, reason, text, milliseconds }
  })
  return `${JSON.stringify(
    evaluations.map((evaluation) => ({
      ...evaluation,
      misses: misses(evaluation),
      first: evaluation.first.map(({ fault, milliseconds, question }) => ({
        question: question.text,
        fault,
        milliseconds
      })),
      second: { ...scoreOf(evaluation.second), answers: evaluation.second.map(told) },
      third:
        evaluation.third === null
          ? null
          : {
              name: evaluation.third.name,
              ...scoreOf(evaluation.third.answers),
              answers: evaluation.third.answers.map(told)
            }
    })),
    null,
    2
  )}\n`
}

/** A few lines for the terminal, and with `isWhole` every question that is not right. */
export const summary = (evaluation: Evaluation, isWhole: boolean): string => {
  const { attacks, day, discords, field, first, mutants, questions, second, third } = evaluation
  const of = (all: ReadonlyArray<unknown>, good: ReadonlyArray<unknown>) => `${good.length} of ${all.length}`
  const level = (name: string, answers: ReadonlyArray<Graded>) => {
    const { coverage, medianMs, none, precision, right, wrong } = scoreOf(answers)
    return `${name}: ${right} right, ${wrong} wrong, ${none} none; answered ${percent(coverage)}, right of these ${percent(precision)}; median ${medianMs} ms`
  }
  const lines = [
    `${field}, as of ${day}: ${questions} questions, ${discords.length} with two gold answers`,
    `level 1: ${of(
      first,
      first.filter(({ fault }) => fault === null)
    )} right; ${of(
      attacks,
      attacks.filter(({ fault }) => fault === null)
    )} adversarial scripts held off`,
    level("level 2, the built-in analyst", second),
    ...(third === null ? [] : [level(`level 3, ${third.name}`, third.answers)]),
    ...(mutants.length === 0
      ? []
      : [
          `mutants: ${of(
            mutants,
            mutants.filter(({ question }) => question !== null)
          )} caught`
        ]),
    ...discords.map(({ text }) => `  two gold answers: ${text}`),
    ...first.flatMap(({ fault, question }) => (fault === null ? [] : [`  level 1: ${question.text}: ${fault}`])),
    ...attacks.flatMap(({ fault, name }) => (fault === null ? [] : [`  script: ${name}: ${fault}`])),
    ...mutants.flatMap(({ name, question }) => (question === null ? [`  mutant survived: ${name}`] : [])),
    ...[...second, ...(third?.answers ?? [])].flatMap(({ outcome, question, reason, text }) =>
      outcome === "right" || (outcome === "none" && !isWhole)
        ? []
        : [`  ${outcome}: ${question.text}: ${reason}${isWhole ? `\n    ${JSON.stringify(text.slice(0, 300))}` : ""}`]
    )
  ]
  return lines.join("\n")
}
