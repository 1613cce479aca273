import { Schema } from "effect"
import { FighterId, MatchId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import { Method } from "../match/Method.ts"
import { Result } from "../match/Result.ts"
import { WeightClass } from "../ranking/WeightClass.ts"
import { Stance } from "../Stance.ts"

/**
 * How a completed bout ended, whoever fought it. `first` is the fighter with the smaller id, whatever the corners: a source
 * that lists winners first must not tell who won. A side whom nothing identifies comes last.
 */
export const BoutResult = Schema.Struct({
  matchId: MatchId,
  date: IsoDate,
  /** 1 is the first bout of the night. */
  cardOrder: Schema.NullOr(Schema.Int),
  first: Schema.NullOr(FighterId),
  second: Schema.NullOr(FighterId),
  firstResult: Schema.NullOr(Result),
  secondResult: Schema.NullOr(Result),
  method: Schema.NullOr(Method),
  /** The technique in the singular. */
  methodDetail: Schema.NullOr(Schema.String),
  weightClass: Schema.NullOr(WeightClass),
  /** The round in which it ended. */
  round: Schema.NullOr(Schema.Int),
  /** As they are known now; of an unidentified side, not at all. */
  firstStance: Schema.NullOr(Stance),
  secondStance: Schema.NullOr(Stance)
})
export type BoutResult = typeof BoutResult.Type

/** A bout of two identified fighters: what ratings are made of. */
export interface Pairing extends BoutResult {
  readonly first: FighterId
  readonly second: FighterId
}

export const isPairing = (result: BoutResult): result is Pairing => result.first !== null && result.second !== null

/** The first fighter's share of the win: 1, 0, or a half for a draw. Null for a no contest, and where a result is missing. */
export const firstScore = ({ firstResult, secondResult }: BoutResult): number | null => {
  if (firstResult === "WIN" && secondResult === "LOSS") return 1
  if (firstResult === "LOSS" && secondResult === "WIN") return 0
  return firstResult === "DRAW" && secondResult === "DRAW" ? 0.5 : null
}

/** The nights in the order of time, each with its bouts in the order of the card. */
export const nightsOf = <Bout extends BoutResult>(
  results: ReadonlyArray<Bout>
): ReadonlyArray<readonly [IsoDate, ReadonlyArray<Bout>]> => {
  const order = (a: Bout, b: Bout) => (a.cardOrder ?? 0) - (b.cardOrder ?? 0) || a.matchId - b.matchId
  return [...Map.groupBy(results, ({ date }) => date)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, bouts]) => [date, bouts.sort(order)])
}
