import type { MethodFamily } from "@mma-savant/core/match/Method"
import { weightClassName } from "@mma-savant/core/ranking/WeightClass"
import { amount } from "@mma-savant/core/stats/Amount"
import { type BoutRecordId, boutRecord } from "@mma-savant/core/stats/BoutRecord"
import { metric } from "@mma-savant/core/stats/Metric"
import { cell, itemised, markdown } from "../Phrase.ts"
import type { Board, LeaderPhrases } from "../PhraseBook.ts"
import { cardText } from "./EnglishBouts.ts"
import { figureText } from "./EnglishFigures.ts"
import { coverageText, inData, listed, scopeText } from "./EnglishWords.ts"

const streaks: ReadonlySet<string> = new Set(["win-streak", "loss-streak"])

const remark = (note: string | null): string => (note === null ? "" : ` ${note}`)

/** The least number of fights that counted, when there is a choice. */
const minimum = ({ minFights }: Board): string =>
  minFights === null || minFights < 2 ? "" : ` At least ${minFights} fights.`

const finishes: Partial<Record<MethodFamily, string>> = { "KO/TKO": "Fastest KO/TKO", SUB: "Fastest submission" }

const recordName = (id: BoutRecordId, method: MethodFamily | undefined): string =>
  (id === "fastest-finish" && method !== undefined ? finishes[method] : undefined) ?? boutRecord(id).label

const bestOf = ({ rows }: Board) => rows.filter(({ rank }) => rank === 1).map(({ name }) => String(name))

const valueOf = ({ rows }: Board): number => Number(rows[0]?.["value"])

export const englishLeaders: LeaderPhrases = {
  nobody: (id, scope, note) => `Nobody has a value for "${metric(id).label}"${scopeText(scope)}.${remark(note)}`,
  places: (id, scope, board) => {
    const places = board.rows.map(({ name, value }) => `${name}: ${amount(Number(value), board.unit)}`)
    const best = bestOf(board)
    const gist = `${listed(best)} ${best.length === 1 ? "is" : "are"} first with ${figureText(id, valueOf(board))}.`
    return `${metric(id).label}${scopeText(scope)}${coverageText(board.coverage)}.${remark(board.note)}${itemised(places, gist)}`
  },
  first: (id, scope, board) => {
    const names = bestOf(board)
    const isLowest = board.order === "lowest"
    const extreme = board.unit === "count" ? (isLowest ? "the fewest" : "the most") : `the ${board.order} value`
    const top = `${extreme}: ${figureText(id, valueOf(board))}`
    const current = streaks.has(id) ? " A streak counts here when it has lasted to the fighter's latest fight." : ""
    const tie = names.length === 1 ? `${names[0]} has` : `${listed(names)} share`
    const open = names.length === board.rows.length && board.truncated ? remark(board.note) : minimum(board)
    const said = streaks.has(id) && !isLowest ? `the longest: ${figureText(id, valueOf(board))}` : top
    return `${tie} ${said}${scopeText(scope)}${coverageText(board.coverage)}.${open}${current}`
  },
  records: (id, method, scope, unit, rows) => {
    const heading = `${recordName(id, method)}${scopeText(scope)}`
    if (rows.length === 0) return `${heading}: there is none.`
    const told = (row: (typeof rows)[number]) => {
      const value = unit === "years" ? `${row["value"]} years` : amount(Number(row["value"]), unit)
      return `${row["name"]} against ${row["opponent"] ?? "an opponent who is not named"}, ${value}, at ${row["event"]} on ${row["date"]}`
    }
    const best = rows.filter(({ rank }) => rank === 1).map(told)
    return `${heading}: ${best.join("; ")}.`
  },
  champion: (name, weightClass, date) => {
    const list = weightClassName(weightClass)
    return `${name} is the ${list} champion, by the ${list} rankings of ${date}.`
  },
  noChampion: (weightClass, date) => `There is no champion in the ${weightClassName(weightClass)} rankings of ${date}.`,
  beltUnknown: (weightClass, fight, sampleOnly) => {
    const name = weightClassName(weightClass)
    const unknown = `No ${name} rankings have been loaded. Who holds the belt is not known.`
    if (fight === null) return `${unknown} There is no title fight at ${name} ${inData(sampleOnly)} either.`
    return `${unknown} The last title fight at ${name} ${inData(sampleOnly)}, interim titles included, was on ${fight["date"]} at ${fight["event"]}: ${cardText(fight)}.`
  },
  noChampions:
    "No rankings are loaded, so who holds the belts is not known. Ask for one class to hear who won its last title fight.",
  champions: (rows) =>
    `The champions in the latest rankings:\n\n${markdown(
      ["Class", "Champion"],
      rows.map(([weightClass, name]) => [weightClassName(weightClass), name ?? "none"])
    )}`,
  holders: (rank, names, weightClass, date) => {
    const list = `${weightClassName(weightClass)} rankings of ${date}.`
    if (names.length === 0) return `Nobody is ranked number ${rank} in the ${list}`
    return `${listed(names)} ${names.length === 1 ? "is" : "share the place"} number ${rank} in the ${list}`
  },
  rankings: (weightClass, date, rows, isTop) => {
    if (rows.length === 0) return `Nobody is ranked at ${weightClassName(weightClass)}.`
    const [champion] = rows.filter((row) => row["rank"] === 0)
    const belt = champion === undefined ? "" : ` ${champion["name"]} is the champion.`
    const places = rows.map((row) => `${row["rank"] === 0 ? "Champion" : row["rank"]}: ${row["name"]}`)
    const best = rows.filter((row) => row["rank"] === 1).map((row) => cell(row["name"]))
    const gist = best.length === 0 ? "" : `Number 1: ${listed(best)}.`
    const heading = `${weightClassName(weightClass)} rankings of ${date}.`
    return isTop ? `${heading}${itemised(places, `${gist}${belt}`)}` : `${heading}${belt}${itemised(places, gist)}`
  },
  rank: (name, rank, rankedIn) =>
    `${name} is ${rank === 0 ? `the ${rankedIn} champion` : `ranked number ${rank} at ${rankedIn}`} in the latest rankings.`,
  notRanked: (name, weightClass, date) =>
    weightClass === null
      ? `${name} has no fight in a class that is ranked.`
      : `${name} is not in the ${weightClassName(weightClass)} rankings of ${date}.`
}
