import { Context, Effect } from "effect"
import type { EventId, UfcstatsId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { Listing, Position } from "../Listing.ts"
import { type One, oneOf } from "../OneOf.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { type Event, type EventFacts, EventNotFound, type EventStatus } from "./Event.ts"

/** Every condition given must hold. */
export interface EventSearch {
  /** Days, both included. An event without a date matches neither. */
  readonly from?: IsoDate | undefined
  readonly to?: IsoDate | undefined
  readonly status?: EventStatus | undefined
  /** Part of the name, folded; `%` and `_` are ordinary characters. */
  readonly text?: string | undefined
  /** Part of the location, folded. */
  readonly location?: string | undefined
  /** By date, then id, both descending or both ascending. Events without a date come last in either order. */
  readonly order: "latest" | "earliest"
  /** 1 to 100. */
  readonly limit: number
  readonly after: Position | null
}

interface Primitives {
  /**
   * Inserts or, for a `ufcstatsId` already known, replaces; in one statement however many. Saving the same facts twice
   * changes nothing. The ids come back in the order given; a batch names each `ufcstatsId` at most once.
   */
  readonly saveAll: (facts: ReadonlyArray<EventFacts>) => Effect.Effect<ReadonlyArray<EventId>, StoreUnavailable>
  /** Those of the ids that exist, in no particular order. One query. */
  readonly findMany: (ids: ReadonlyArray<EventId>) => Effect.Effect<ReadonlyArray<Event>, StoreUnavailable>
  /** Those of the keys that exist, in no particular order. One query. */
  readonly findByKeys: (keys: ReadonlyArray<UfcstatsId>) => Effect.Effect<ReadonlyArray<Event>, StoreUnavailable>
  /** One query. The position's key is the date, "" for none. */
  readonly search: (query: EventSearch) => Effect.Effect<Listing<Event>, StoreUnavailable>
  /** True when there was one; its bouts go with it. */
  readonly remove: (id: EventId) => Effect.Effect<boolean, StoreUnavailable>
}

/** Where events are kept. Laws: `contract/EventRepository.ts`. */
export class EventRepository extends Context.Service<
  EventRepository,
  Primitives &
    One<EventId, EventFacts, Event, EventNotFound> & {
      /** Events still to come from `day` on, the nearest first. */
      readonly upcoming: (day: IsoDate, limit: number) => Effect.Effect<ReadonlyArray<Event>, StoreUnavailable>
    }
>()("@mma-savant/core/event/EventRepository") {
  static make(primitives: Primitives) {
    return EventRepository.of({
      ...primitives,
      ...oneOf(primitives, (id) => new EventNotFound({ id })),
      upcoming: (day, limit) =>
        Effect.map(
          primitives.search({ from: day, status: "scheduled", order: "earliest", limit, after: null }),
          ({ items }) => items
        )
    })
  }
}
