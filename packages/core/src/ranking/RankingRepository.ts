import { Context, Effect } from "effect"
import type { FighterId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { Listing } from "../Listing.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { type RankingSnapshot, type Rankings, RankingsRejected, rankingsFault } from "./Ranking.ts"
import type { DatedRanking, RankingHistory } from "./RankingHistory.ts"
import type { WeightClass } from "./WeightClass.ts"

interface Primitives {
  /**
   * Makes the snapshot the current rankings and keeps it in the history, in one transaction. The same snapshot twice
   * changes nothing; a second one of the same day replaces the first. A snapshot older than the current one enters
   * the history only. A fighter's places go with the fighter.
   */
  readonly replace: (snapshot: RankingSnapshot) => Effect.Effect<void, StoreUnavailable>
  /**
   * The places as they stood on a day, or stand now where that is null: those of the latest snapshot up to then, by class
   * id, rank, then name; of one class or of all. At most 16 x 20 rows.
   */
  readonly places: (weightClass: WeightClass | null, day: IsoDate | null) => Effect.Effect<Rankings, StoreUnavailable>
  /** The current places of these fighters, in the order of `places`: a class comes before pound for pound. One query. */
  readonly ofFighters: (ids: ReadonlyArray<FighterId>) => Effect.Effect<Rankings, StoreUnavailable>
  /**
   * The places of all snapshots, the latest day first and those of a day by class id, rank, then the fighter's id. The
   * position's key is `rankingKey`. One query.
   */
  readonly history: (query: RankingHistory) => Effect.Effect<Listing<DatedRanking>, StoreUnavailable>
}

/** Where rankings and their history are kept. Laws: `contract/RankingRepository.ts`. */
export class RankingRepository extends Context.Service<
  RankingRepository,
  Omit<Primitives, "replace"> & {
    readonly current: (weightClass: WeightClass | null) => Effect.Effect<Rankings, StoreUnavailable>
    /** Fails, and changes nothing, where `rankingsFault` finds something. */
    readonly replace: (snapshot: RankingSnapshot) => Effect.Effect<void, RankingsRejected | StoreUnavailable>
  }
>()("@mma-savant/core/ranking/RankingRepository") {
  static make(primitives: Primitives) {
    return RankingRepository.of({
      ...primitives,
      current: (weightClass) => primitives.places(weightClass, null),
      replace: (snapshot) => {
        const reason = rankingsFault(snapshot.entries)
        return reason === null ? primitives.replace(snapshot) : Effect.fail(new RankingsRejected({ reason }))
      }
    })
  }
}
