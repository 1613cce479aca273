import type { Cell, ToolTable } from "@mma-savant/core/llm/ToolTable"

const shown = (cell: Cell): string => (cell === null ? "-" : String(cell))

/** Our ids say nothing to people. */
const isId = (column: string): boolean => /Id$/.test(column)

/** The rows in aligned columns, numbers to the right. Names take as many places as they have characters. */
export const textTable = ({ columns, rows }: Pick<ToolTable, "columns" | "rows">): string => {
  const kept = columns.flatMap((column, index) => (isId(column) ? [] : [{ column, index }]))
  const laid = kept.map(({ column, index }) => {
    const cells = rows.map((row) => row[index] ?? null)
    const width = Math.max(column.length, ...cells.map((cell) => shown(cell).length))
    const numeric = cells.every((cell) => cell === null || typeof cell === "number")
    const place = (text: string) => (numeric ? text.padStart(width) : text.padEnd(width))
    return [place(column), "-".repeat(width), ...cells.map((cell) => place(shown(cell)))]
  })
  return Array.from({ length: rows.length + 2 }, (_, line) =>
    laid
      .map((column) => column[line] ?? "")
      .join("  ")
      .trimEnd()
  ).join("\n")
}
