import type { Result } from "effect"
import type { UfcstatsId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { RoundStats } from "../match/MatchStats.ts"
import type { Method } from "../match/Method.ts"
import type { Result as BoutResult } from "../match/Result.ts"
import type { WeightClass } from "../ranking/WeightClass.ts"
import type { Finding } from "./Finding.ts"
import type { PageFault } from "./PageFault.ts"
import type { ScrapedEvent, ScrapedFighter, ScrapedMatch } from "./Scraped.ts"

/** What a page says, and what of it could not be used as it stands. */
export interface PageFacts<Facts> {
  readonly facts: Facts
  readonly findings: ReadonlyArray<Finding>
}

/** A page read as one of its kind: a cell that cannot be read is a finding, a page that cannot be read is a fault. */
export type ReadPage<Facts> = Result.Result<PageFacts<Facts>, PageFault>

/**
 * An event with its bouts, the main event first. Its corners are no corners but winner first, and rounds, format, referee
 * and cards are on the fight pages alone. The method of a doctor's stoppage is "KO/TKO" here.
 */
export interface EventPage {
  readonly event: ScrapedEvent
  readonly matches: ReadonlyArray<ScrapedMatch>
}

/** The eight career averages that a fighter's page prints; 0 where the site knows nothing. */
export interface CareerAverages {
  /** Significant strikes landed and absorbed a minute. */
  readonly strikesLanded: number | null
  readonly strikesAbsorbed: number | null
  /** Whole percents, 0 to 100. */
  readonly strikeAccuracy: number | null
  readonly strikeDefence: number | null
  /** Per 15 minutes. */
  readonly takedowns: number | null
  readonly takedownAccuracy: number | null
  readonly takedownDefence: number | null
  readonly submissions: number | null
}

/** A line of a fighter's own history, which also holds bouts of other promotions. */
export interface ScrapedAppearance {
  readonly matchKey: UfcstatsId
  readonly eventKey: UfcstatsId | null
  readonly eventName: string | null
  readonly date: IsoDate | null
  readonly opponentKey: UfcstatsId | null
  readonly opponentName: string | null
  /** Null for a bout to come. */
  readonly result: BoutResult | null
  readonly isScheduled: boolean
  readonly method: Method | null
  readonly methodDetail: string | null
  readonly resultRound: number | null
  /** Seconds into the last round. */
  readonly resultTime: number | null
}

/** A fighter's own page. `bouts` are the latest first. */
export interface FighterPage {
  readonly fighter: ScrapedFighter
  readonly career: CareerAverages
  readonly bouts: ReadonlyArray<ScrapedAppearance>
}

/** A bout's own page. It has no day and no place on the card. */
export interface FightPage {
  readonly match: ScrapedMatch
  /** Both sides as the page tells of them: names and nicknames, before the bout the tale of the tape, too. */
  readonly fighters: ReadonlyArray<ScrapedFighter>
  /** Each side's printed totals, as round 0; null where the page has no statistics. */
  readonly totals: readonly [RoundStats | null, RoundStats | null]
}

/** A place of the rankings as the page prints it. */
export interface RankedName {
  readonly weightClass: WeightClass
  /** 0 is the champion. */
  readonly rank: number
  readonly name: string
  /** The site's own key of the athlete, at the end of the address; it need not match the name. */
  readonly slug: string | null
}

export interface RankingsPage {
  /** The day of the update, where the page prints it. */
  readonly date: IsoDate | null
  readonly entries: ReadonlyArray<RankedName>
}
