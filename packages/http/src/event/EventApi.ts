import { Event, EventNotFound } from "@mma-savant/core/event/Event"
import { EventId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Match } from "@mma-savant/core/match/Match"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { problem, unavailable } from "../problem/Problem.ts"
import { provenance } from "../provenance/Provenance.ts"
import { cursorWhere, limit, page } from "../request/Paging.ts"
import { route } from "../request/RoutePolicy.ts"
import { idParameter } from "../request/WholeNumber.ts"

const notFound = problem(
  EventNotFound,
  { status: 404, code: "EVENT_NOT_FOUND", title: "Not Found" },
  {
    tell: ({ id }) => ({ detail: `There is no event with the id ${id}.`, subject: id }),
    revive: ({ subject }) => ({ _tag: "EventNotFound" as const, id: Number(subject) })
  }
)

const isDay = Schema.is(IsoDate)

/** Events are listed by their day, or by "" where none is known. */
const cursor = cursorWhere(({ key }) => key === "" || isDay(key))

export class EventApi extends HttpApiGroup.make("events")
  .add(
    HttpApiEndpoint.get("list", "/", {
      query: {
        /** Both days are included. */
        from: Schema.optionalKey(IsoDate),
        to: Schema.optionalKey(IsoDate),
        limit,
        cursor
      },
      success: page(Event),
      error: unavailable
    }).annotateMerge(
      route({ summary: "Events between two days, both included, the latest first", access: "anyone", rate: "read" })
    ),
    HttpApiEndpoint.get("upcoming", "/upcoming", {
      query: { limit },
      success: page(Event),
      error: unavailable
    }).annotateMerge(route({ summary: "Events to come, the next first", access: "anyone", rate: "read" })),
    HttpApiEndpoint.get("get", "/:id", {
      params: { id: idParameter(EventId) },
      /** The card is in order, the main event first. */
      success: Schema.Struct({ ...Event.fields, matches: Schema.Array(Match), ...provenance }),
      error: [notFound, unavailable]
    }).annotateMerge(
      route({ summary: "An event with its bouts, the main event first", access: "anyone", rate: "read" })
    )
  )
  .prefix("/api/events") {}
