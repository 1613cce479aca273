import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type { Report } from "@mma-savant/core/collection/Finding"
import { parse } from "csv-parse/sync"
import { Effect } from "effect"
import { isMissing, reason } from "./FileError.ts"

/** One record: its file and first line, and its cells by column. */
export interface Row<Column extends string> {
  readonly where: string
  readonly cells: Readonly<Record<Column, string>>
}

interface Candidate {
  readonly line: number
  readonly text: string
}

/** The longest record in lines. A quote left open is found out when this many lines do not close it. */
const longestRecord = 20
const batch = 500

const options = { relax_column_count: true } as const

const parseOne = (record: string): ReadonlyArray<string> | undefined => {
  try {
    const records = parse(record, options)
    return records.length === 1 ? records[0] : undefined
  } catch {
    return undefined
  }
}

const quotes = (line: string): number => line.split('"').length - 1

/**
 * Groups lines into records. Lines with an open quote belong together when they make a record of the right width;
 * otherwise the first of them is broken and stands alone, so that a stray quote cannot swallow the rows after it.
 */
function* candidates(lines: ReadonlyArray<string>, width: number): Generator<Candidate> {
  for (let at = 1; at < lines.length; at++) {
    const first = lines[at]!
    if (first.trim() === "") continue
    const line = at + 1
    let text = first
    if (quotes(first) % 2 === 1) {
      let open = true
      let end = at
      while (open && end - at + 1 < longestRecord && end + 1 < lines.length) {
        end++
        text += `\n${lines[end]}`
        open = quotes(lines[end]!) % 2 === 0
      }
      if (open || parseOne(text)?.length !== width) text = first
      else at = end
    }
    yield { line, text }
  }
}

// A batch at once is many times faster than a parser for each record; only a batch with a broken record pays for it.
const parseBatch = (records: ReadonlyArray<Candidate>): ReadonlyArray<ReadonlyArray<string> | undefined> => {
  try {
    const parsed: ReadonlyArray<ReadonlyArray<string>> = parse(records.map(({ text }) => text).join("\n"), options)
    if (parsed.length === records.length) return parsed
  } catch {
    // told apart below
  }
  return records.map(({ text }) => parseOne(text))
}

const unreadable = (directory: string, message: string) => new SourceUnreadable({ source: directory, message })

/**
 * The records of a file that must have the columns. A record that is broken or of another width is reported and loses
 * only itself. A missing file is `SourceUnreadable`, or no records where it is optional.
 */
export const readTable = Effect.fn("CsvDataset.readTable")(function* <const Column extends string>(
  directory: string,
  file: string,
  columns: ReadonlyArray<Column>,
  report: Report,
  optional = false
) {
  const content = yield* Effect.tryPromise({
    try: () => readFile(join(directory, file), "utf8"),
    catch: (cause) => ({ cause })
  }).pipe(
    Effect.catch(({ cause }) =>
      optional && isMissing(cause)
        ? Effect.succeed(columns.join(","))
        : Effect.fail(unreadable(directory, `${join(directory, file)} cannot be read: ${reason(cause)}.`))
    )
  )
  // The character zero is one that Postgres cannot keep: what cannot be kept cannot be found unchanged.
  const lines = content
    .replace(/^\uFEFF/, "")
    .replaceAll("\0", "\uFFFD")
    .split(/\r?\n/)
  const header = parseOne(lines[0] ?? "")?.map((name) => name.trim()) ?? []
  const missing = columns.filter((column) => !header.includes(column))
  if (missing.length > 0) {
    return yield* unreadable(directory, `${join(directory, file)} has no column ${missing.join(", ")}.`)
  }
  const places = columns.map((column) => [column, header.indexOf(column)] as const)
  const rows: Array<Row<Column>> = []
  const take = (records: ReadonlyArray<Candidate>) => {
    const parsed = parseBatch(records)
    for (const [index, { line }] of records.entries()) {
      const cells = parsed[index]
      const where = `${file}:${line}`
      if (cells === undefined) report("malformed-row", where, "a quote is out of place")
      else if (cells.length !== header.length) {
        report("malformed-row", where, `${cells.length} columns instead of ${header.length}`)
      } else {
        rows.push({
          where,
          cells: Object.fromEntries(places.map(([name, at]) => [name, cells[at]!])) as Record<Column, string>
        })
      }
    }
  }
  let pending: Array<Candidate> = []
  for (const candidate of candidates(lines, header.length)) {
    if (pending.push(candidate) < batch) continue
    take(pending)
    pending = []
  }
  take(pending)
  return rows
})
