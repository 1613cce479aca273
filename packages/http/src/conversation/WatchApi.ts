import { ServerFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { problem, unavailable } from "../problem/Problem.ts"
import { route } from "../request/RoutePolicy.ts"
import { offset } from "../request/WholeNumber.ts"
import { session, sessionNotFound } from "./ConversationApi.ts"
import { Watching } from "./Watching.ts"

/** Streams, of events and of answers, that a user may have open at a server. */
export const mostStreams = 5

/** The user has as many streams open as may be. */
export class TooManyStreams extends Schema.TaggedError<TooManyStreams>()("TooManyStreams", {}) {}

export const tooManyStreams = problem(
  TooManyStreams,
  { status: 429, code: "RATE_LIMITED", title: "Too Many Requests" },
  {
    tell: () => ({ detail: `${mostStreams} streams of yours are open. Close one of them.` }),
    revive: () => ({ _tag: "TooManyStreams" as const })
  }
)

export class WatchApi extends HttpApiGroup.make("watch")
  .add(
    HttpApiEndpoint.get("watchSession", "/session/:sessionId/events", {
      params: session,
      /** The number of the last frame that the client has, and the epoch in which it was counted: without it, any but 0 is none. */
      query: { after: offset, epoch: Schema.optionalKey(Schema.String) },
      /**
       * The id of the last event that the client has: its number and, behind a colon, the epoch. It counts more than the
       * query, whose epoch is that of a number alone. A strange one is none.
       */
      headers: { "last-event-id": Schema.optionalKey(Schema.String) },
      success: HttpApiSchema.StreamSse({ data: ServerFrame }),
      error: [sessionNotFound, tooManyStreams, unavailable]
    }).annotateMerge(
      route({
        summary:
          "What happens in a talk, as server-sent events: the frames of the socket, from the last that the client has on. " +
          "EventSource opens it by a ticket, once; who comes back by itself reads with fetch and sends the token",
        access: "user",
        rate: "read"
      })
    )
  )
  .middleware(Watching)
  .prefix("/api/chat") {}
