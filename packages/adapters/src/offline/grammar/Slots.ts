import type { MethodFamily } from "@mma-savant/core/match/Method"
import type { Result } from "@mma-savant/core/match/Result"
import type { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import type { MetricId } from "@mma-savant/core/stats/Metric"

/** Facts of a fighter's profile that can be asked for, by its columns; the division is that of the latest fight. */
export type Measure = "record" | "heightCm" | "reachCm" | "weightKg" | "age" | "stance" | "nickname" | "division"

/** What of a list of bouts is asked for; "opponent" is whom the latest was against. */
export type BoutsAsked = "count" | "list" | "latest" | "opponent" | "earliest" | "whether"

/** What of an event is asked for. */
export type CardAsked = "results" | "main" | "when" | "where" | "count"

/** What a question says, whatever its language. Names are in the asker's own spelling. */
export interface Slots {
  readonly fighter?: string
  readonly other?: string
  /** What tells the fighter from others of the name, where the asker was asked which is meant. */
  readonly which?: { readonly of: string; readonly is: string }
  readonly event?: string
  /** The latest completed event instead of a named one. */
  readonly latestEvent?: true
  readonly place?: string
  readonly measure?: Measure
  readonly metric?: MetricId
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
