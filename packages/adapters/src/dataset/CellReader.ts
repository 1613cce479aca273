import { type Cell, malformed, text } from "@mma-savant/core/collection/Cell"
import type { Report } from "@mma-savant/core/collection/Finding"
import type { Row } from "./Table.ts"

/** The cell's value; null when it is empty, and when it is malformed, which is reported. */
export const valueOf = <Column extends string, A>(
  row: Row<Column>,
  column: Column,
  parse: (cell: string) => Cell<A>,
  report: Report
): A | null => {
  const value = parse(row.cells[column])
  if (value !== malformed) return value
  report("malformed-cell", row.where, `${column} is "${text(row.cells[column])}"`)
  return null
}

/** Like {@link valueOf}, for the cell without which the row is nothing. */
export const required = <Column extends string, A>(
  row: Row<Column>,
  column: Column,
  parse: (cell: string) => Cell<A>,
  report: Report
): A | null => {
  const value = parse(row.cells[column])
  if (value !== null && value !== malformed) return value
  report("malformed-row", row.where, `${column} is "${text(row.cells[column]) ?? ""}"`)
  return null
}
