import { type Cell, type ToolTable, tableRows } from "@mma-savant/core/llm/ToolTable"

/** How facts are put into words, whatever the language. */

export const cell = (value: Cell | undefined): string => (value === null || value === undefined ? "" : String(value))

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

/** A number without the zeros at its end. */
export const decimals = (value: number, digits: number): string => String(Number(value.toFixed(digits)))

/** The day that a tool's note tells. */
export const dayIn = ({ note }: Pick<ToolTable, "note">): string => /\d{4}-\d{2}-\d{2}/.exec(note ?? "")?.[0] ?? ""

/** Whether statistics cover fewer fights than there are. */
export const isPartial = (coverage: ToolTable["coverage"]): coverage is NonNullable<ToolTable["coverage"]> =>
  coverage !== null && coverage.measuredFights < coverage.fights

/** Where the row with the highest value stands. */
export const highest = (rows: ReadonlyArray<Readonly<Record<string, Cell>>>): number => {
  const values = rows.map(({ value }) => (typeof value === "number" ? value : Number.NEGATIVE_INFINITY))
  return values.indexOf(Math.max(...values))
}
