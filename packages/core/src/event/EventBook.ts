import { Context, Effect, Layer, Option, Stream } from "effect"
import type { Position } from "../Listing.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CurrentData } from "../stats/CurrentData.ts"
import { keptByVersion } from "../stats/KeptByVersion.ts"
import type { Event } from "./Event.ts"
import { EventNames } from "./EventName.ts"
import { EventRepository } from "./EventRepository.ts"

/** Every event, the latest first, and their names: read once for each version of the data. */
export class EventBook extends Context.Service<
  EventBook,
  {
    readonly events: Effect.Effect<ReadonlyArray<Event>, StoreUnavailable>
    readonly names: Effect.Effect<EventNames, StoreUnavailable>
  }
>()("@mma-savant/core/event/EventBook") {
  static readonly layer = Layer.effect(
    EventBook,
    Effect.gen(function* () {
      const { search } = yield* EventRepository
      const every = Stream.runCollect(
        Stream.paginate(null, (after: Position | null) =>
          Effect.map(
            search({ order: "latest", limit: 100, after }),
            ({ items, next }) => [items, Option.fromNullOr(next)] as const
          )
        )
      )
      const book = yield* keptByVersion(Effect.map(every, (events) => ({ events, names: new EventNames(events) })))
      return EventBook.of({
        events: Effect.map(book, ({ events }) => events),
        names: Effect.map(book, ({ names }) => names)
      })
    })
  ).pipe(Layer.provide(CurrentData.layer))
}
