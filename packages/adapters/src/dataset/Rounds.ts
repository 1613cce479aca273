import type { RoundStats } from "@mma-savant/core/match/MatchStats"
import { Effect } from "effect"
import * as Cell from "./Cell.ts"
import { required, valueOf } from "./CellReader.ts"
import { type Report, type Row, readTable } from "./Table.ts"

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

const sum = (parts: ReadonlyArray<RoundStats["head"]>): string =>
  parts.some((part) => part === null)
    ? ""
    : `${parts.reduce((all, part) => all + part!.landed, 0)} of ${parts.reduce((all, part) => all + part!.attempted, 0)}`

/** What in a row contradicts itself: strikes by target, by position and in all, and percentages, which are floored. */
const contradictions = (row: StatsRow, stats: RoundStats, report: Report): ReadonlyArray<string> => {
  const all = sum([stats.sigStrikes])
  const targets = sum([stats.head, stats.body, stats.leg])
  const positions = sum([stats.distance, stats.clinch, stats.ground])
  const percentages = [
    ["SIG.STR. %", stats.sigStrikes],
    ["TD %", stats.takedowns]
  ] as const
  return [
    ...(all !== "" && targets !== "" && all !== targets ? [`${all} significant strikes, ${targets} by target`] : []),
    ...(all !== "" && positions !== "" && all !== positions
      ? [`${all} significant strikes, ${positions} by position`]
      : []),
    ...percentages.flatMap(([column, figure]) => {
      const printed = valueOf(row, column, Cell.percent, report)
      if (printed === null || figure === null || figure.attempted === 0) return []
      const exact = Math.floor((100 * figure.landed) / figure.attempted)
      return printed === exact ? [] : [`${column} ${printed}, not ${exact}`]
    })
  ]
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
  const names = Object.keys(strikes) as Array<keyof typeof strikes>
  const beyond = names.find((name) => {
    const figure = stats[name]
    return figure !== null && figure.landed > figure.attempted
  })
  if (beyond !== undefined) {
    report("impossible", row.where, `${strikes[beyond]} "${Cell.text(row.cells[strikes[beyond]])}"`)
    return null
  }
  for (const what of contradictions(row, stats, report)) report("inconsistent", row.where, what)
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
