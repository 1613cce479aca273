import type { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type { Scraped } from "@mma-savant/core/collection/Scraped"
import type { EventRepository } from "@mma-savant/core/event/EventRepository"
import type { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import type { StatsReader } from "@mma-savant/core/stats/StatsReader"
import type { Effect, Layer, Stream } from "effect"

/** Where the facts are kept. */
export type Store =
  | FighterRepository
  | EventRepository
  | MatchRepository
  | RankingRepository
  | StatsReader
  | CollectionLog

/** What cannot be used says so in one sentence for the person at the terminal. */
export interface Unusable {
  readonly _tag: string
  readonly message: string
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
  readonly store: Layer.Layer<Store, Unusable>
  /** A store that is gone with the command. */
  readonly scratch: Layer.Layer<Store>
}
