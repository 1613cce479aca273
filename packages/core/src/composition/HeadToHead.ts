import { Schema } from "effect"
import { FightRecord } from "../fighter/FightRecord.ts"
import { FighterId } from "../Identity.ts"
import type { Bout } from "../stats/Bout.ts"
import { Coverage } from "../stats/Coverage.ts"
import { tally } from "../stats/Tally.ts"
import { CareerBout, careerBout } from "./CareerTimeline.ts"

const Named = Schema.Struct({ id: FighterId, name: Schema.String })

/** The completed bouts of two fighters against each other, at most the latest 100. */
export const HeadToHead = Schema.Struct({
  a: Named,
  b: Named,
  /** Of the first against the second, as are the bouts. */
  record: FightRecord,
  /** The latest first. */
  bouts: Schema.Array(CareerBout),
  coverage: Coverage
})
export type HeadToHead = typeof HeadToHead.Type

/** Of the first fighter's completed bouts against the second, given latest first. */
export const headToHead = (bouts: ReadonlyArray<Bout>): Omit<HeadToHead, "a" | "b"> => {
  const sums = tally(bouts)
  return {
    record: FightRecord.of(sums),
    bouts: bouts.map(careerBout),
    coverage: { fights: sums.fights, measuredFights: sums.measuredFights }
  }
}
