import { Schema } from "effect"
import { FightRecord } from "../fighter/FightRecord.ts"
import { FighterId } from "../Identity.ts"
import { FighterMatch } from "../match/FighterMatch.ts"
import { Match } from "../match/Match.ts"
import type { Bout } from "../stats/Bout.ts"
import { Coverage } from "../stats/Coverage.ts"
import { longestWinStreak, tally } from "../stats/Tally.ts"

/** A bout as a line of a career. */
export const CareerBout = Schema.Struct({
  matchId: Match.fields.id,
  event: Match.fields.event,
  /** Null where the source names one side only. */
  opponent: Schema.NullOr(Schema.Struct({ id: FighterMatch.fields.fighterId, name: FighterMatch.fields.name })),
  result: FighterMatch.fields.result,
  weightClass: Match.fields.weightClass,
  method: Match.fields.method,
  resultRound: Match.fields.resultRound,
  /** Seconds into the last round. */
  resultTime: Match.fields.resultTime,
  isMainEvent: Schema.Boolean
})
export type CareerBout = typeof CareerBout.Type

/** A fighter's completed bouts in the order in which they were fought, at most the latest 100. */
export const CareerTimeline = Schema.Struct({
  fighterId: FighterId,
  name: Schema.String,
  record: FightRecord,
  longestWinStreak: Schema.Int,
  mainEvents: Schema.Int,
  bouts: Schema.Array(CareerBout),
  /** The main events among the bouts. */
  highlights: Schema.Array(CareerBout),
  coverage: Coverage
})
export type CareerTimeline = typeof CareerTimeline.Type

export const careerBout = ({ match, opponent, own }: Bout): CareerBout => ({
  matchId: match.id,
  event: match.event,
  opponent: opponent === null ? null : { id: opponent.fighterId, name: opponent.name },
  result: own.result,
  weightClass: match.weightClass,
  method: match.method,
  resultRound: match.resultRound,
  resultTime: match.resultTime,
  isMainEvent: match.isMainEvent
})

/** Of completed bouts, given latest first. */
export const careerTimeline = (bouts: ReadonlyArray<Bout>): Omit<CareerTimeline, "fighterId" | "name"> => {
  const sums = tally(bouts)
  const lines = bouts.map(careerBout).reverse()
  const highlights = lines.filter(({ isMainEvent }) => isMainEvent)
  return {
    record: FightRecord.of(sums),
    longestWinStreak: longestWinStreak(bouts),
    mainEvents: highlights.length,
    bouts: lines,
    highlights,
    coverage: { fights: sums.fights, measuredFights: sums.measuredFights }
  }
}
