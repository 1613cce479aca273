import type { MatchId } from "../Identity.ts"
import type { FighterMatch } from "./FighterMatch.ts"
import type { Match } from "./Match.ts"
import type { Method } from "./Method.ts"
import { fightSeconds } from "./TimeFormat.ts"

/** How a bout ended. `winner` and `loser` are null for a draw, a no contest and a bout to come. */
export interface MatchResults {
  readonly matchId: MatchId
  readonly winner: FighterMatch | null
  readonly loser: FighterMatch | null
  readonly method: Method | null
  readonly methodDetail: string | null
  readonly round: number | null
  /** Seconds into the last round. */
  readonly time: number | null
  /** Seconds fought in all. */
  readonly seconds: number | null
}

export const matchResults = (match: Match): MatchResults => ({
  matchId: match.id,
  winner: match.corners.find(({ result }) => result === "WIN") ?? null,
  loser: match.corners.find(({ result }) => result === "LOSS") ?? null,
  method: match.method,
  methodDetail: match.methodDetail,
  round: match.resultRound,
  time: match.resultTime,
  seconds: fightSeconds(match)
})
