import { ServerFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { problem, unavailable } from "../problem/Problem.ts"
import { offset } from "../request/Offset.ts"
import { route } from "../request/RoutePolicy.ts"
import { session, sessionNotFound } from "./ConversationApi.ts"
import { Watching } from "./Watching.ts"

/** The user has as many streams of events open as may be. */
export class TooManyStreams extends Schema.TaggedError<TooManyStreams>()("TooManyStreams", {}) {}

const tooManyStreams = problem(
  TooManyStreams,
  { status: 429, code: "RATE_LIMITED", title: "Too Many Requests" },
  {
    tell: () => ({ detail: "5 streams of events of yours are open. Close one of them." }),
    revive: () => ({ _tag: "TooManyStreams" as const })
  }
)

export class WatchApi extends HttpApiGroup.make("watch")
  .add(
    HttpApiEndpoint.get("watchSession", "/session/:sessionId/events", {
      params: session,
      /** The number of the last frame that the client has, and the epoch in which it was counted. */
      query: { after: offset, epoch: Schema.optionalKey(Schema.String) },
      /** The id of the last event that the client has: its number, which counts more than that of the query. A strange one is none. */
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
