import type { Scorecard } from "@mma-savant/core/match/Match"

/** The export drops line breaks: "Rear Naked ChokeTechnical Submission" was two lines, "McCarthy" was not. */
export const linesOf = (printed: string): ReadonlyArray<string> =>
  printed.replace(/^to(?![a-z])\s*/, "").split(/(?<=[a-z)])(?<!\bMc|\bMac|\bDe|\bLe)(?=[A-Z])/)

const score = /(\d{1,2}) - (\d{1,2})\./

/** Whether the text holds judges' cards, and not only words. */
export const isScored = (printed: string): boolean => /\d - \d+\./.test(printed)

// What stands between two scores, up to a digit or a stop right before the score, is no part of the name.
const cards = (printed: string): ReadonlyArray<Scorecard> => {
  const parts = printed.split(score)
  return Array.from({ length: (parts.length - 1) / 3 }, (_, at) => ({
    judge: parts[3 * at]!.split(/\d|\.\s*$/)
      .at(-1)!
      .trim(),
    points: [Number(parts[3 * at + 1]), Number(parts[3 * at + 2])]
  }))
}

/** The judges of a text whose names nothing is glued to: all but the first. */
export const plainJudges = (printed: string): ReadonlyArray<string> =>
  cards(printed)
    .slice(1)
    .flatMap(({ judge }) => (judge === "" ? [] : [judge]))

/** The judge at the end of the text before the first score, to which a remark may be glued. */
const firstJudge = (printed: string, known: ReadonlySet<string>): string => {
  let longest = ""
  for (const judge of known) if (judge.length > longest.length && printed.endsWith(judge)) longest = judge
  if (longest !== "") return longest
  if (printed.split(" ").length <= 3) return printed
  const said = linesOf(printed)
  return said.length > 1 ? said.at(-1)! : ""
}

/**
 * The cards and the remark before them. The export glues the two, as in "Point Deducted: Eye Poke by DoeSal D'amato
 * 28 - 29.", so the first judge's name is the longest known name that the text before the score ends with; without one,
 * what was a line of its own.
 */
export const scoringOf = (printed: string, known: ReadonlySet<string>) => {
  const [first, ...others] = cards(printed)
  if (first === undefined) return { judges: [], details: printed }
  const judge = firstJudge(first.judge, known)
  const remark = first.judge
    .slice(0, first.judge.length - judge.length)
    .trim()
    .replace(/:$/, "")
  return { judges: [{ ...first, judge }, ...others], details: remark === "" ? null : remark }
}
