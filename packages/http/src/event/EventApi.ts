import { EventAnalysis } from "@mma-savant/core/composition/EventAnalysis"
import { EventCalendar } from "@mma-savant/core/composition/EventCalendar"
import { PastEvent, UpcomingEvent } from "@mma-savant/core/composition/EventCard"
import { EventComparison } from "@mma-savant/core/composition/EventComparison"
import { EventHit, EventSearchType } from "@mma-savant/core/composition/EventHit"
import { EventSummary } from "@mma-savant/core/composition/EventSummary"
import { EventTimeline } from "@mma-savant/core/composition/EventTimeline"
import { EventTrends, TrendPeriod } from "@mma-savant/core/composition/EventTrends"
import { NextAndLast } from "@mma-savant/core/composition/NextAndLast"
import { Event, EventNotFound, EventStatus } from "@mma-savant/core/event/Event"
import { fold } from "@mma-savant/core/Fold"
import { EventId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Match } from "@mma-savant/core/match/Match"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { invalid, problem, unavailable } from "../problem/Problem.ts"
import { worded } from "../problem/Worded.ts"
import { provenance } from "../provenance/Provenance.ts"
import { cursorWhere, limit, page } from "../request/Paging.ts"
import { inOrder, period } from "../request/Period.ts"
import { route } from "../request/RoutePolicy.ts"
import { SoughtText } from "../request/SoughtText.ts"
import { idParameter } from "../request/WholeNumber.ts"
import { month, year } from "./EventDaysParameters.ts"

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

const id = { id: idParameter(EventId) }
const by = Schema.optionalKey(TrendPeriod)

/** Something to look for, not blanks and points alone. */
const q = SoughtText.pipe(
  Schema.check(Schema.makeFilter((text) => fold(text) !== "")),
  worded("at least one letter or digit, and at most 200 characters")
)

const told = <Fields extends Schema.Struct.Fields>({ fields }: Schema.Struct<Fields>) =>
  Schema.Struct({ ...fields, ...provenance })

const read = (summary: string) => route({ summary, access: "anyone", rate: "read" })

export class EventApi extends HttpApiGroup.make("events")
  .add(
    HttpApiEndpoint.get("list", "/", {
      query: inOrder(
        Schema.Struct({
          /** Without a year, all. With one, the earliest event comes first. */
          year: Schema.optionalKey(year),
          month: Schema.optionalKey(month),
          ...period,
          status: Schema.optionalKey(EventStatus),
          limit,
          cursor
        })
      ),
      success: page(Event),
      error: [invalid, unavailable]
    }).annotateMerge(
      read("Events between two days, both included, the latest first; or of a year or month, the earliest first")
    ),
    HttpApiEndpoint.get("upcoming", "/upcoming", {
      query: { limit },
      success: page(UpcomingEvent),
      error: unavailable
    }).annotateMerge(read("Events to come with the bouts they are announced with, the next first")),
    HttpApiEndpoint.get("past", "/past", {
      query: { limit, cursor },
      success: page(PastEvent),
      error: [invalid, unavailable]
    }).annotateMerge(read("Events that were held with their main events, the latest first")),
    HttpApiEndpoint.get("next", "/next", { success: told(NextAndLast), error: unavailable }).annotateMerge(
      read("The next event and the last one, and the days to them")
    ),
    HttpApiEndpoint.get("calendar", "/calendar", {
      query: { year, month: Schema.optionalKey(month) },
      success: told(EventCalendar),
      error: unavailable
    }).annotateMerge(read("The events of a year by the month, or of a month by the day")),
    HttpApiEndpoint.get("timeline", "/timeline", {
      query: { by },
      success: told(EventTimeline),
      error: unavailable
    }).annotateMerge(read("The events of this month or year, of the one before and of the one after")),
    HttpApiEndpoint.get("trends", "/trends", {
      query: { by },
      success: told(EventTrends),
      error: unavailable
    }).annotateMerge(read("How many events there were in the last five years, or in the months of this one")),
    HttpApiEndpoint.get("search", "/search", {
      query: {
        q,
        type: Schema.optionalKey(EventSearchType),
        limit,
        cursor: cursorWhere(({ key }) => /^(?:0\.5|1\.0) (?:\d{4}-\d{2}-\d{2})?$/.test(key))
      },
      success: page(EventHit),
      error: [invalid, unavailable]
    }).annotateMerge(read("Events by a part of the name or the place, the names first, then the latest")),
    HttpApiEndpoint.get("compare", "/compare", {
      /** Two different events. */
      query: { a: idParameter(EventId), b: idParameter(EventId) },
      success: told(EventComparison),
      error: [notFound, invalid, unavailable]
    }).annotateMerge(read("Two events next to each other")),
    HttpApiEndpoint.get("get", "/:id", {
      params: id,
      /** The card is in order, the main event first. */
      success: Schema.Struct({ ...Event.fields, matches: Schema.Array(Match), ...provenance }),
      error: [notFound, unavailable]
    }).annotateMerge(read("An event with its bouts, the main event first")),
    HttpApiEndpoint.get("summary", "/:id/summary", {
      params: id,
      success: told(EventSummary),
      error: [notFound, unavailable]
    }).annotateMerge(read("How the fights of an event ended, and how long they took")),
    HttpApiEndpoint.get("analysis", "/:id/analysis", {
      params: id,
      success: told(EventAnalysis),
      error: [notFound, unavailable]
    }).annotateMerge(
      read("The quality of a card, its best fights, its outliers, and what it changed, by the rankings of its day")
    )
  )
  .prefix("/api/events") {}
