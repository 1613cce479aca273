import { Schema } from "effect"
import { IsoDate } from "../IsoDate.ts"
import { type Match, wasFought } from "../match/Match.ts"
import type { DivisionRanks } from "../ranking/DivisionRanks.ts"
import { Rank } from "../ranking/Ranking.ts"
import { CardBout, cardBout } from "./CardBout.ts"

const rank = Schema.NullOr(Rank)

/** What a bout may change in the rankings. */
export const BoutImpact = Schema.Struct({
  bout: CardBout,
  /** As they stood on the day of the event, by the best place in a division; null for none. */
  winnerRank: rank,
  loserRank: rank,
  /** A ranked contender won: a champion has nowhere to go. */
  winnerMovingUp: Schema.Boolean,
  /** A ranked contender lost, or a champion lost for a title. */
  loserMovingDown: Schema.Boolean,
  /** A title bout, a main event, or a side among the first five of a division. */
  titleImplications: Schema.Boolean
})
export type BoutImpact = typeof BoutImpact.Type

/** What a night may change in the rankings. */
export const RankingImpact = Schema.Struct({
  /** The day of the rankings; null when none were known by the day of the event. */
  rankedOn: Schema.NullOr(IsoDate),
  /** Those that somebody won and somebody lost. */
  bouts: Schema.Array(BoutImpact),
  winnersMovingUp: Schema.Int,
  losersMovingDown: Schema.Int,
  titleImplications: Schema.Int
})
export type RankingImpact = typeof RankingImpact.Type

const isTopFive = (rank: number | null): boolean => rank !== null && rank <= 5

const boutImpact = (match: Match, ranks: DivisionRanks): ReadonlyArray<BoutImpact> => {
  const winner = match.corners.find(({ result }) => result === "WIN")
  const loser = match.corners.find(({ result }) => result === "LOSS")
  if (!wasFought(match) || winner === undefined || loser === undefined) return []
  const winnerRank = ranks.of(winner.fighterId)
  const loserRank = ranks.of(loser.fighterId)
  return [
    {
      bout: cardBout(match),
      winnerRank,
      loserRank,
      winnerMovingUp: winnerRank !== null && winnerRank > 0,
      loserMovingDown: loserRank !== null && (loserRank > 0 || match.isTitleBout),
      titleImplications: match.isTitleBout || match.isMainEvent || isTopFive(winnerRank) || isTopFive(loserRank)
    }
  ]
}

export const rankingImpact = (card: ReadonlyArray<Match>, ranks: DivisionRanks): Omit<RankingImpact, "rankedOn"> => {
  const bouts = card.flatMap((match) => boutImpact(match, ranks))
  const count = (holds: (impact: BoutImpact) => boolean) => bouts.filter(holds).length
  return {
    bouts,
    winnersMovingUp: count(({ winnerMovingUp }) => winnerMovingUp),
    losersMovingDown: count(({ loserMovingDown }) => loserMovingDown),
    titleImplications: count(({ titleImplications }) => titleImplications)
  }
}
