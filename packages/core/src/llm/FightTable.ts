import type { FighterId } from "../Identity.ts"
import type { FighterMatch } from "../match/FighterMatch.ts"
import type { Match } from "../match/Match.ts"
import { clock } from "../match/TimeFormat.ts"
import { weightClassName } from "../ranking/WeightClass.ts"
import type { Cell } from "./ToolTable.ts"

type Rows = { readonly columns: ReadonlyArray<string>; readonly rows: ReadonlyArray<ReadonlyArray<Cell>> }

const how = (match: Match): string | null =>
  match.method === null ? null : match.methodDetail === null ? match.method : `${match.method} (${match.methodDetail})`

const ending = (match: Match): ReadonlyArray<Cell> => [
  how(match),
  match.resultRound,
  match.resultTime === null ? null : clock(match.resultTime)
]

const place = (match: Match): ReadonlyArray<Cell> => [
  match.weightClass === null ? match.title : weightClassName(match.weightClass),
  match.isTitleBout
]

/** The columns of a fighter's history. */
export const historyColumns = [
  "date",
  "result",
  "opponent",
  "method",
  "round",
  "time",
  "weightClass",
  "titleFight",
  "event",
  "matchId",
  "opponentId"
]

/** A bout in a fighter's history: the opponent, and the fighter's own result. */
export const historyRow = (fighterId: FighterId, match: Match): ReadonlyArray<Cell> => {
  const own = match.corners.find((corner) => corner.fighterId === fighterId)
  const opponent: FighterMatch | undefined = match.corners.find((corner) => corner !== own)
  return [
    match.event?.date ?? null,
    own?.result ?? null,
    opponent?.name ?? null,
    ...ending(match),
    ...place(match),
    match.event?.name ?? null,
    match.id,
    opponent?.fighterId ?? null
  ]
}

export const historyTable = (fighterId: FighterId, matches: ReadonlyArray<Match>): Rows => ({
  columns: historyColumns,
  rows: matches.map((match) => historyRow(fighterId, match))
})

/** Bouts of one event: the winner first where there is one. */
export const cardTable = (matches: ReadonlyArray<Match>): Rows => ({
  columns: [
    "fighter1",
    "fighter2",
    "outcome",
    "method",
    "round",
    "time",
    "weightClass",
    "titleFight",
    "mainEvent",
    "matchId"
  ],
  rows: matches.map((match) => {
    const [first, second] = [...match.corners].sort((a, b) => Number(b.result === "WIN") - Number(a.result === "WIN"))
    return [
      first?.name ?? null,
      second?.name ?? null,
      first?.result ?? (match.status === "completed" ? null : match.status),
      ...ending(match),
      ...place(match),
      match.isMainEvent,
      match.id
    ]
  })
})

/** Bouts of several events: each as in a card, with its event. */
export const fightTable = (matches: ReadonlyArray<Match>): Rows => {
  const { columns, rows } = cardTable(matches)
  return {
    columns: ["date", "event", ...columns],
    rows: matches.map(({ event }, index) => [event?.date ?? null, event?.name ?? null, ...(rows[index] ?? [])])
  }
}
