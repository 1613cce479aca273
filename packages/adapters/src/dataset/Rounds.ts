import * as Cell from "@mma-savant/core/collection/Cell"
import type { Report } from "@mma-savant/core/collection/Finding"
import { roundContradictions } from "@mma-savant/core/collection/Invariants"
import type { RoundStats } from "@mma-savant/core/match/MatchStats"
import { Effect } from "effect"
import { required, valueOf } from "./CellReader.ts"
import { type Row, readTable } from "./Table.ts"

const strikes = {
  sigStrikes: "SIG.STR.",
  totalStrikes: "TOTAL STR.",
  takedowns: "TD",
  head: "HEAD",
  body: "BODY",
  leg: "LEG",
  distance: "DISTANCE",
  clinch: "CLINCH",
  ground: "GROUND"
} as const
const columns = [
  "EVENT",
  "BOUT",
  "ROUND",
  "FIGHTER",
  "KD",
  "SUB.ATT",
  "REV.",
  "CTRL",
  "SIG.STR. %",
  "TD %",
  ...Object.values(strikes)
] as const
type StatsRow = Row<(typeof columns)[number]>

/** One row of statistics: a round of the side printed as `fighter`. */
export interface PrintedRound {
  readonly where: string
  readonly fighter: string
  readonly stats: RoundStats
}

/** Rows that follow each other under one event and one bout. */
export interface Run {
  readonly event: string
  readonly bout: string
  readonly where: string
  readonly rounds: ReadonlyArray<PrintedRound>
}

const roundOf = (row: StatsRow, report: Report): PrintedRound | null => {
  const round = required(row, "ROUND", Cell.round, report)
  const fighter = required(row, "FIGHTER", Cell.text, report)
  if (round === null || fighter === null) return null
  const landed = (column: keyof StatsRow["cells"]) => valueOf(row, column, Cell.landed, report)
  const stats: RoundStats = {
    round,
    knockdowns: valueOf(row, "KD", Cell.count, report),
    sigStrikes: landed(strikes.sigStrikes),
    totalStrikes: landed(strikes.totalStrikes),
    takedowns: landed(strikes.takedowns),
    submissionAttempts: valueOf(row, "SUB.ATT", Cell.count, report),
    reversals: valueOf(row, "REV.", Cell.count, report),
    controlSeconds: valueOf(row, "CTRL", Cell.clock, report),
    head: landed(strikes.head),
    body: landed(strikes.body),
    leg: landed(strikes.leg),
    distance: landed(strikes.distance),
    clinch: landed(strikes.clinch),
    ground: landed(strikes.ground)
  }
  const contradictions = roundContradictions(stats, {
    sigStrikes: valueOf(row, "SIG.STR. %", Cell.percent, report),
    takedowns: valueOf(row, "TD %", Cell.percent, report)
  })
  for (const { rule, what } of contradictions) report(rule, row.where, what)
  if (contradictions.some(({ rule }) => rule === "impossible")) return null
  return { where: row.where, fighter, stats }
}

/** The statistics by bout, in the order of the file; none where the file is absent. */
export const readRounds = Effect.fn("CsvDataset.readRounds")(function* (directory: string, report: Report) {
  const rows = yield* readTable(directory, "ufc_fight_stats.csv", columns, report, true)
  const runs: Array<Run & { readonly rounds: Array<PrintedRound> }> = []
  for (const row of rows) {
    const event = required(row, "EVENT", Cell.text, report)
    const bout = required(row, "BOUT", Cell.text, report)
    if (event === null || bout === null) continue
    let run = runs.at(-1)
    if (run?.event !== event || run.bout !== bout) {
      run = { event, bout, where: row.where, rounds: [] }
      runs.push(run)
    }
    const round = roundOf(row, report)
    if (round !== null) run.rounds.push(round)
  }
  return runs as ReadonlyArray<Run>
})
