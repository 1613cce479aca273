import { Context, Effect, Layer } from "effect"
import type { EventId } from "../Identity.ts"
import { type IsoDate, today } from "../IsoDate.ts"
import type { Listing } from "../Listing.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Event, EventFacts } from "./Event.ts"
import { EventRepository } from "./EventRepository.ts"

/** The use cases around events. */
export class EventService extends Context.Service<
  EventService,
  {
    readonly createEvent: (facts: EventFacts) => Effect.Effect<EventId, StoreUnavailable>
    readonly getEvent: EventRepository["Service"]["get"]
    readonly searchEvents: EventRepository["Service"]["search"]
    readonly getEventsByDate: (day: IsoDate) => Effect.Effect<ReadonlyArray<Event>, StoreUnavailable>
    /** The nearest first; today counts. */
    readonly getUpcomingEvents: (limit: number) => Effect.Effect<ReadonlyArray<Event>, StoreUnavailable>
    /** Completed events, the latest first. */
    readonly getPastEvents: (
      limit: number,
      after: Listing<Event>["next"]
    ) => Effect.Effect<Listing<Event>, StoreUnavailable>
  }
>()("@mma-savant/core/event/EventService") {
  static readonly layer = Layer.effect(
    EventService,
    Effect.gen(function* () {
      const events = yield* EventRepository
      return EventService.of({
        createEvent: events.save,
        getEvent: events.get,
        searchEvents: events.search,
        getEventsByDate: Effect.fn("EventService.getEventsByDate")(function* (day) {
          const found = yield* events.search({ from: day, to: day, order: "earliest", limit: 100, after: null })
          return found.items
        }),
        getUpcomingEvents: Effect.fn("EventService.getUpcomingEvents")(function* (limit) {
          return yield* events.upcoming(yield* today, limit)
        }),
        getPastEvents: Effect.fn("EventService.getPastEvents")(function* (limit, after) {
          return yield* events.search({ to: yield* today, status: "completed", order: "latest", limit, after })
        })
      })
    })
  )
}
