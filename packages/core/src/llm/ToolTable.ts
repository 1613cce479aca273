import { Schema } from "effect"
import { EventFacts } from "../event/Event.ts"
import { IsoDate } from "../IsoDate.ts"
import { Coverage } from "../stats/Coverage.ts"

export const Cell = Schema.Union([Schema.String, Schema.Finite, Schema.Boolean, Schema.Null])
export type Cell = typeof Cell.Type

/** The most rows that a tool gives when it is asked for a number of them. */
export const mostRows = 50

/** The most fighters that a name is said to mean. */
export const mostCandidates = 8

/** An answer shows the rows that it rests on as a table when there are at least so many; fewer are told in words. */
export const tableRows = 3

/** The most rows of a tool's answer. */
export const mostTableRows = 100

/** What every tool answers with: rows of facts, at most {@link mostTableRows}, and what they rest on. */
export const ToolTable = Schema.Struct({
  columns: Schema.Array(Schema.String),
  rows: Schema.Array(Schema.Array(Cell)),
  /** Of the value column; null where the columns differ. */
  unit: Schema.NullOr(Schema.String),
  /** The last completed event in the data. */
  asOf: Schema.NullOr(IsoDate),
  /** True while only the sample is loaded: figures then cover a few events. */
  sampleOnly: Schema.Boolean,
  coverage: Schema.NullOr(Coverage),
  /** There is more than is shown. */
  truncated: Schema.Boolean,
  /** How many rows there are, shown or not; null where they are not counted. */
  total: Schema.NullOr(Schema.Int),
  /** Of a leaderboard, the fewest fights that a fighter in it may have. */
  minFights: Schema.NullOr(Schema.Int),
  /** Of a card, the event. */
  event: Schema.NullOr(
    Schema.Struct({
      name: EventFacts.fields.name,
      date: EventFacts.fields.date,
      location: EventFacts.fields.location,
      status: EventFacts.fields.status
    })
  ),
  /** What the rows do not say, for people to read: ties at the cut, the day of a ranking. */
  note: Schema.NullOr(Schema.String)
})
export type ToolTable = typeof ToolTable.Type

/** Why a tool has no rows to give. */
export const ToolFailure = Schema.Struct({
  code: Schema.Literals([
    "NOT_FOUND",
    "NOT_INGESTED",
    "DATA_UNAVAILABLE",
    "BAD_CALL",
    "NOT_ANSWERED",
    "SQL_REJECTED",
    "SQL_TIMEOUT"
  ]),
  message: Schema.String
})
export type ToolFailure = typeof ToolFailure.Type

export const isTable = Schema.is(ToolTable)
export const isFailure = Schema.is(ToolFailure)

/** Rows given as objects of the same shape, at least one; the columns are their keys. */
export const fromRecords = (
  rows: readonly [Readonly<Record<string, Cell>>, ...ReadonlyArray<Readonly<Record<string, Cell>>>]
): Pick<ToolTable, "columns" | "rows"> => {
  const columns = Object.keys(rows[0])
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) }
}

/** A row as an object, for reading cells by column name. */
export const records = (table: Pick<ToolTable, "columns" | "rows">): ReadonlyArray<Readonly<Record<string, Cell>>> =>
  table.rows.map((row) => Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null])))
