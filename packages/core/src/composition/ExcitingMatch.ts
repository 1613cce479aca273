import { Schema } from "effect"
import { type Match, matchKey } from "../match/Match.ts"
import { methodFamily } from "../match/Method.ts"
import type { DivisionRanks } from "../ranking/DivisionRanks.ts"
import { CardBout, cardBout } from "./CardBout.ts"

/** A fight with the points that make it worth watching. */
export const ExcitingMatch = Schema.Struct({ bout: CardBout, score: Schema.Int })
export type ExcitingMatch = typeof ExcitingMatch.Type

const endPoints = ({ method, resultRound }: Match): number => {
  switch (method === null ? null : methodFamily(method)) {
    case "KO/TKO":
      return 4
    case "SUB":
      return 3
    case "DEC":
      return resultRound !== null && resultRound >= 3 ? 2 : 0
    default:
      return 0
  }
}

const rankPoints = ({ corners }: Match, ranks: DivisionRanks): number => {
  const places = corners.map(({ fighterId }) => ranks.of(fighterId)).filter((rank) => rank !== null)
  const champions = places.filter((rank) => rank === 0).length
  return (places.length === 2 ? 3 : places.length) + 2 * champions
}

/**
 * Points: a knockout 4, a submission 3, a decision after three rounds 2; the main event 2; both sides ranked 3, one of
 * them 1; every champion 2 more. The highest score first; of equal ones, the latest.
 */
export const excitingMatches = (
  fights: ReadonlyArray<Match>,
  ranks: DivisionRanks,
  limit: number
): ReadonlyArray<ExcitingMatch> =>
  fights
    .map((match) => ({
      match,
      score: endPoints(match) + (match.isMainEvent ? 2 : 0) + rankPoints(match, ranks)
    }))
    .sort((a, b) => b.score - a.score || (matchKey(a.match) < matchKey(b.match) ? 1 : -1))
    .slice(0, limit)
    .map(({ match, score }) => ({ bout: cardBout(match), score }))
