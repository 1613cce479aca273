import { Context } from "effect"
import type { ToolTable } from "../ToolTable.ts"
import type { Chart } from "./Chart.ts"

/** Rows that a tool gave in this run. */
export interface GivenTable {
  readonly callId: string
  readonly tool: string
  readonly table: ToolTable
}

/**
 * Where the charts of a run are made: the tables that its tools have given so far, in their order, and the way by which
 * a chart gets into the answer. Outside of a run there are none, and what is drawn is nobody's.
 */
export const ChartDesk = Context.Reference<{
  readonly tables: () => ReadonlyArray<GivenTable>
  readonly draw: (chart: Chart) => void
}>("@mma-savant/core/llm/chart/ChartDesk", { defaultValue: () => ({ tables: () => [], draw: () => {} }) })
