import { Schema } from "effect"

export const StoredTable = Schema.Literals(["fighters", "events", "matches", "statistics", "rankings"])
export type StoredTable = typeof StoredTable.Type

/** What storing did to one kind of fact. `fields` counts the changed fields of updated rows by name. */
export const TableReport = Schema.Struct({
  inserted: Schema.Int,
  updated: Schema.Int,
  unchanged: Schema.Int,
  fields: Schema.Record(Schema.String, Schema.Int)
})
export type TableReport = typeof TableReport.Type

/** What storing did, by kind of fact. */
export const StorageReport = Schema.Record(StoredTable, TableReport)
export type StorageReport = typeof StorageReport.Type

const none: TableReport = { inserted: 0, updated: 0, unchanged: 0, fields: {} }

export const emptyReport: StorageReport = {
  fighters: none,
  events: none,
  matches: none,
  statistics: none,
  rankings: none
}

const plus = (a: TableReport, b: TableReport): TableReport => {
  const fields: Record<string, number> = { ...a.fields }
  for (const [field, count] of Object.entries(b.fields)) fields[field] = (fields[field] ?? 0) + count
  return {
    inserted: a.inserted + b.inserted,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    fields
  }
}

/** The report with one table's counts added. */
export const withCounts = (report: StorageReport, table: StoredTable, counts: TableReport): StorageReport => ({
  ...report,
  [table]: plus(report[table], counts)
})

/** Both together. */
export const sumOf = (a: StorageReport, b: StorageReport): StorageReport =>
  StoredTable.literals.reduce((total, table) => withCounts(total, table, b[table]), a)

/** Whether anything was written. */
export const wroteNothing = (report: StorageReport): boolean =>
  Object.values(report).every(({ inserted, updated }) => inserted === 0 && updated === 0)
