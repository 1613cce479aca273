import { Effect, Schema } from "effect"
import { Tool } from "effect/ai"
import { badCall, ToolAnswer } from "../ToolAnswer.ts"
import { answered } from "../ToolArguments.ts"
import type { ToolFailure } from "../ToolTable.ts"
import { AskedSpec, type Chart, ChartFold, type ChartSpec, foldedColumns } from "./Chart.ts"
import { ChartDesk, type GivenTable } from "./ChartDesk.ts"
import { isWorthChart } from "./ChartRule.ts"
import { chartText } from "./ChartText.ts"
import { drawing } from "./Drawing.ts"

export const ChartTool = Tool.make("chart", {
  description:
    "Shows the user a chart of rows that an earlier tool of this question gave. Name its columns; never write values. " +
    "A leaderboard gets a chart by itself.",
  parameters: Schema.Struct({
    callId: Schema.optionalKey(Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(200)))).annotate({
      description: "The id of the call that gave the rows, or the name of its tool; the last rows when left out"
    }),
    fold: Schema.optionalKey(ChartFold).annotate({
      description:
        "2 to 8 numeric columns to be put under each other before: the spec then names " +
        `"${foldedColumns.category}" and "${foldedColumns.value}" instead of them`
    }),
    spec: AskedSpec
  }),
  ...answered
})

/** Letters of what is told of one table. */
const mostTold = 160

const told = ({ callId, table, tool }: GivenTable): string =>
  `${callId} (${tool}, ${table.rows.length} rows): ${table.columns.join(", ")}`.slice(0, mostTold)

const noSuchTable = (tables: ReadonlyArray<GivenTable>): ToolFailure =>
  tables.length === 0
    ? badCall("No tool has given rows yet. Ask one first, and for the chart when it has answered.")
    : badCall(`There are no such rows. There are ${tables.slice(-3).map(told).join("; ")}.`)

/** The tool that draws the rows of others. */
export const chartAnswers = Effect.gen(function* () {
  const { answer } = yield* ToolAnswer
  return {
    chart: ({
      callId,
      fold = null,
      spec
    }: {
      readonly callId?: string
      readonly fold?: ChartFold | null
      readonly spec: ChartSpec
    }) =>
      answer(
        Effect.gen(function* () {
          const desk = yield* ChartDesk
          const tables = desk.tables()
          const given =
            callId === undefined
              ? tables.at(-1)
              : (tables.findLast((one) => one.callId === callId) ?? tables.findLast((one) => one.tool === callId))
          if (given === undefined) return yield* Effect.fail(noSuchTable(tables))
          if (!isWorthChart(given.table)) {
            return yield* Effect.fail(badCall("So few numbers are told in words: no chart says more."))
          }
          const drawn = drawing(given.table, { spec, fold })
          if ("problem" in drawn) return yield* Effect.fail(badCall(drawn.problem))
          const chart: Chart = { callId: given.callId, ...drawn, fallback: chartText(drawn) }
          desk.draw(chart)
          const { data } = chart
          return {
            columns: ["drawn", "of", "rows", "rowsInAll", "columns"],
            rows: [[spec.mark, given.callId, data.rows.length, given.table.rows.length, data.columns.join(", ")]],
            note: "The user sees the chart below the answer."
          }
        })
      )
  }
})
