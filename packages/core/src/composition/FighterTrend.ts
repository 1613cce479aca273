import { Schema } from "effect"
import { FightRecord } from "../fighter/FightRecord.ts"
import { FighterId } from "../Identity.ts"
import type { Bout } from "../stats/Bout.ts"
import { Coverage } from "../stats/Coverage.ts"
import { figure } from "../stats/Metric.ts"
import { tally } from "../stats/Tally.ts"

export const Form = Schema.Literals(["hot_streak", "good_form", "mixed_form", "poor_form", "no_data"])
export type Form = typeof Form.Type

/** How a fighter's latest bouts went. */
export const FighterTrend = Schema.Struct({
  fighterId: FighterId,
  name: Schema.String,
  /** In the bouts looked at. */
  record: FightRecord,
  /** By the win rate of those bouts: a hot streak from 80%, good form from 60%, mixed from 40%. */
  form: Form,
  coverage: Coverage
})
export type FighterTrend = typeof FighterTrend.Type

/** How many bouts make a trend. */
export const trendLength = 5

const formOf = (winRate: number | null): Form => {
  if (winRate === null) return "no_data"
  if (winRate >= 0.8) return "hot_streak"
  if (winRate >= 0.6) return "good_form"
  return winRate >= 0.4 ? "mixed_form" : "poor_form"
}

/** Of completed bouts, given latest first. A no contest says nothing of form and takes nobody's place. */
export const fighterTrend = (bouts: ReadonlyArray<Bout>): Pick<FighterTrend, "record" | "form" | "coverage"> => {
  const sums = tally(bouts.filter(({ own }) => own.result !== "NC").slice(0, trendLength))
  const { fights, measuredFights } = sums
  return {
    record: FightRecord.of(sums),
    form: formOf(figure("win-rate", sums).value),
    coverage: { fights, measuredFights }
  }
}
