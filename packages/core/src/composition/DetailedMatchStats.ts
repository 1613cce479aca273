import { Schema } from "effect"
import { FighterMatch } from "../match/FighterMatch.ts"
import { Match } from "../match/Match.ts"
import { type CornerStats, RoundStats } from "../match/MatchStats.ts"
import { bothSides } from "../stats/Bout.ts"
import { BoutTotals, boutTotals } from "../stats/BoutTotals.ts"

/** A bout, and what each side did in it, in all and round by round. */
export const DetailedMatchStats = Schema.Struct({
  match: Match,
  /** In the order of the bout's sides. */
  sides: Schema.Array(
    Schema.Struct({
      fighterId: FighterMatch.fields.fighterId,
      name: FighterMatch.fields.name,
      result: FighterMatch.fields.result,
      /** Null without statistics. */
      totals: Schema.NullOr(BoutTotals),
      rounds: Schema.Array(RoundStats)
    })
  )
})
export type DetailedMatchStats = typeof DetailedMatchStats.Type

export const detailedMatchStats = (match: Match, stats: ReadonlyArray<CornerStats>): DetailedMatchStats => ({
  match,
  sides: bothSides([match], stats).map(({ own: { fighterId, name, result }, ownRounds }) => ({
    fighterId,
    name,
    result,
    totals: boutTotals(ownRounds),
    rounds: ownRounds
  }))
})
