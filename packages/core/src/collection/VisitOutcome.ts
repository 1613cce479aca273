import { Schema } from "effect"
import type { Finding } from "./Finding.ts"
import { emptyReport, StorageReport, sumOf } from "./StorageReport.ts"

/** What came of reading: of one page or batch, or of many together. */
export const VisitOutcome = Schema.Struct({
  /** Requests sent, those that failed included, and how many of them were answered "not modified". */
  requests: Schema.Int,
  notModified: Schema.Int,
  /** Pages read from the archive, without a request. */
  fromArchive: Schema.Int,
  /** Pages that others lead to and that were left alone: what is known of them is new enough. */
  upToDate: Schema.Int,
  storage: StorageReport,
  /** How many findings there are of each rule that has any. */
  findings: Schema.Record(Schema.String, Schema.Int)
})
export type VisitOutcome = typeof VisitOutcome.Type

export const noOutcome: VisitOutcome = {
  requests: 0,
  notModified: 0,
  fromArchive: 0,
  upToDate: 0,
  storage: emptyReport,
  findings: {}
}

/** The findings by rule. */
export const countsOf = (findings: ReadonlyArray<Finding>): VisitOutcome["findings"] => {
  const counts: Record<string, number> = {}
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1
  return counts
}

/** Both together. */
export const together = (a: VisitOutcome, b: VisitOutcome): VisitOutcome => {
  const findings = { ...a.findings }
  for (const [rule, count] of Object.entries(b.findings)) findings[rule] = (findings[rule] ?? 0) + count
  return {
    requests: a.requests + b.requests,
    notModified: a.notModified + b.notModified,
    fromArchive: a.fromArchive + b.fromArchive,
    upToDate: a.upToDate + b.upToDate,
    storage: sumOf(a.storage, b.storage),
    findings
  }
}
