import { Schema } from "effect"
import { Fighter } from "../fighter/Fighter.ts"
import { type IsoDate, yearsBetween } from "../IsoDate.ts"
import { Rankings } from "../ranking/Ranking.ts"
import type { Bout } from "../stats/Bout.ts"
import { Streak, streakOf } from "../stats/Streak.ts"
import { tally } from "../stats/Tally.ts"
import { CareerBout, careerBout } from "./CareerTimeline.ts"
import { FighterStats, fighterStats } from "./FighterStats.ts"

const { fighterId: _, name: __, ...counted } = FighterStats.fields

/** Who a fighter is, and where the fighter stands. */
export const FighterProfile = Schema.Struct({
  fighter: Fighter,
  /** Whole years; null where no source gives the date of birth. */
  age: Schema.NullOr(Schema.Int),
  ...counted,
  streak: Streak,
  /** The fighter's current places: a class comes before pound for pound. */
  rankings: Rankings,
  /** The latest first, at most five; the whole career is a list of its own. */
  latestBouts: Schema.Array(CareerBout)
})
export type FighterProfile = typeof FighterProfile.Type

const latest = 5

/** Of completed bouts, given latest first. */
export const fighterProfile = (
  fighter: Fighter,
  bouts: ReadonlyArray<Bout>,
  rankings: Rankings,
  day: IsoDate
): FighterProfile => ({
  fighter,
  age: fighter.birthdate === null ? null : yearsBetween(fighter.birthdate, day),
  ...fighterStats(bouts),
  streak: streakOf(tally(bouts)),
  rankings,
  latestBouts: bouts.slice(0, latest).map(careerBout)
})
