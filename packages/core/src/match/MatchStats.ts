import { Schema } from "effect"
import { FighterId, MatchId } from "../Identity.ts"

const count = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })))

/** Strikes or takedowns: what landed of what was attempted. */
export const Landed = Schema.Struct({ landed: count, attempted: count }).pipe(
  Schema.check(
    Schema.makeFilter(
      ({ attempted, landed }) => landed <= attempted || `landed ${landed} of only ${attempted} attempted`
    )
  )
)
export type Landed = typeof Landed.Type

const landed = Schema.NullOr(Landed)

/** What one fighter did in one round; null is a cell the source left out. */
export const RoundStats = Schema.Struct({
  /** From 1; 0 is a whole bout of which the source gives no rounds, and then stands alone. */
  round: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 10 }))),
  knockdowns: Schema.NullOr(count),
  sigStrikes: landed,
  totalStrikes: landed,
  takedowns: landed,
  submissionAttempts: Schema.NullOr(count),
  reversals: Schema.NullOr(count),
  controlSeconds: Schema.NullOr(count),
  head: landed,
  body: landed,
  leg: landed,
  distance: landed,
  clinch: landed,
  ground: landed
})
export type RoundStats = typeof RoundStats.Type

export type RoundCounts = Omit<RoundStats, "round">

/** Of a round of which the source left every cell out. */
export const uncounted: RoundCounts = {
  knockdowns: null,
  sigStrikes: null,
  totalStrikes: null,
  takedowns: null,
  submissionAttempts: null,
  reversals: null,
  controlSeconds: null,
  head: null,
  body: null,
  leg: null,
  distance: null,
  clinch: null,
  ground: null
}

/** The rounds of one side of a bout, ascending. `position` is 1 or 2, the side's place in the bout's `corners`. */
export const CornerStats = Schema.Struct({
  matchId: MatchId,
  position: Schema.Literals([1, 2]),
  fighterId: Schema.NullOr(FighterId),
  rounds: Schema.Array(RoundStats)
})
export type CornerStats = typeof CornerStats.Type
