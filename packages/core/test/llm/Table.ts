import type { Cell, ToolTable } from "../../src/llm/ToolTable.ts"

/** Rows of a tool of which nothing more is known than what is given. */
export const table = (
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<Cell>>,
  more: Partial<ToolTable> = {}
): ToolTable => ({
  columns,
  rows,
  unit: null,
  asOf: null,
  sampleOnly: false,
  coverage: null,
  truncated: false,
  total: null,
  minFights: null,
  event: null,
  note: null,
  ...more
})
