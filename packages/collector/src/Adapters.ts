import type { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { FightSource, SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import type { EventRepository } from "@mma-savant/core/event/EventRepository"
import type { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import type { Effect, Layer } from "effect"

type Repositories = FighterRepository | EventRepository | MatchRepository | RankingRepository

/** Where the facts are kept. */
export type Store = Repositories | CollectionLog

/** What cannot be used says so in one sentence for the person at the terminal. */
export interface Unusable {
  readonly _tag: string
  readonly message: string
}

/** Which completed events to export; everything when neither is given. */
export interface Selection {
  /** The newest so many. */
  readonly latest: number | null
  /** These besides. */
  readonly events: ReadonlyArray<UfcstatsId>
}

/** The technology behind the commands. */
export interface Adapters {
  readonly dataset: (directory: string) => Layer.Layer<FightSource, SourceUnreadable>
  readonly snapshot: (file: string) => Layer.Layer<FightSource, SourceUnreadable>
  /** Writes the file and returns how many facts of each kind it holds. */
  readonly exportSnapshot: (
    file: string,
    selection: Selection
  ) => Effect.Effect<Readonly<Record<string, number>>, Unusable | StoreUnavailable, Repositories>
  readonly store: Layer.Layer<Store, Unusable>
}
