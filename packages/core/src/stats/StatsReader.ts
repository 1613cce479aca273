import { Array, Context, Effect, Struct } from "effect"
import type { IsoDate } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { BoutRecords } from "./BoutRecord.ts"
import { type BoutResult, isPairing, type Pairing } from "./BoutResult.ts"
import type { Coverage } from "./Coverage.ts"
import type { DataStatus } from "./DataStatus.ts"
import type { GroupedTally, Grouping } from "./Grouping.ts"
import type { FightGrouping, GroupSums } from "./GroupTally.ts"
import { type FighterTally, type FighterValue, type Leaderboard, type Places, ranked } from "./Leaderboard.ts"
import type { MetricId } from "./Metric.ts"
import type { BoutRecordQuery, FightScope, TallyScope } from "./TallyScope.ts"
import { versionCache } from "./VersionCache.ts"

/** Rankings and coverages that are kept: some hundred kilobytes each. */
const mostKept = 24

export interface ValueQuery extends TallyScope {
  readonly metric: MetricId
}

/** `limit` is 1 to 100. */
export interface LeaderboardQuery extends ValueQuery, Places {}

interface Primitives {
  /**
   * The sums of every identified fighter with at least one completed fight in the scope, for each of the groups of that
   * fighter's fights, as `groupBouts` would put them and `tally` would sum them, in no particular order. One query.
   */
  readonly groupedTallies: (
    scope: TallyScope,
    by: Grouping | "all"
  ) => Effect.Effect<ReadonlyArray<GroupedTally>, StoreUnavailable>
  /** One figure of the fighters that `tallies` would give. One query, which reads no more than the figure takes. */
  readonly values: (query: ValueQuery) => Effect.Effect<ReadonlyArray<FighterValue>, StoreUnavailable>
  /** The sums of the completed fights of each year or class, or of all, as `groupTally` would give them. One query. */
  readonly groupTallies: (
    scope: FightScope,
    by: FightGrouping
  ) => Effect.Effect<ReadonlyArray<GroupSums>, StoreUnavailable>
  /** As `boutRecords` would rank the completed fights of identified fighters. One query. */
  readonly boutRecords: (query: BoutRecordQuery) => Effect.Effect<BoutRecords, StoreUnavailable>
  /** The completed fights of the scope that have an identified fighter in it. One query. */
  readonly coverage: (scope: TallyScope) => Effect.Effect<Coverage, StoreUnavailable>
  /** The completed bouts until the day, which is included, of two sides, identified or not. One query. */
  readonly results: (to: IsoDate) => Effect.Effect<ReadonlyArray<BoutResult>, StoreUnavailable>
  /** Changes whenever a fact changes. One query, of no more than a row. */
  readonly version: Effect.Effect<number, StoreUnavailable>
  /** Moves the version on as if a fact had changed: nothing that was made of the facts before is given again. */
  readonly outdate: Effect.Effect<void, StoreUnavailable>
  /** One query. */
  readonly status: (today: IsoDate) => Effect.Effect<DataStatus, StoreUnavailable>
}

/** Figures over many fighters at once. Laws: `contract/StatsReader.ts`. */
export class StatsReader extends Context.Service<
  StatsReader,
  Primitives & {
    /** The sums of all the fights that each fighter has in the scope. */
    readonly tallies: (scope: TallyScope) => Effect.Effect<ReadonlyArray<FighterTally>, StoreUnavailable>
    /** The `results` of two identified fighters. */
    readonly pairings: (to: IsoDate) => Effect.Effect<ReadonlyArray<Pairing>, StoreUnavailable>
    /** From values that are kept while the facts stay the same. */
    readonly leaderboard: (query: LeaderboardQuery) => Effect.Effect<Leaderboard, StoreUnavailable>
  }
>()("@mma-savant/core/stats/StatsReader") {
  static make(primitives: Primitives) {
    const values = versionCache(primitives.version, mostKept, primitives.values)
    return StatsReader.of({
      ...primitives,
      tallies: (scope) => Effect.map(primitives.groupedTallies(scope, "all"), Array.map(Struct.omit(["group"]))),
      pairings: (to) => Effect.map(primitives.results(to), Array.filter(isPairing)),
      coverage: versionCache(primitives.version, mostKept, primitives.coverage),
      leaderboard: ({ limit, minFights, order, ...query }) =>
        Effect.map(values(query), (found) => ranked(query.metric, found, { limit, minFights, order }))
    })
  }
}
