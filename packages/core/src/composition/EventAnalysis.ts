import { Schema } from "effect"
import { EventRef } from "../match/Match.ts"
import { Coverage } from "../stats/Coverage.ts"
import { CardQuality } from "./CardQuality.ts"
import { Comeback } from "./Comeback.ts"
import { FightOfTheNight } from "./FightOfTheNight.ts"
import { PerformanceOutlier } from "./PerformanceOutlier.ts"
import { RankingImpact } from "./RankingImpact.ts"
import { StyleClash } from "./StyleClash.ts"

/** What made a night, by the ranks of its day. */
export const EventAnalysis = Schema.Struct({
  event: EventRef,
  quality: CardQuality,
  fightsOfTheNight: Schema.Array(FightOfTheNight),
  rankingImpact: RankingImpact,
  outliers: Schema.Array(PerformanceOutlier),
  comebacks: Schema.Array(Comeback),
  /** Those of bouts to come included. */
  styleClashes: Schema.Array(StyleClash),
  coverage: Coverage
})
export type EventAnalysis = typeof EventAnalysis.Type
