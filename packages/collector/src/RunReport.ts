import { CollectionRun, durationSeconds } from "@mma-savant/core/collection/CollectionLog"
import type { Finding } from "@mma-savant/core/collection/Finding"
import type { TableReport } from "@mma-savant/core/collection/StorageReport"
import { DateTime, Schema } from "effect"

const amount = (count: number) => count.toLocaleString("en-US")
const column = (text: string) => text.padStart(11)

/** Findings shown of each rule before the rest is only counted. */
const shown = 3

const fields = (counts: TableReport): string =>
  Object.entries(counts.fields)
    .map(([field, times]) => `${field} ${amount(times)}`)
    .join(", ")

const findingLines = (findings: ReadonlyArray<Finding>): ReadonlyArray<string> =>
  [...Map.groupBy(findings, ({ rule }) => rule)].flatMap(([rule, found]) => [
    `  ${rule}: ${amount(found.length)}`,
    ...found.slice(0, shown).map(({ what, where }) => `    ${where}  ${what}`),
    ...(found.length > shown ? [`    and ${amount(found.length - shown)} more`] : [])
  ])

/** What a run did, for people: by table, then the findings by rule with the first few of each. */
export const render = (run: CollectionRun): string =>
  [
    `Stored what ${run.source} holds in ${durationSeconds(run).toFixed(1)} s.`,
    "",
    `${" ".repeat(10)}${column("inserted")}${column("updated")}${column("unchanged")}`,
    ...Object.entries(run.report).map(([table, counts]) =>
      [
        table.padEnd(10),
        column(amount(counts.inserted)),
        column(amount(counts.updated)),
        column(amount(counts.unchanged)),
        counts.updated === 0 ? "" : `  ${fields(counts)}`
      ].join("")
    ),
    "",
    run.findings.length === 0 ? "No findings." : `${amount(run.findings.length)} findings:`,
    ...findingLines(run.findings)
  ].join("\n")

/** A run in one line. */
export const summary = (run: CollectionRun): string => {
  const counts = Object.values(run.report)
  const sum = (of: (counts: TableReport) => number) => amount(counts.reduce((all, table) => all + of(table), 0))
  return [
    DateTime.formatIso(run.startedAt),
    run.source,
    `${durationSeconds(run).toFixed(1)} s`,
    `${sum(({ inserted }) => inserted)} inserted`,
    `${sum(({ updated }) => updated)} updated`,
    `${sum(({ unchanged }) => unchanged)} unchanged`,
    `${amount(run.findings.length)} findings`
  ].join("  ")
}

/** A run as JSON, findings and all. */
export const toJson = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(CollectionRun)))
