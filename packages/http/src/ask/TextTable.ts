import type { Cell, ToolTable } from "@mma-savant/core/llm/ToolTable"
import { amount } from "@mma-savant/core/stats/Amount"

const shown = (cell: Cell): string => (cell === null ? "-" : String(cell))

/** Our ids say nothing to people. */
const isId = (column: string): boolean => /Id$/.test(column)

/** The rows in aligned columns, numbers to the right, values with their unit. Names take as many places as they have characters. */
export const textTable = ({ columns, rows, unit }: Pick<ToolTable, "columns" | "rows" | "unit">): string => {
  const kept = columns.flatMap((column, index) => (isId(column) ? [] : [{ column, index }]))
  const laid = kept.map(({ column, index }) => {
    const cells = rows.map((row) => row[index] ?? null)
    const texts = cells.map((cell) =>
      column === "value" && typeof cell === "number" ? amount(cell, unit) : shown(cell)
    )
    const width = Math.max(column.length, ...texts.map(({ length }) => length))
    const numeric = cells.every((cell) => cell === null || typeof cell === "number")
    const place = (text: string) => (numeric ? text.padStart(width) : text.padEnd(width))
    return [place(column), "-".repeat(width), ...texts.map(place)]
  })
  return Array.from({ length: rows.length + 2 }, (_, line) =>
    laid
      .map((column) => column[line] ?? "")
      .join("  ")
      .trimEnd()
  ).join("\n")
}
