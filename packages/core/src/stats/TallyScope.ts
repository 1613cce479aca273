import type { FighterId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { MethodFamily } from "../match/Method.ts"
import type { WeightClass } from "../ranking/WeightClass.ts"
import type { BoutRecordId } from "./BoutRecord.ts"

/** Which completed fights are counted: every condition given must hold. */
export interface FightScope {
  readonly weightClass?: WeightClass | undefined
  readonly from?: IsoDate | undefined
  /** The last day counted; never later than today. */
  readonly to: IsoDate
}

/** Whose fights are summed, and which of them. */
export interface TallyScope extends FightScope {
  readonly fighterIds?: ReadonlyArray<FighterId> | undefined
  /** Only each fighter's latest so many of the fights that all else lets in; 1 to 100. */
  readonly last?: number | undefined
  /** Only fighters with a completed fight, in whatever class, from this day to `to`. */
  readonly activeSince?: IsoDate | undefined
}

export interface BoutRecordQuery extends FightScope {
  readonly record: BoutRecordId
  readonly fighterId?: FighterId | undefined
  readonly methodFamily?: MethodFamily | undefined
  readonly titleBoutsOnly?: boolean | undefined
  /** 1 to 100. */
  readonly limit: number
}
