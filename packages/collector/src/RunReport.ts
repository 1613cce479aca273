import { Change } from "@mma-savant/core/collection/ChangeLog"
import { CollectionRun, durationSeconds } from "@mma-savant/core/collection/CollectionRun"
import { DeadLetter } from "@mma-savant/core/collection/DeadLetters"
import { Finding } from "@mma-savant/core/collection/Finding"
import type { TableReport } from "@mma-savant/core/collection/StorageReport"
import { DateTime, Schema } from "effect"

/** A run with what it noted on the way: all of it, or the first of each for people. */
export const RunReport = Schema.Struct({
  ...CollectionRun.fields,
  findings: Schema.Array(Finding),
  changes: Schema.Array(Change),
  deadLetters: Schema.Array(DeadLetter)
})
export type RunReport = typeof RunReport.Type

const amount = (count: number) => count.toLocaleString("en-US")
const column = (text: string) => text.padStart(11)

/** Findings, changes and pages given up that are shown before the rest is only counted. */
const shown = 3

const fields = (counts: TableReport): string =>
  Object.entries(counts.fields)
    .map(([field, times]) => `${field} ${amount(times)}`)
    .join(", ")

const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, count) => all + count, 0)

const seconds = (run: CollectionRun): string => {
  const known = durationSeconds(run)
  return known === null ? "underway" : `${known.toFixed(1)} s`
}

/** A long list: its first lines, and how many more there are. */
const shortened = (lines: ReadonlyArray<string>, all: number): ReadonlyArray<string> => [
  ...lines.slice(0, shown).map((line) => `    ${line}`),
  ...(all > shown ? [`    and ${amount(all - shown)} more`] : [])
]

const findingLines = ({ findings, outcome }: RunReport): ReadonlyArray<string> =>
  Object.entries(outcome.findings).flatMap(([rule, times]) => [
    `  ${rule}: ${amount(times)}`,
    ...shortened(
      findings.filter((finding) => finding.rule === rule).map(({ what, where }) => `${where}  ${what}`),
      times
    )
  ])

const said = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

const changeLine = ({ after, before, field, key, table }: Change) =>
  `${table} ${key} ${field}: ${said(before)} -> ${said(after)}`.slice(0, 160)

const headline = (run: CollectionRun): string =>
  run.plan.flow === "import"
    ? `Stored what ${run.plan.source} holds in ${seconds(run)}.`
    : `Run ${run.number}, ${run.plan.flow}${run.plan.subject === null ? "" : ` ${run.plan.subject}`}: ${run.status}, ${seconds(run)}.`

const pagesLine = ({ deadLetters, outcome, plan }: RunReport): ReadonlyArray<string> =>
  plan.flow === "import"
    ? []
    : [
        `${amount(outcome.requests)} requests (${amount(outcome.notModified)} not modified), ${amount(outcome.fromArchive)} pages at hand, ${amount(outcome.upToDate)} left alone, ${amount(deadLetters.length)} given up.`
      ]

/** What a run did, for people: by table, then the findings by rule with the first few of each. */
export const render = (report: RunReport): string => {
  const found = total(report.outcome.findings)
  const { changes, deadLetters } = report
  return [
    headline(report),
    ...pagesLine(report),
    "",
    `${" ".repeat(10)}${column("inserted")}${column("updated")}${column("unchanged")}`,
    ...Object.entries(report.outcome.storage).map(([table, counts]) =>
      [
        table.padEnd(10),
        column(amount(counts.inserted)),
        column(amount(counts.updated)),
        column(amount(counts.unchanged)),
        counts.updated === 0 ? "" : `  ${fields(counts)}`
      ].join("")
    ),
    "",
    ...(changes.length === 0 ? [] : ["Changes:", ...shortened(changes.map(changeLine), changes.length), ""]),
    ...(deadLetters.length === 0
      ? []
      : [
          "Given up:",
          ...shortened(
            deadLetters.map(({ cause, page, reason }) => `${page} (${cause}): ${reason}`),
            deadLetters.length
          ),
          ""
        ]),
    found === 0 ? "No findings." : `${amount(found)} findings:`,
    ...findingLines(report)
  ].join("\n")
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ")

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n")

const section = (title: string, head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) =>
  rows.length === 0 ? [] : [`## ${title}`, table(head, rows)]

/** The same as a document, with everything that was noted. */
export const markdown = (report: RunReport): string =>
  [
    `# Run ${report.number}: ${report.plan.flow} from ${report.plan.source}`,
    `${headline(report)} Began ${DateTime.formatIso(report.startedAt)}.`,
    ...pagesLine(report),
    table(
      ["", "inserted", "updated", "unchanged", "changed fields"],
      Object.entries(report.outcome.storage).map(([name, counts]) => [
        name,
        amount(counts.inserted),
        amount(counts.updated),
        amount(counts.unchanged),
        fields(counts)
      ])
    ),
    ...section(
      "Given up",
      ["page", "cause", "reason"],
      report.deadLetters.map(({ cause, page, reason }) => [page, cause, reason])
    ),
    ...section(
      "Changes",
      ["table", "key", "field", "before", "after"],
      report.changes.map(({ after, before, field, key, table }) => [table, key, field, said(before), said(after)])
    ),
    ...section(
      "Findings",
      ["rule", "where", "what"],
      report.findings.map(({ rule, what, where }) => [rule, where, what])
    )
  ].join("\n\n")

/** A run in one line. */
export const summary = (run: CollectionRun): string => {
  const counts = Object.values(run.outcome.storage)
  const sum = (of: (counts: TableReport) => number) => amount(counts.reduce((all, one) => all + of(one), 0))
  return [
    `#${run.number}`,
    DateTime.formatIso(run.startedAt),
    run.plan.flow,
    run.plan.source,
    run.status,
    seconds(run),
    `${sum(({ inserted }) => inserted)} inserted`,
    `${sum(({ updated }) => updated)} updated`,
    `${sum(({ unchanged }) => unchanged)} unchanged`,
    `${amount(total(run.outcome.findings))} findings`
  ].join("  ")
}

/** A run as JSON, with everything that was noted. */
export const toJson = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(RunReport)))

/** A run of a list as JSON: what was noted is counted. */
export const inJson = Schema.encodeSync(Schema.fromJsonString(Schema.toCodecJson(CollectionRun)))
