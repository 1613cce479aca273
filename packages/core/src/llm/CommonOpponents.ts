import { commonOpponents } from "../composition/CommonOpponents.ts"
import type { Bout } from "../stats/Bout.ts"
import { tally } from "../stats/Tally.ts"
import type { Cell } from "./ToolTable.ts"

/** "WIN 2024-05-11, LOSS 2023-03-04". */
const told = (bouts: ReadonlyArray<Bout>): string =>
  bouts.map(({ match, own }) => [own.result, match.event?.date].filter((part) => part != null).join(" ")).join(", ")

/** How two fighters did against those whom both have fought, by name; their bouts are given latest first. */
export const commonOpponentsTable = (
  ofA: ReadonlyArray<Bout>,
  ofB: ReadonlyArray<Bout>
): { readonly columns: ReadonlyArray<string>; readonly rows: ReadonlyArray<ReadonlyArray<Cell>> } => ({
  columns: ["opponent", "winsOfA", "lossesOfA", "winsOfB", "lossesOfB", "resultsOfA", "resultsOfB", "opponentId"],
  rows: commonOpponents(ofA, ofB).map(({ id, name, ofA: own, ofB: others }) => {
    const [a, b] = [tally(own), tally(others)]
    return [name, a.wins, a.losses, b.wins, b.losses, told(own), told(others), id]
  })
})
