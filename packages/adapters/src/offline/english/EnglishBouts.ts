import { Result } from "@mma-savant/core/match/Result"
import { isTabled, itemised, markdown } from "../Phrase.ts"
import type { BoutPhrases, FightKind, Outcomes, Row } from "../PhraseBook.ts"
import { counted, inData, listed, scopeText, times } from "./EnglishWords.ts"

const verbs: Readonly<Record<string, string>> = {
  WIN: "beat",
  LOSS: "lost to",
  DRAW: "drew with",
  NC: "had a no contest with"
}

const place = (row: Row): string =>
  row["titleFight"] === true ? ` in a title fight${row["weightClass"] === null ? "" : ` (${row["weightClass"]})`}` : ""

const end = (row: Row): string =>
  [
    ...(row["method"] === null ? [] : [` by ${row["method"]}`]),
    ...(row["round"] === null ? [] : [` in round ${row["round"]}`]),
    ...(row["time"] === null ? [] : [` at ${row["time"]}`])
  ].join("")

const when = (row: Row): string =>
  `${row["event"] === null ? "" : ` at ${row["event"]}`}${row["date"] === null ? "" : ` on ${row["date"]}`}`

const history = (name: string, row: Row): string => {
  const opponent = row["opponent"] ?? "an opponent who is not named"
  const result = row["result"]
  if (typeof result !== "string") return `the result of ${name} against ${opponent}${when(row)} is not known`
  return `${name} ${verbs[result]} ${opponent}${end(row)}${place(row)}${when(row)}`
}

/** The winner stands first in the row. */
export const cardText = (row: Row): string => {
  const { fighter1, fighter2, outcome } = row
  const second = fighter2 ?? "an opponent who is not named"
  switch (outcome) {
    case "WIN":
      return `${fighter1} beat ${second}${end(row)}${place(row)}`
    case "DRAW":
      return `${fighter1} and ${second} drew${end(row)}${place(row)}`
    case "NC":
      return `${fighter1} against ${second} was a no contest${end(row)}${place(row)}`
    default:
      return `${fighter1} against ${second} has no result${place(row)}`
  }
}

const results = { WIN: "win", LOSS: "loss", DRAW: "draw", NC: "no contest" } as const
const methods = {
  "KO/TKO": "by KO/TKO",
  SUB: "by submission",
  DEC: "by decision",
  DQ: "by disqualification",
  OTHER: ""
}

/** The kind of fight that is asked about, alone and counted. */
const kindOf = ({ method, result, titleFightsOnly }: FightKind) => {
  const outcome = result === undefined ? [] : [results[result]]
  const noun = titleFightsOnly ? ["title fight", ...outcome].join(" ") : (outcome[0] ?? "fight")
  const by = method === undefined ? "" : ` ${methods[method]}`
  return { one: `${noun}${by}`, many: (amount: number): string => `${counted(amount, noun)}${by}` }
}

/** "4 wins and 1 loss". */
export const outcomesText = (outcomes: Outcomes): string =>
  listed(
    Result.literals.flatMap((result) => (outcomes[result] === 0 ? [] : [counted(outcomes[result], results[result])]))
  )

const tallied = (a: string, b: string, outcomes: Outcomes): string => {
  const parts = [`${a} won ${outcomes.WIN || "none"}`, `${b} won ${outcomes.LOSS || "none"}`]
  if (outcomes.DRAW > 0) parts.push(`${outcomes.DRAW} drawn`)
  if (outcomes.NC > 0) parts.push(`${outcomes.NC} without a result`)
  return `${listed(parts)}.`
}

export const englishBouts: BoutPhrases = {
  history,
  card: cardText,
  fight: (row) => `${row["date"]}, ${row["event"]}: ${cardText(row)}`,
  none: (name, kind, scope, asked) =>
    `${asked === "whether" ? "No: " : ""}${name} has ${kindOf(kind).many(0)}${scopeText(scope)}.`,
  one: (name, kind, scope, earliest, fight) =>
    `The ${earliest ? "first" : "latest"} ${kindOf(kind).one} of ${name}${scopeText(scope)}: ${fight}`,
  count: (name, kind, scope, amount, atLeast) =>
    `${name} has ${atLeast ? "at least " : ""}${kindOf(kind).many(amount)}${scopeText(scope)}.`,
  yes: "Yes: ",
  list: (name, kind, scope, amount, truncated, outcomes, { gist, rows }) => {
    const many = kindOf(kind).many(amount)
    const heading = `${truncated ? `The latest ${many} of ${name}` : `${name} has ${many}`}${scopeText(scope)}`
    const told = outcomes === null ? "" : ` ${outcomesText(outcomes)}.`
    return `${heading}${isTabled(rows) && told === "" ? "." : ":"}${told}${itemised(rows, `The latest: ${gist}`)}`
  },
  fights: (kind, scope, amount, truncated, { gist, rows }) => {
    const many = kindOf(kind).many(amount)
    const heading = truncated ? `The latest ${many}` : `${many.slice(0, 1).toUpperCase()}${many.slice(1)}`
    return `${heading}${scopeText(scope)}${isTabled(rows) ? "." : ":"}${itemised(rows, `The latest: ${gist}`)}`
  },
  noFights: (kind, scope) => `There are ${kindOf(kind).many(0)}${scopeText(scope)}.`,
  absent: (name, event, sampleOnly) => `${name} has no completed fight at ${event} ${inData(sampleOnly)}.`,
  neverMet: (a, b, sampleOnly) => `No completed fight of ${a} and ${b} against each other is ${inData(sampleOnly)}.`,
  met: (a, b, amount, outcomes, lines, sampleOnly) => {
    const heading = `${a} and ${b} have fought each other ${times(amount)} ${inData(sampleOnly)}`
    return amount === 1 ? `${heading}: ${lines.join(" ")}` : `${heading}. ${tallied(a, b, outcomes)}`
  },
  toMeet: (event, date) => ` They are to meet at ${event} on ${date}.`,
  firstMeeting: (fight) => `Their first fight: ${fight}`,
  commonOpponents: (a, b, rows) => {
    if (rows.length === 0) return `${a} and ${b} have no common opponent in the data.`
    const lines = rows.map(
      ({ opponent, resultsOfA, resultsOfB }) => `${opponent}: ${a} ${resultsOfA}; ${b} ${resultsOfB}`
    )
    return `${a} and ${b} have ${counted(rows.length, "common opponent")} in the data${isTabled(rows) ? "." : ":"}${itemised(lines)}`
  },
  prediction: ({ favourite, note, probability, proven, rows }) => {
    const heads = ["Fighter", "Probability", "Elo rating", "Rated fights", "Last rated fight"]
    const gist =
      favourite === null
        ? "The ratings make it even."
        : `By their Elo ratings ${favourite} is the favourite with ${probability}.`
    const record =
      proven === null ? "" : ` Of ${proven.fights} such favourites in the last three years, ${proven.won} won.`
    return `${gist}${record}\n\n${markdown(heads, rows)}\n\n${(note ?? "").replace(/ ?bucketWon is[^.]*\./, "")}`.trim()
  }
}
