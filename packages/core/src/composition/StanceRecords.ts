import { Schema } from "effect"
import type { Fighter } from "../fighter/Fighter.ts"
import { FightRecord } from "../fighter/FightRecord.ts"
import { FighterId } from "../Identity.ts"
import { Stance } from "../Stance.ts"
import type { Bout } from "../stats/Bout.ts"
import { Coverage } from "../stats/Coverage.ts"
import { figure } from "../stats/Metric.ts"
import { tally } from "../stats/Tally.ts"

/** How a fighter did against those of one stance. */
export const StanceRecord = Schema.Struct({
  /** Null for opponents whose stance is not known. */
  stance: Schema.NullOr(Stance),
  record: FightRecord,
  /** Null where the fighter met nobody of the stance. */
  winRate: Schema.NullOr(Schema.Finite),
  coverage: Coverage
})
export type StanceRecord = typeof StanceRecord.Type

/** A fighter's completed bouts by the present stances of the opponents. */
export const StanceRecords = Schema.Struct({
  fighterId: FighterId,
  name: Schema.String,
  /** Every stance, met or not, and at last the unknown one. */
  stances: Schema.Array(StanceRecord),
  coverage: Coverage
})
export type StanceRecords = typeof StanceRecords.Type

/** Of completed bouts, given latest first, with whoever of the opponents is known. */
export const stanceRecords = (
  bouts: ReadonlyArray<Bout>,
  opponents: ReadonlyArray<Pick<Fighter, "id" | "stance">>
): Pick<StanceRecords, "stances" | "coverage"> => {
  const stances = new Map(opponents.map(({ id, stance }) => [id, stance]))
  const stanceOf = ({ opponent }: Bout): Stance | null =>
    (opponent?.fighterId && stances.get(opponent.fighterId)) || null
  const met = Map.groupBy(bouts, stanceOf)
  const { fights, measuredFights } = tally(bouts)
  return {
    stances: [...Stance.literals, null].map((stance) => {
      const sums = tally(met.get(stance) ?? [])
      return {
        stance,
        record: FightRecord.of(sums),
        winRate: figure("win-rate", sums).value,
        coverage: { fights: sums.fights, measuredFights: sums.measuredFights }
      }
    }),
    coverage: { fights, measuredFights }
  }
}
