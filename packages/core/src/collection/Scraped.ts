import type { EventFacts } from "../event/Event.ts"
import type { FighterFacts } from "../fighter/Fighter.ts"
import type { UfcstatsId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { FighterMatch } from "../match/FighterMatch.ts"
import type { MatchFacts } from "../match/Match.ts"
import type { RoundStats } from "../match/MatchStats.ts"
import type { WeightClass } from "../ranking/WeightClass.ts"
import type { Finding } from "./Finding.ts"

/** Facts as a source tells them: keyed by the source's ids, before ours are known. */
export interface ScrapedFighter {
  readonly facts: FighterFacts & { readonly ufcstatsId: UfcstatsId }
  /** Other names under which the source knows the fighter. */
  readonly aliases: ReadonlyArray<string>
}

export type ScrapedEvent = EventFacts & { readonly ufcstatsId: UfcstatsId }

/** A side of a bout: by key, or by the printed name alone where nothing identifies the fighter. */
export interface ScrapedCorner extends Omit<FighterMatch, "fighterId"> {
  readonly fighterKey: UfcstatsId | null
  /** Ascending; empty when the source has no statistics of this side. */
  readonly rounds: ReadonlyArray<RoundStats>
}

export interface ScrapedMatch extends Omit<MatchFacts, "ufcstatsId" | "eventId" | "corners"> {
  readonly ufcstatsId: UfcstatsId
  /** Null when the source lists the bout under no known event. */
  readonly eventKey: UfcstatsId | null
  readonly corners: ReadonlyArray<ScrapedCorner>
}

export interface ScrapedRankings {
  readonly date: IsoDate
  readonly source: string
  readonly entries: ReadonlyArray<{
    readonly weightClass: WeightClass
    readonly rank: number
    readonly fighterKey: UfcstatsId
  }>
}

/** One piece of what a source holds. A batch is stored together; no batch names a key twice. */
export type Scraped =
  | { readonly _tag: "Fighters"; readonly fighters: ReadonlyArray<ScrapedFighter> }
  | { readonly _tag: "Events"; readonly events: ReadonlyArray<ScrapedEvent> }
  | { readonly _tag: "Matches"; readonly matches: ReadonlyArray<ScrapedMatch> }
  | { readonly _tag: "Rankings"; readonly rankings: ScrapedRankings }
  | { readonly _tag: "Findings"; readonly findings: ReadonlyArray<Finding> }
