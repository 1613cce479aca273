import { records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import type { Rows, Value } from "./Question.ts"

const plain = (cell: unknown): Value => (typeof cell === "string" || typeof cell === "number" ? cell : null)

/** The columns of every row, by name. */
export const columns =
  (...names: ReadonlyArray<string>) =>
  (table: ToolTable): Rows =>
    records(table).map((row) => names.map((name) => plain(row[name])))

/** The columns of the rows that fit. */
export const where =
  (fits: (row: Readonly<Record<string, unknown>>) => boolean, ...names: ReadonlyArray<string>) =>
  (table: ToolTable): Rows =>
    records(table).flatMap((row) => (fits(row) ? [names.map((name) => plain(row[name]))] : []))

/** How many rows there are, shown or not. */
export const counted = (table: ToolTable): Rows => [[table.total ?? table.rows.length]]
