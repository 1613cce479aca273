import { Schema } from "effect"
import type { Match } from "../match/Match.ts"
import { methodFamily } from "../match/Method.ts"
import type { Fight } from "../stats/GroupTally.ts"
import { CardBout, cardBout } from "./CardBout.ts"

/** A fight of a night with the points that speak for it. */
export const FightOfTheNight = Schema.Struct({
  bout: CardBout,
  /** High from 5 points, medium from 3. */
  score: Schema.Finite,
  rating: Schema.Literals(["high", "medium", "low"]),
  /** Strikes of every kind that both attempted; null where the fight has no statistics. */
  strikesAttempted: Schema.NullOr(Schema.Int)
})
export type FightOfTheNight = typeof FightOfTheNight.Type

/** How many fights of a night are told. */
export const mostFightsOfTheNight = 5

const lengthPoints = (round: number): number => (round >= 3 ? 3 : round === 2 ? 2 : 0)

const endPoints = ({ method }: Match, round: number): number => {
  switch (method === null ? null : methodFamily(method)) {
    case "KO/TKO":
    case "SUB":
      return 2
    case "DEC":
      return round >= 3 ? 1 : 0
    default:
      return 0
  }
}

const strikePoints = (attempted: number): number => (attempted > 200 ? 2 : attempted > 100 ? 1 : 0)

const placePoints = ({ cardOrder, isMainEvent }: Match): number =>
  isMainEvent ? 1 : cardOrder !== null && cardOrder >= 4 ? 0.5 : 0

const scored = ({ match, rounds }: Fight): FightOfTheNight => {
  const round = match.resultRound ?? 0
  const known = rounds.flatMap(({ totalStrikes }) => totalStrikes?.attempted ?? [])
  const strikesAttempted = known.length === 0 ? null : known.reduce((sum, attempted) => sum + attempted, 0)
  const score = lengthPoints(round) + endPoints(match, round) + strikePoints(strikesAttempted ?? 0) + placePoints(match)
  return {
    bout: cardBout(match),
    score,
    rating: score >= 5 ? "high" : score >= 3 ? "medium" : "low",
    strikesAttempted
  }
}

/**
 * The fights that deserve the bonus, the best first; of equal ones, the first given. Points: the third round or later 3,
 * the second 2; a finish 2, a decision after three rounds 1; more than 200 strikes attempted 2, more than 100 one; the
 * main event 1, else the fourth bout of the night or a later one a half.
 */
export const fightsOfTheNight = (fights: ReadonlyArray<Fight>): ReadonlyArray<FightOfTheNight> =>
  fights
    .map(scored)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostFightsOfTheNight)
