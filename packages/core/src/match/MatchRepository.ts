import { Context, Effect } from "effect"
import type { EventId, FighterId, MatchId, UfcstatsId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import { type Listing, maxLimit } from "../Listing.ts"
import { type One, oneOf } from "../OneOf.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { type Match, type MatchFacts, MatchNotFound } from "./Match.ts"
import type { MatchSearch } from "./MatchSearch.ts"
import type { CornerStats } from "./MatchStats.ts"

interface Primitives {
  /**
   * Inserts or, for a `ufcstatsId` already known, replaces, participants included, in a number of statements that does
   * not grow with the batch. Statistics of a side that stays, in its place or the other, are kept: it is the same
   * fighter or, unidentified, the same name. Saving the same facts twice changes nothing. The ids come back in the order
   * given; a batch names each `ufcstatsId` at most once.
   */
  readonly saveAll: (facts: ReadonlyArray<MatchFacts>) => Effect.Effect<ReadonlyArray<MatchId>, StoreUnavailable>
  /** Those of the ids that exist, in no particular order. One query. */
  readonly findMany: (ids: ReadonlyArray<MatchId>) => Effect.Effect<ReadonlyArray<Match>, StoreUnavailable>
  /** Those of the keys that exist, in no particular order. One query. */
  readonly findByKeys: (keys: ReadonlyArray<UfcstatsId>) => Effect.Effect<ReadonlyArray<Match>, StoreUnavailable>
  /** One query. The position's key is `matchKey`. */
  readonly search: (query: MatchSearch) => Effect.Effect<Listing<Match>, StoreUnavailable>
  /** The bouts of these events, by `matchKey`, then id, both descending: of each event the main event first. One query. */
  readonly cards: (eventIds: ReadonlyArray<EventId>) => Effect.Effect<ReadonlyArray<Match>, StoreUnavailable>
  /** The statistics of these bouts, of sides that have any, by bout and position. One query. */
  readonly stats: (ids: ReadonlyArray<MatchId>) => Effect.Effect<ReadonlyArray<CornerStats>, StoreUnavailable>
  /** Replaces the rounds of the sides given, together. A side that does not exist is passed over. */
  readonly saveStats: (stats: ReadonlyArray<Omit<CornerStats, "fighterId">>) => Effect.Effect<void, StoreUnavailable>
  /** True when there was one; its sides and statistics go with it. */
  readonly remove: (id: MatchId) => Effect.Effect<boolean, StoreUnavailable>
}

/** Where bouts are kept. Laws: `contract/MatchRepository.ts`. */
export class MatchRepository extends Context.Service<
  MatchRepository,
  Primitives &
    One<MatchId, MatchFacts, Match, MatchNotFound> & {
      /** The bouts of an event, main event first. */
      readonly card: (eventId: EventId) => Effect.Effect<ReadonlyArray<Match>, StoreUnavailable>
      /** A fighter's latest completed bouts, at most 100: no career in the data is longer. */
      readonly career: (fighterId: FighterId, until: IsoDate) => Effect.Effect<ReadonlyArray<Match>, StoreUnavailable>
    }
>()("@mma-savant/core/match/MatchRepository") {
  static make(primitives: Primitives) {
    const page = { order: "latest", limit: maxLimit, after: null } as const
    return MatchRepository.of({
      ...primitives,
      ...oneOf(primitives, (id) => new MatchNotFound({ id })),
      card: (eventId) => primitives.cards([eventId]),
      career: (fighterId, until) =>
        Effect.map(primitives.search({ ...page, fighterId, to: until, completedOnly: true }), ({ items }) => items)
    })
  }
}
