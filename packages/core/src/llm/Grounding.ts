import { inches, pounds } from "../fighter/Measure.ts"
import { type Numeral, numeralsIn } from "./Numeral.ts"
import type { Cell, ToolTable } from "./ToolTable.ts"

/** The most numbers of an answer that are named as traced to nothing. */
const mostNamed = 20

/** A column whose cells repeat is one that people count: so many wins, so many by decision. */
const mostKinds = 20

/** Room for the rounding of binary fractions. */
const epsilon = 1e-9

/** What an answer may take its numbers from. */
export interface Grounds {
  /** What the tools gave for it. */
  readonly tables: ReadonlyArray<ToolTable>
  /** What else was told: the questions of the talk, and the day. */
  readonly texts: ReadonlyArray<string>
}

/** The numbers that are known, by what they may be written as. */
class KnownNumbers {
  readonly plain: Array<number> = []
  readonly percent: Array<number> = []
  readonly seconds: Array<number> = []

  text(text: string): void {
    for (const { kind, value } of numeralsIn(text)) {
      if (kind === "clock") this.seconds.push(value)
      else if (kind === "percent") this.percent.push(value)
      else this.plain.push(value)
    }
  }

  cell(cell: Cell, column: string, unit: string | null): void {
    if (typeof cell === "string") this.text(cell)
    if (typeof cell !== "number") return
    this.plain.push(Math.abs(cell))
    if (unit === "seconds" || /seconds$/i.test(column)) this.seconds.push(cell)
    if (unit === "ratio" || (unit === null && Math.abs(cell) <= 1)) this.percent.push(Math.abs(cell) * 100)
    if (/cm$/i.test(column)) this.measure(inches(cell))
    if (/kg$/i.test(column)) this.plain.push(pounds(cell))
  }

  table({ columns, coverage, minFights, note, rows, total, unit, event, asOf }: ToolTable): void {
    const unitAt = columns.indexOf("unit")
    for (const row of rows) {
      const own = unitAt === -1 ? unit : row[unitAt]
      for (const [index, cell] of row.entries()) {
        this.cell(cell, columns[index] ?? "", typeof own === "string" ? own : null)
      }
    }
    this.plain.push(rows.length, ...countsOf(rows))
    for (const known of [coverage?.fights, coverage?.measuredFights, minFights, total]) {
      if (known !== null && known !== undefined) this.plain.push(known)
    }
    for (const said of [note, asOf, event?.name, event?.date]) if (typeof said === "string") this.text(said)
  }

  knows({ kind, value, within }: Numeral): boolean {
    const near = (known: number) => Math.abs(known - value) <= within + epsilon
    switch (kind) {
      case "plain":
        return this.plain.some(near)
      case "percent":
        return this.percent.some(near) || this.plain.some(near)
      case "minutes":
        return this.plain.some(near) || this.seconds.some((known) => near(known / 60))
      case "clock":
        return this.seconds.some(near)
    }
  }

  private measure(length: number): void {
    this.plain.push(length, Math.floor(Math.round(length) / 12), Math.round(length) % 12)
  }
}

/** How often each value of a column stands in it. */
const countsOf = (rows: ToolTable["rows"]): ReadonlyArray<number> => {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, column) => {
    const counts = new Map<Cell, number>()
    for (const row of rows) {
      const cell = row[column]
      if (typeof cell === "string" || typeof cell === "boolean") counts.set(cell, (counts.get(cell) ?? 0) + 1)
    }
    return counts.size <= mostKinds ? [...counts.values()] : []
  }).flat()
}

/**
 * The numbers of an answer that trace to nothing that it was given, as it writes them, each once, at most 20. A number
 * traces to a cell when the cell, rounded to the digits written, is that number: as it stands, as a percentage where it
 * is a ratio, as a clock or in minutes where it is seconds, in inches or pounds where it is metric; and so do the number
 * of rows, how often a value stands in a column, what the fights behind a figure count, and the numbers of the talk's
 * questions. Numbers in words are not looked at, nor are sums and differences: whoever computes is shown to.
 */
export const untraced = (answer: string, { tables, texts }: Grounds): ReadonlyArray<string> => {
  const written = numeralsIn(answer)
  if (written.length === 0) return []
  const known = new KnownNumbers()
  for (const table of tables) known.table(table)
  for (const text of texts) known.text(text)
  const unknown = written.flatMap((numeral) => (known.knows(numeral) ? [] : [numeral.text]))
  return [...new Set(unknown)].slice(0, mostNamed)
}
