import type { ChangeLog } from "@mma-savant/core/collection/ChangeLog"
import type { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { Flow } from "@mma-savant/core/collection/CollectionRun"
import type { DeadLetters } from "@mma-savant/core/collection/DeadLetters"
import type { Driver } from "@mma-savant/core/collection/Driver"
import type { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type { Frontier } from "@mma-savant/core/collection/Frontier"
import type { HostGate } from "@mma-savant/core/collection/HostGate"
import type { OuterRun, Timetable } from "@mma-savant/core/collection/OuterRun"
import type { ArchivedPage, PageArchive } from "@mma-savant/core/collection/PageArchive"
import type { PageReader } from "@mma-savant/core/collection/PageReader"
import type { Robots } from "@mma-savant/core/collection/Robots"
import type { RunSteps } from "@mma-savant/core/collection/RunSteps"
import type { Scraped } from "@mma-savant/core/collection/Scraped"
import type { EventRepository } from "@mma-savant/core/event/EventRepository"
import type { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import type { StatsReader } from "@mma-savant/core/stats/StatsReader"
import type { Transaction } from "@mma-savant/core/Transaction"
import type { Duration, Effect, Layer, Scope, Stream } from "effect"
import type { SiteSettings } from "./Config.ts"

/** Where the facts are kept. */
export type Store =
  | FighterRepository
  | EventRepository
  | MatchRepository
  | RankingRepository
  | StatsReader
  | CollectionLog

/** What a crawl keeps of itself. */
export type CrawlLog = Frontier | DeadLetters | ChangeLog | CollectionLog

/** Where everything is kept that a crawl writes. */
export type CrawlStore = Store | CrawlLog | PageArchive | HostGate | Transaction

/** What cannot be used says so in one sentence for the person at the terminal. */
export interface Unusable {
  readonly _tag: string
  readonly message: string
}

/** A simulated site that is open. */
export interface OpenSite {
  readonly url: string
  readonly served: () => number
}

/** The technology behind the commands. */
export interface Adapters {
  readonly dataset: (directory: string) => Layer.Layer<FightSource, SourceUnreadable>
  readonly snapshot: (file: string) => Layer.Layer<FightSource, SourceUnreadable>
  /** Writes the file and returns how many facts of each kind it holds. */
  readonly exportSnapshot: <E>(
    file: string,
    facts: Stream.Stream<Scraped, E>
  ) => Effect.Effect<Readonly<Record<string, number>>, Unusable | E>
  readonly store: Layer.Layer<CrawlStore, Unusable>
  /** A store that is gone with the command. */
  readonly scratch: Layer.Layer<Store>
  /** What a crawl keeps of itself, gone with the command as well. */
  readonly scratchLog: Layer.Layer<CrawlLog>
  /** The outer run in this process. */
  readonly alone: Layer.Layer<OuterRun, never, RunSteps>
  /** The outer run of all collectors over one server. */
  readonly together: (options: {
    /** So long after one fell silent the others go on with what it led. */
    readonly takeover: Duration.Duration
    /** The flow whose times this one keeps; null for none. */
    readonly schedules: Flow | null
  }) => Layer.Layer<OuterRun | Timetable, Unusable, RunSteps>
  /** The pages that are saved in a directory, by the names of its files and folders; what they are no pages of is left out. */
  readonly savedPages: (directory: string) => Effect.Effect<ReadonlyArray<ArchivedPage>, Unusable>
  /** The way to the sites. */
  readonly sites: (settings: SiteSettings) => Layer.Layer<Driver | Robots | PageReader>
  /** Opens a site made of facts on a port of this machine; `scenario` is a file, null for a site that only answers. */
  readonly simulate: (options: {
    readonly facts: Iterable<Scraped>
    readonly scenario: unknown
    readonly today: IsoDate
    readonly port: number
  }) => Effect.Effect<OpenSite, Unusable, Scope.Scope>
}
