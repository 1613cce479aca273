import { Schema } from "effect"
import { FighterMatch } from "../match/FighterMatch.ts"
import type { Bout } from "../stats/Bout.ts"
import { type Tally, tally } from "../stats/Tally.ts"
import { CardBout, cardBout } from "./CardBout.ts"

/** What a fighter may do more of in a fight than others do. */
export const OutlierCategory = Schema.Literals(["sig-strikes", "takedowns", "control-time"])
export type OutlierCategory = typeof OutlierCategory.Type

/** A fighter who did much of something in one fight. */
export const PerformanceOutlier = Schema.Struct({
  category: OutlierCategory,
  fighter: Schema.Struct({ id: FighterMatch.fields.fighterId, name: FighterMatch.fields.name }),
  bout: CardBout,
  /** Landed in the whole fight; of control, seconds. */
  value: Schema.Int,
  /** Exceptional is twice the least that is notable. */
  rating: Schema.Literals(["exceptional", "notable"])
})
export type PerformanceOutlier = typeof PerformanceOutlier.Type

const mostOfCategory = 3

const rules: ReadonlyArray<readonly [OutlierCategory, least: number, value: (sums: Tally) => number]> = [
  ["sig-strikes", 50, (sums) => sums.sigLanded],
  ["takedowns", 3, (sums) => sums.takedownsLanded],
  ["control-time", 300, (sums) => sums.controlSeconds]
]

/** The three most of each category from 50 significant strikes, 3 takedowns and 300 seconds of control on. */
export const performanceOutliers = (sides: ReadonlyArray<Bout>): ReadonlyArray<PerformanceOutlier> => {
  const summed = sides.map((side) => ({ side, sums: tally([side]) }))
  return rules.flatMap(([category, least, valueOf]) =>
    summed
      .map(({ side, sums }) => ({ side, value: valueOf(sums) }))
      .filter(({ value }) => value >= least)
      .sort((a, b) => b.value - a.value)
      .slice(0, mostOfCategory)
      .map(({ side: { match, own }, value }) => ({
        category,
        fighter: { id: own.fighterId, name: own.name },
        bout: cardBout(match),
        value,
        rating: value >= 2 * least ? ("exceptional" as const) : ("notable" as const)
      }))
  )
}
