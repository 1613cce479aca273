import { Schema } from "effect"
import type { Landed, RoundStats } from "../match/MatchStats.ts"
import { clock } from "../match/TimeFormat.ts"
import { over } from "./MetricRule.ts"

const count = Schema.NullOr(Schema.Int)

/** `accuracy` is landed / attempted, 0 to 1, null where nothing was attempted. */
const landed = Schema.NullOr(
  Schema.Struct({ landed: Schema.Int, attempted: Schema.Int, accuracy: Schema.NullOr(Schema.Finite) })
)

/** What one fighter did in a whole fight: the sums of the rounds. Null is what no round tells. */
export const BoutTotals = Schema.Struct({
  knockdowns: count,
  sigStrikes: landed,
  totalStrikes: landed,
  takedowns: landed,
  submissionAttempts: count,
  reversals: count,
  controlSeconds: count,
  /** As fights print it: "4:35". */
  control: Schema.NullOr(Schema.String),
  head: landed,
  body: landed,
  leg: landed,
  distance: landed,
  clinch: landed,
  ground: landed
})
export type BoutTotals = typeof BoutTotals.Type

const sum = (values: ReadonlyArray<number>): number => values.reduce((total, value) => total + value, 0)

/** Null where there are no statistics. */
export const boutTotals = (rounds: ReadonlyArray<RoundStats>): BoutTotals | null => {
  if (rounds.length === 0) return null
  const counted = (pick: (round: RoundStats) => number | null) => {
    const known = rounds.flatMap((round) => pick(round) ?? [])
    return known.length === 0 ? null : sum(known)
  }
  const summed = (pick: (round: RoundStats) => Landed | null) => {
    const known = rounds.flatMap((round) => pick(round) ?? [])
    if (known.length === 0) return null
    const landed = sum(known.map((one) => one.landed))
    const attempted = sum(known.map((one) => one.attempted))
    return { landed, attempted, accuracy: over(landed, attempted) }
  }
  const controlSeconds = counted((round) => round.controlSeconds)
  return {
    knockdowns: counted((round) => round.knockdowns),
    sigStrikes: summed((round) => round.sigStrikes),
    totalStrikes: summed((round) => round.totalStrikes),
    takedowns: summed((round) => round.takedowns),
    submissionAttempts: counted((round) => round.submissionAttempts),
    reversals: counted((round) => round.reversals),
    controlSeconds,
    control: controlSeconds === null ? null : clock(controlSeconds),
    head: summed((round) => round.head),
    body: summed((round) => round.body),
    leg: summed((round) => round.leg),
    distance: summed((round) => round.distance),
    clinch: summed((round) => round.clinch),
    ground: summed((round) => round.ground)
  }
}
