import type { EventId, FighterId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { Position } from "../Listing.ts"
import type { WeightClass } from "../ranking/WeightClass.ts"
import type { MethodFamily } from "./Method.ts"
import type { Result } from "./Result.ts"

/** Every condition given must hold. */
export interface MatchSearch {
  readonly eventId?: EventId | undefined
  readonly fighterId?: FighterId | undefined
  readonly opponentId?: FighterId | undefined
  readonly weightClass?: WeightClass | undefined
  /** The fighter's result; without `fighterId`, either side's. */
  readonly result?: Result | undefined
  readonly methodFamily?: MethodFamily | undefined
  readonly titleBoutsOnly?: boolean | undefined
  /** Days of the event, both included. */
  readonly from?: IsoDate | undefined
  readonly to?: IsoDate | undefined
  /** Only bouts of which `wasFought` holds, whatever their day. */
  readonly completedOnly?: boolean | undefined
  /** By `matchKey`, then id, both descending or both ascending. */
  readonly order: "latest" | "earliest"
  /** 1 to 100. */
  readonly limit: number
  readonly after: Position | null
}
