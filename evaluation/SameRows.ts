import type { Rows } from "./Question.ts"

const digits = 1e4

const cellText = (cell: Rows[number][number]): string =>
  typeof cell === "number" ? String(Math.round(cell * digits) / digits) : String(cell ?? "unknown")

const rowText = (row: Rows[number]): string => row.map(cellText).join("|")

/** The same rows in whatever order; numbers are compared to four digits. */
export const sameRows = (a: Rows, b: Rows): boolean =>
  a.length === b.length && [...a].map(rowText).sort().join("\n") === [...b].map(rowText).sort().join("\n")

/** The rows as a sentence might tell them, at most twelve. */
export const inWords = (rows: Rows): string =>
  rows.length === 0
    ? "nothing"
    : `${rows
        .slice(0, 12)
        .map((row) => row.map(cellText).join(" "))
        .join("; ")}${rows.length > 12 ? " and more" : ""}`
