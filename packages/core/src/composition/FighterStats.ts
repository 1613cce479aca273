import { Schema } from "effect"
import { FightRecord } from "../fighter/FightRecord.ts"
import { FighterId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import type { Bout } from "../stats/Bout.ts"
import { Coverage } from "../stats/Coverage.ts"
import { Figure, figure, metricIds } from "../stats/Metric.ts"
import { tally } from "../stats/Tally.ts"

/** Everything counted about one fighter's completed bouts. */
export const FighterStats = Schema.Struct({
  fighterId: FighterId,
  name: Schema.String,
  record: FightRecord,
  /** The fighter's first and latest bout at hand; null without any. */
  firstFight: Schema.NullOr(IsoDate),
  lastFight: Schema.NullOr(IsoDate),
  /** Every metric of the registry; a value is null where there is nothing to divide by or no statistics. */
  figures: Schema.Array(Figure),
  coverage: Coverage
})
export type FighterStats = typeof FighterStats.Type

/** Of completed bouts, given latest first. */
export const fighterStats = (bouts: ReadonlyArray<Bout>): Omit<FighterStats, "fighterId" | "name"> => {
  const sums = tally(bouts)
  return {
    record: FightRecord.of(sums),
    firstFight: bouts.at(-1)?.match.event?.date ?? null,
    lastFight: bouts[0]?.match.event?.date ?? null,
    figures: metricIds.map((id) => figure(id, sums)),
    coverage: { fights: sums.fights, measuredFights: sums.measuredFights }
  }
}
