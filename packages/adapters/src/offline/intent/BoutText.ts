import type { Cell } from "@mma-savant/core/llm/ToolTable"

type Row = Readonly<Record<string, Cell>>

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

/** A row of a fighter's history as a sentence without its full stop. */
export const historyText = (name: string, row: Row): string => {
  const opponent = row["opponent"] ?? "an opponent who is not named"
  const result = row["result"]
  if (typeof result !== "string") return `the result of ${name} against ${opponent}${when(row)} is not known`
  return `${name} ${verbs[result]} ${opponent}${end(row)}${place(row)}${when(row)}`
}

/** A row of a card as a sentence without its full stop; the winner stands first in the row. */
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
