import { EventService } from "@mma-savant/core/event/EventService"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { standardLimit } from "../request/Paging.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "events",
  Effect.fnUntraced(function* (handlers) {
    const events = yield* EventService
    const data = yield* CurrentData
    return handlers.handleAll({
      list: Effect.fnUntraced(function* ({ query: { cursor = null, limit = standardLimit, ...days } }) {
        const { items, next } = yield* events.searchEvents({ ...days, order: "latest", limit, after: cursor })
        return { items, nextCursor: next, ...(yield* data.provenance) }
      }),
      upcoming: Effect.fnUntraced(function* ({ query: { limit = standardLimit } }) {
        const items = yield* events.getUpcomingEvents(limit)
        return { items, nextCursor: null, ...(yield* data.provenance) }
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        const { event, matches } = yield* events.getEventWithMatches(params.id)
        return { ...event, matches, ...(yield* data.provenance) }
      })
    })
  })
)
