import { Context, Effect, Layer } from "effect"
import { EventBook } from "../event/EventBook.ts"
import { today } from "../IsoDate.ts"
import type { Listing } from "../Listing.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { type EventCalendar, eventCalendar } from "./EventCalendar.ts"
import { type EventHit, type EventQuery, eventHits } from "./EventHit.ts"
import { type EventTimeline, eventTimeline } from "./EventTimeline.ts"
import { type EventTrends, eventTrends, type TrendPeriod } from "./EventTrends.ts"
import { type NextAndLast, nextAndLast } from "./NextAndLast.ts"

/** What is read of the list of all events, without a query once `EventBook` has read it. */
export class EventDays extends Context.Service<
  EventDays,
  {
    /** Of a year, or of a month from 1 to 12. */
    readonly getCalendar: (year: number, month: number | null) => Effect.Effect<EventCalendar, StoreUnavailable>
    readonly getNextAndLast: Effect.Effect<NextAndLast, StoreUnavailable>
    readonly getTimeline: (by: TrendPeriod) => Effect.Effect<EventTimeline, StoreUnavailable>
    readonly getTrends: (by: TrendPeriod) => Effect.Effect<EventTrends, StoreUnavailable>
    readonly findEvents: (query: EventQuery) => Effect.Effect<Listing<EventHit>, StoreUnavailable>
  }
>()("@mma-savant/core/composition/EventDays") {
  static readonly layer = Layer.effect(
    EventDays,
    Effect.gen(function* () {
      const { events } = yield* EventBook
      return EventDays.of({
        getCalendar: Effect.fn("EventDays.getCalendar")(function* (year, month) {
          return eventCalendar(yield* events, year, month)
        }),
        getNextAndLast: Effect.gen(function* () {
          return nextAndLast(yield* events, yield* today)
        }).pipe(Effect.withSpan("EventDays.getNextAndLast")),
        getTimeline: Effect.fn("EventDays.getTimeline")(function* (by) {
          return eventTimeline(yield* events, by, yield* today)
        }),
        getTrends: Effect.fn("EventDays.getTrends")(function* (by) {
          return eventTrends(yield* events, by, yield* today)
        }),
        findEvents: Effect.fn("EventDays.findEvents")(function* (query) {
          return eventHits(yield* events, query)
        })
      })
    })
  ).pipe(Layer.provide(EventBook.layer))
}
