import { numeralsIn } from "@mma-savant/core/llm/Numeral"
import type { Cell, ToolTable } from "@mma-savant/core/llm/ToolTable"
import type { Rows, Value } from "./Question.ts"

/** Texts are compared without case and accents. */
export const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .normalize("NFC")
    .replaceAll(/[’‘]/g, "'")
    .toLowerCase()

const months = [
  ...["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"],
  "december"
]

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value)

/** The ways in which a day is written, as texts to be found. */
const dayForms = (day: string): ReadonlyArray<string> => {
  const [year, month, date] = day.split("-").map(Number)
  if (year === undefined || month === undefined || date === undefined) return [day]
  const name = months[month - 1] ?? ""
  return [name, name.slice(0, 3)]
    .flatMap((word) => [`${word} ${date}, ${year}`, `${date} ${word} ${year}`, `${word} ${date} ${year}`])
    .concat([day, `${year}년 ${month}월 ${date}일`])
}

/** Closed sets, and the words that tell each of their members. */
const words: Readonly<Record<string, RegExp>> = {
  WIN: /\b(?:wins?|won|beats?|beaten|defeated|victory|w)\b|승|이겼|이긴|꺾/,
  LOSS: /\b(?:loss|losses|lost|loses|lose|l)\b|패|졌|진 |지고/,
  DRAW: /\b(?:draws?|drew|drawn)\b|무승부|비겼|비긴|\d무/,
  NC: /\b(?:nc|no contests?)\b|무효|노 ?컨테스트/,
  "U-DEC": /u-dec|unanimous|만장일치|\bdecision\b/,
  "S-DEC": /s-dec|split|스플릿|분할/,
  "M-DEC": /m-dec|majority|다수/,
  "KO/TKO": /\b(?:ko|tko|knockouts?|knocked out)\b|케이오|티케이오|ko\/tko/,
  "TKO - Doctor's Stoppage": /doctor|닥터|의사/,
  SUB: /\bsub\b|submi|서브미션|암바|초크/,
  DQ: /\bdq\b|disqualif|실격/
}

const unknown =
  /\b(?:unknown|not known|not recorded|no record|nothing)\b|not in the data|없|알 수 없|모릅|미상|기록되지/

const none = /\b(?:no|none|never|zero|not|nobody|without|yet to)\b|없|영승/
const counts: ReadonlyArray<readonly [number, RegExp]> = [
  [0, none],
  [1, /\b(?:once|one|an?)\b|한 ?(?:번|차례|경기)/],
  [2, /\b(?:twice|two|both)\b|두 ?(?:번|차례|경기)/],
  [3, /\b(?:three)\b|세 ?(?:번|차례|경기)/]
]

const inchesOf = (centimetres: number): number => centimetres / 2.54

/** Whether a number is written in the text: as it is, as a percentage, as a clock or in minutes, or in inches. */
export const isWritten = (value: number, text: string): boolean =>
  numeralsIn(text).some(({ kind, text: digits, value: written, within }) => {
    // Rounding to a whole number is fine for centimetres, but 1 does not tell 0.65.
    const isCoarse = (known: number) => !digits.includes(".") && !Number.isInteger(known) && Math.abs(known) < 20
    const near = (known: number) => !isCoarse(known) && Math.abs(known - written) <= within + 1e-9
    if (kind === "clock") return near(value)
    if (kind === "minutes" && near(value / 60)) return true
    if (kind === "percent") return near(value * 100)
    return near(Math.abs(value)) || (value > 100 && near(inchesOf(value)))
  }) || counts.some(([count, word]) => count === value && word.test(folded(text)))

/** What a record may leave out: no draws, no no contests. */
const isOptional = (value: Value, row: ReadonlyArray<Value>): boolean =>
  value === 0 && row.length > 1 && row.every((other) => typeof other === "number") && row.some((other) => other !== 0)

const isTold = (value: Value, text: string, aliases: (name: string) => ReadonlyArray<string>): boolean => {
  const plain = folded(text)
  if (value === null) return unknown.test(plain)
  if (typeof value === "number") return isWritten(value, text)
  if (isDay(value)) return dayForms(value).some((form) => plain.includes(form))
  const word = words[value]
  if (word !== undefined) return word.test(plain)
  return [value, ...aliases(value), value.replace(/^(UFC \d+):.*$/, "$1")].some((name) => plain.includes(folded(name)))
}

const isCell = (value: Value, cell: Cell): boolean => {
  if (typeof value === "number" && typeof cell === "number") return Math.abs(value - cell) < 1e-4
  if (typeof value === "string" && typeof cell === "string") return folded(cell).startsWith(folded(value))
  return value === cell || String(value) === String(cell)
}

/**
 * The rows of a gold answer that an answer does not tell. A row is told by a row of a table that has all its values, or by
 * the text: by one line of it where there are several rows.
 */
export const untold = (
  gold: Rows,
  { tables, text }: { readonly tables: ReadonlyArray<Pick<ToolTable, "rows">>; readonly text: string },
  aliases: (name: string) => ReadonlyArray<string> = () => []
): Rows => {
  const texts = gold.length > 1 ? [...text.split(/\n|(?<=[.;])(?<!vs\.) /), text.length < 300 ? text : ""] : [text]
  return gold.filter(
    (row) =>
      !texts.some((line) => row.every((value) => isOptional(value, row) || isTold(value, line, aliases))) &&
      !tables.some(({ rows }) => rows.some((cells) => row.every((value) => cells.some((cell) => isCell(value, cell)))))
  )
}
