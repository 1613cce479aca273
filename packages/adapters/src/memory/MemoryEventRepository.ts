import { Event } from "@mma-savant/core/event/Event"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { fold } from "@mma-savant/core/Fold"
import type { Position } from "@mma-savant/core/Listing"
import { Effect, Layer } from "effect"
import { MemoryTables } from "./MemoryTables.ts"
import { ascending, descending, pageOf } from "./Paging.ts"

/** Puts events without a date after every date. */
const undatedLast = (a: Position, b: Position) =>
  a.key !== b.key && (a.key === "" || b.key === "") ? descending(a, b) : ascending(a, b)

export const layer = Layer.effect(
  EventRepository,
  Effect.gen(function* () {
    const tables = yield* MemoryTables
    const { events, matches } = tables

    return EventRepository.make({
      saveAll: (facts) =>
        Effect.sync(() =>
          facts.map((known) => {
            const id = events.idFor(known.ufcstatsId)
            events.put(Event.of(id, known))
            tables.version++
            return id
          })
        ),

      findMany: (ids) => Effect.sync(() => events.many(ids)),

      findByKeys: (keys) => Effect.sync(() => events.byKeys(keys)),

      search: ({ from, location, order, status, text, to, ...page }) =>
        Effect.sync(() => {
          const found = events
            .all()
            .filter(
              (event) =>
                (from === undefined || (event.date !== null && event.date >= from)) &&
                (to === undefined || (event.date !== null && event.date <= to)) &&
                (status === undefined || event.status === status) &&
                (text === undefined || fold(event.name).includes(fold(text))) &&
                (location === undefined || (event.location !== null && fold(event.location).includes(fold(location))))
            )
          const position = ({ date, id }: Event) => ({ key: date ?? "", id })
          return pageOf(found, position, order === "latest" ? descending : undatedLast, page)
        }),

      remove: (id) =>
        Effect.sync(() => {
          if (!events.remove(id)) return false
          for (const match of matches.all()) if (match.eventId === id) matches.remove(match.id)
          tables.version++
          return true
        })
    })
  })
)
