import { Schema } from "effect"
import { FighterId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import type { Match } from "../match/Match.ts"
import type { CornerStats } from "../match/MatchStats.ts"
import { boutsOf } from "../stats/Bout.ts"
import { Figure, figure, metricIds } from "../stats/Metric.ts"
import { tally } from "../stats/Tally.ts"
import type { Fighter } from "./Fighter.ts"
import { FightRecord } from "./FightRecord.ts"

/** Everything counted about one fighter's completed bouts. */
export const FighterStats = Schema.Struct({
  fighterId: FighterId,
  name: Schema.String,
  record: FightRecord,
  /** The fighter's first and latest bout at hand; null without any. */
  firstFight: Schema.NullOr(IsoDate),
  lastFight: Schema.NullOr(IsoDate),
  /** Every metric of the registry; a value is null where there is nothing to divide by or no statistics. */
  figures: Schema.Array(Figure)
})
export type FighterStats = typeof FighterStats.Type

/** Counts a fighter's completed bouts. */
export const fighterStats = (
  fighter: Pick<Fighter, "id" | "name">,
  matches: ReadonlyArray<Match>,
  stats: ReadonlyArray<CornerStats>
): FighterStats => {
  const bouts = boutsOf(fighter.id, matches, stats)
  const sums = tally(bouts)
  return {
    fighterId: fighter.id,
    name: fighter.name,
    record: FightRecord.of(sums),
    firstFight: bouts.at(-1)?.match.event?.date ?? null,
    lastFight: bouts[0]?.match.event?.date ?? null,
    figures: metricIds.map((id) => figure(id, sums))
  }
}
