import { EventComposer } from "@mma-savant/core/composition/EventComposer"
import { EventDays } from "@mma-savant/core/composition/EventDays"
import { EventService } from "@mma-savant/core/event/EventService"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { RequestInvalid } from "../problem/Problem.ts"
import { standardLimit } from "../request/Paging.ts"
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
      list: Effect.fnUntraced(function* ({ query: { cursor: after = null, limit = standardLimit, status, ...asked } }) {
        const order = asked.year === undefined ? "latest" : "earliest"
        const { items, next } = yield* events.searchEvents({ ...(yield* daysOf(asked)), status, order, limit, after })
        return { items, nextCursor: next, ...(yield* data.provenance) }
      }),
      upcoming: Effect.fnUntraced(function* ({ query: { limit = standardLimit } }) {
        const items = yield* composer.getUpcomingEvents(limit)
        return { items, nextCursor: null, ...(yield* data.provenance) }
      }),
      past: Effect.fnUntraced(function* ({ query: { cursor = null, limit = standardLimit } }) {
        const { items, next } = yield* composer.getPastEvents(limit, cursor)
        return { items, nextCursor: next, ...(yield* data.provenance) }
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
      search: Effect.fnUntraced(function* ({ query: { cursor = null, limit = standardLimit, q, type = "all" } }) {
        const { items, next } = yield* days.findEvents({ text: q, type, limit, after: cursor })
        return { items, nextCursor: next, ...(yield* data.provenance) }
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
