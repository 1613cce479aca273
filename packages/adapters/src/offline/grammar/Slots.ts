import type { NamedDays } from "@mma-savant/core/event/NamedDays"
import type { EventId, FighterId } from "@mma-savant/core/Identity"
import type { MethodFamily } from "@mma-savant/core/match/Method"
import type { Result } from "@mma-savant/core/match/Result"
import type { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import type { BoutRecordId } from "@mma-savant/core/stats/BoutRecord"
import type { Grouping } from "@mma-savant/core/stats/Grouping"
import type { GroupMetricId } from "@mma-savant/core/stats/GroupMetric"
import type { MetricId } from "@mma-savant/core/stats/Metric"

/** Facts of a fighter's profile that can be asked for, by its columns; the division is that of the latest fight. */
export type Measure = "record" | "heightCm" | "reachCm" | "weightKg" | "age" | "stance" | "nickname" | "division"

/** What of a list of bouts is asked for; "opponent" is whom the latest was against. */
export type BoutsAsked = "count" | "list" | "latest" | "opponent" | "earliest" | "whether" | "record"

/** What of an event is asked for. */
export type CardAsked = "results" | "main" | "when" | "where" | "count"

/** Somebody of whom the talk has spoken: the one spoken of last, the two, or the one of a rank in the list shown last. */
export type Reference = "last" | "both" | number

/** Several figures that go by one name. */
export type Topic = "striking" | "grappling"

/** What a question says, whatever its language. Names are in the asker's own spelling. */
export interface Slots {
  readonly fighter?: string
  readonly other?: string
  readonly third?: string
  readonly fourth?: string
  /** Two names with nothing between them to tell where the second begins. */
  readonly pair?: string
  /** In the place of the fighter's name. */
  readonly refer?: Reference
  /** Whom the reference, or the name, means in this talk. */
  readonly meant?: { readonly id: FighterId; readonly name: string }
  /** Of several of the talk, one is meant; who, the asker has to say. */
  readonly among?: ReadonlyArray<FighterId>
  /** What tells the fighter from others of the name, where the asker was asked which is meant. */
  readonly which?: { readonly of: string; readonly is: string }
  readonly event?: string
  readonly eventId?: EventId
  /** The event that the talk has spoken of. */
  readonly referEvent?: true
  /** Instead of a named event, the latest, the next, or those of some days. */
  readonly when?: "last" | "next" | NamedDays
  readonly place?: string
  readonly measure?: Measure
  readonly metric?: MetricId
  readonly topic?: Topic
  /** A figure of all fights, or those of a class. */
  readonly trend?: GroupMetricId
  /** A record of single fights. */
  readonly record?: BoutRecordId
  readonly by?: Grouping
  /** The fewest or the worst first. */
  readonly order?: "lowest"
  readonly activeOnly?: true
  /** Only the fighter's latest so many fights. */
  readonly last?: number
  readonly commonOpponents?: true
  readonly weightClass?: WeightClass
  readonly result?: Result
  readonly method?: MethodFamily
  readonly titleFightsOnly?: true
  readonly bouts?: BoutsAsked
  readonly card?: CardAsked
  readonly limit?: number
  readonly rank?: number
  readonly minFights?: number
  /** Years, both included; `year` is one of them alone. */
  readonly year?: number
  readonly month?: number
  readonly firstYear?: number
  readonly lastYear?: number
  /** Years from this one: -1 is last year. */
  readonly relativeYear?: number
}

const keysOf = (slots: Slots): ReadonlyArray<keyof Slots> => Object.keys(slots) as Array<keyof Slots>

export const alike = (a: Slots, b: Slots): boolean =>
  keysOf(a).length === keysOf(b).length && keysOf(a).every((key) => a[key] === b[key])

export const none: Slots = {}

/** Both together; null when they contradict each other. */
export const merged = (a: Slots, b: Slots): Slots | null => {
  if (a === none) return b
  if (b === none) return a
  for (const key of keysOf(b)) {
    if (a[key] !== undefined && a[key] !== b[key]) return null
  }
  return { ...a, ...b }
}
