import { Schema } from "effect"
import type { Tally } from "./Tally.ts"

/** The wins, or the losses, in a row up to the latest fight; none after a draw, and without a fight that counts. */
export const Streak = Schema.Struct({ kind: Schema.Literals(["win", "loss", "none"]), length: Schema.Int })
export type Streak = typeof Streak.Type

export const streakOf = ({ lossStreak, winStreak }: Pick<Tally, "winStreak" | "lossStreak">): Streak => {
  if (winStreak > 0) return { kind: "win", length: winStreak }
  return lossStreak > 0 ? { kind: "loss", length: lossStreak } : { kind: "none", length: 0 }
}
