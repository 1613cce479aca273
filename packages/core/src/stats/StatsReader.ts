import { Context, Effect } from "effect"
import type { FighterId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { WeightClass } from "../ranking/WeightClass.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Coverage } from "./Coverage.ts"
import type { DataStatus } from "./DataStatus.ts"
import { type FighterTally, type Leaderboard, leaderboard } from "./Leaderboard.ts"
import type { MetricId } from "./Metric.ts"

/** Which completed fights are summed: every condition given must hold. */
export interface TallyScope {
  readonly fighterIds?: ReadonlyArray<FighterId> | undefined
  readonly weightClass?: WeightClass | undefined
  readonly from?: IsoDate | undefined
  /** The last day counted; never later than today. */
  readonly to: IsoDate
}

export interface LeaderboardQuery extends TallyScope {
  readonly metric: MetricId
  /** Fights a fighter needs to rank; `defaultMinFights` where nobody says. */
  readonly minFights: number
  /** 1 to 100. */
  readonly limit: number
}

interface Primitives {
  /**
   * The sums of every identified fighter with at least one completed fight in the scope, as `tally` would give them.
   * One query.
   */
  readonly tallies: (scope: TallyScope) => Effect.Effect<ReadonlyArray<FighterTally>, StoreUnavailable>
  /** The completed fights of the scope that have an identified fighter in it. One query. */
  readonly coverage: (scope: TallyScope) => Effect.Effect<Coverage, StoreUnavailable>
  /** One query. */
  readonly status: (today: IsoDate) => Effect.Effect<DataStatus, StoreUnavailable>
}

/** Figures over many fighters at once. Laws: `contract/StatsReader.ts`. */
export class StatsReader extends Context.Service<
  StatsReader,
  Primitives & {
    readonly leaderboard: (query: LeaderboardQuery) => Effect.Effect<Leaderboard, StoreUnavailable>
  }
>()("@mma-savant/core/stats/StatsReader") {
  static make(primitives: Primitives) {
    return StatsReader.of({
      ...primitives,
      leaderboard: ({ limit, metric, minFights, ...scope }) =>
        Effect.map(primitives.tallies(scope), (tallies) => leaderboard(metric, tallies, { limit, minFights }))
    })
  }
}
