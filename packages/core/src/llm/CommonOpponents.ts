import type { FighterId } from "../Identity.ts"
import type { FighterMatch } from "../match/FighterMatch.ts"
import type { Match } from "../match/Match.ts"
import type { Cell } from "./ToolTable.ts"

interface Meeting {
  readonly opponent: FighterMatch & { readonly fighterId: FighterId }
  readonly own: FighterMatch | undefined
  readonly date: string | null
}

/** Identified opponents, each with the meetings, latest first. */
const opponentsOf = (fighterId: FighterId, bouts: ReadonlyArray<Match>) =>
  Map.groupBy(
    bouts.flatMap(({ corners, event }): ReadonlyArray<Meeting> => {
      const own = corners.find((corner) => corner.fighterId === fighterId)
      const opponent = corners.find((corner) => corner !== own)
      if (opponent === undefined || opponent.fighterId === null) return []
      return [{ opponent: { ...opponent, fighterId: opponent.fighterId }, own, date: event?.date ?? null }]
    }),
    ({ opponent }) => opponent.fighterId
  )

/** "WIN 2024-05-11, LOSS 2023-03-04". */
const told = (meetings: ReadonlyArray<Meeting>): string =>
  meetings.map(({ date, own }) => [own?.result, date].filter((part) => part != null).join(" ")).join(", ")

const won = (meetings: ReadonlyArray<Meeting>): number => meetings.filter(({ own }) => own?.result === "WIN").length
const lost = (meetings: ReadonlyArray<Meeting>): number => meetings.filter(({ own }) => own?.result === "LOSS").length

/** How two fighters did against those whom both have fought, by name; their careers are given latest first. */
export const commonOpponents = (
  [a, b]: readonly [FighterId, FighterId],
  [ofA, ofB]: readonly [ReadonlyArray<Match>, ReadonlyArray<Match>]
): { readonly columns: ReadonlyArray<string>; readonly rows: ReadonlyArray<ReadonlyArray<Cell>> } => {
  const [first, second] = [opponentsOf(a, ofA), opponentsOf(b, ofB)]
  const rows = [...first].flatMap(([id, own]): ReadonlyArray<ReadonlyArray<Cell>> => {
    const others = second.get(id)
    if (others === undefined) return []
    return [[own[0]!.opponent.name, won(own), lost(own), won(others), lost(others), told(own), told(others), id]]
  })
  return {
    columns: ["opponent", "winsOfA", "lossesOfA", "winsOfB", "lossesOfB", "resultsOfA", "resultsOfB", "opponentId"],
    rows: rows.toSorted(([x], [y]) => (String(x) < String(y) ? -1 : 1))
  }
}
