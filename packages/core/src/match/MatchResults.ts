import { Schema } from "effect"
import { FighterMatch } from "./FighterMatch.ts"
import { Match } from "./Match.ts"
import { fightSeconds } from "./TimeFormat.ts"

const side = Schema.NullOr(FighterMatch)

/** How a bout ended. `winner` and `loser` are null for a draw, a no contest and a bout to come. */
export const MatchResults = Schema.Struct({
  matchId: Match.fields.id,
  winner: side,
  loser: side,
  method: Match.fields.method,
  methodDetail: Match.fields.methodDetail,
  round: Match.fields.resultRound,
  /** Seconds into the last round. */
  time: Match.fields.resultTime,
  /** Seconds fought in all. */
  seconds: Schema.NullOr(Schema.Int)
})
export type MatchResults = typeof MatchResults.Type

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
