import { feetAndInches, inches, pounds } from "@mma-savant/core/fighter/Measure"
import { type Cell, type ToolTable, tableRows } from "@mma-savant/core/llm/ToolTable"

/** How facts are put into words: the one place for units, plurals, lists and the limits of the data. */

const plurals = /(s|x|ch)$/

/** "1 win", "3 wins"; nothing is "no wins". */
export const counted = (amount: number, one: string, many = plurals.test(one) ? `${one}es` : `${one}s`): string =>
  `${amount === 0 ? "no" : amount} ${amount === 1 ? one : many}`

export const times = (amount: number): string => (amount === 1 ? "once" : amount === 2 ? "twice" : `${amount} times`)

/** "a", "a and b", "a, b and c". */
export const listed = (items: ReadonlyArray<string>): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`

/** Where the facts come from: a sample is never passed off as everything. */
export const inData = ({ sampleOnly }: Pick<ToolTable, "sampleOnly">): string =>
  sampleOnly ? "in the sample of fights loaded here" : "in the data"

const decimals = (value: number, digits: number): string => String(Number(value.toFixed(digits)))

export const centimetres = (value: number): string => `${decimals(value, 1)} cm (${decimals(inches(value), 1)} in)`

/** A body height: "180.3 cm (5'11\")". */
export const bodyHeight = (value: number): string => `${decimals(value, 1)} cm (${feetAndInches(inches(value))})`

export const kilograms = (value: number): string => `${decimals(value, 1)} kg (${pounds(value)} lb)`

export const cell = (value: Cell | undefined): string => {
  if (value === null || value === undefined) return ""
  if (typeof value === "boolean") return value ? "yes" : "no"
  return String(value)
}

const escaped = (text: string): string => text.replaceAll("|", "\\|")

/** Whether rows are shown beside the text as a table; the text then tells the gist of them. */
export const isTabled = (rows: ReadonlyArray<unknown>): boolean => rows.length >= tableRows

/** What follows a text about all rows of a tool: the rows one by one, or the gist of those shown beside it. */
export const itemised = (rows: ReadonlyArray<string>, gist = ""): string => {
  if (!isTabled(rows)) return `\n\n${rows.map((row) => `- ${row}`).join("\n")}`
  return gist === "" ? "" : ` ${gist}`
}

/** A Markdown table, for what no tool gives as one. */
export const markdown = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Cell | undefined>>): string =>
  [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))]
    .map((line) => `| ${line.map(escaped).join(" | ")} |`)
    .join("\n")

/** "Statistics cover 7 of 9 fights.", and nothing when they cover all. */
export const coverage = ({ coverage: covered }: ToolTable): string =>
  covered === null || covered.measuredFights >= covered.fights
    ? ""
    : ` (statistics for ${covered.measuredFights} of ${covered.fights} fights)`
