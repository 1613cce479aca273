import { EventComposer } from "@mma-savant/core/composition/EventComposer"
import { EventDays } from "@mma-savant/core/composition/EventDays"
import { EventService } from "@mma-savant/core/event/EventService"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { RequestInvalid } from "../problem/Problem.ts"
import { paged, standardLimit } from "../request/Paging.ts"
import { daysOf } from "./EventDaysParameters.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "events",
  Effect.fnUntraced(function* (handlers) {
    const events = yield* EventService
    const composer = yield* EventComposer
    const days = yield* EventDays
    const data = yield* CurrentData
    return handlers.handleAll({
      list: Effect.fnUntraced(function* ({ query }) {
        const days = yield* daysOf(query)
        const order = query.year === undefined ? "latest" : "earliest"
        const page = paged("events", query, ({ after, limit, status }) =>
          events.searchEvents({ ...days, status, order, limit, after })
        )
        return { ...(yield* page), ...(yield* data.provenance) }
      }),
      upcoming: Effect.fnUntraced(function* ({ query: { limit = standardLimit } }) {
        const items = yield* composer.getUpcomingEvents(limit)
        return { items, nextCursor: null, ...(yield* data.provenance) }
      }),
      past: Effect.fnUntraced(function* ({ query }) {
        const page = paged("past events", query, ({ after, limit }) => composer.getPastEvents(limit, after))
        return { ...(yield* page), ...(yield* data.provenance) }
      }),
      next: Effect.fnUntraced(function* () {
        return { ...(yield* days.getNextAndLast), ...(yield* data.provenance) }
      }),
      calendar: Effect.fnUntraced(function* ({ query: { month = null, year } }) {
        return { ...(yield* days.getCalendar(year, month)), ...(yield* data.provenance) }
      }),
      timeline: Effect.fnUntraced(function* ({ query: { by = "month" } }) {
        return { ...(yield* days.getTimeline(by)), ...(yield* data.provenance) }
      }),
      trends: Effect.fnUntraced(function* ({ query: { by = "year" } }) {
        return { ...(yield* days.getTrends(by)), ...(yield* data.provenance) }
      }),
      search: Effect.fnUntraced(function* ({ query }) {
        const page = paged("events found", { type: "all" as const, ...query }, ({ q, ...wanted }) =>
          days.findEvents({ ...wanted, text: q })
        )
        return { ...(yield* page), ...(yield* data.provenance) }
      }),
      compare: Effect.fnUntraced(function* ({ query: { a, b } }) {
        if (a === b) return yield* new RequestInvalid({ errors: [{ field: "b", message: "another event than a" }] })
        return { ...(yield* composer.compareEvents(a, b)), ...(yield* data.provenance) }
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        const { event, matches } = yield* composer.getEventWithMatches(params.id)
        return { ...event, matches, ...(yield* data.provenance) }
      }),
      summary: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getSummary(params.id)), ...(yield* data.provenance) }
      }),
      analysis: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getAnalysis(params.id)), ...(yield* data.provenance) }
      })
    })
  })
)
