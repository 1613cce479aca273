import { ChartNotFound } from "@mma-savant/core/conversation/ChartLookup"
import { MessageId } from "@mma-savant/core/conversation/ChatMessage"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { SignedIn } from "../auth/SignedIn.ts"
import { problem, unavailable } from "../problem/Problem.ts"
import { route } from "../request/RoutePolicy.ts"
import { session, sessionNotFound } from "./ConversationApi.ts"

export const pictureType = "image/svg+xml"

const chartNotFound = problem(
  ChartNotFound,
  { status: 404, code: "CHART_NOT_FOUND", title: "Not Found" },
  {
    tell: ({ callId }) => ({ detail: `The session has no chart of the call ${callId}.`, subject: callId }),
    revive: ({ subject }) => ({ _tag: "ChartNotFound" as const, callId: String(subject) })
  }
)

/** The id of a call and ".svg": together 100 letters at most, as many as the router takes. */
const Picture = Schema.String.pipe(
  Schema.check(Schema.isPattern(/^[^\p{Cc}]{1,96}\.svg$/u, { message: "must be the id of a call and .svg" }))
)

export class ChartApi extends HttpApiGroup.make("charts")
  .add(
    HttpApiEndpoint.get("drawChart", "/session/:sessionId/charts/:picture", {
      params: { ...session, picture: Picture },
      query: {
        theme: Schema.optionalKey(Schema.Literals(["light", "dark"])),
        /** The answer that the chart is in; the latest with a chart of that call when left out. */
        message: Schema.optionalKey(MessageId)
      },
      headers: { "if-none-match": Schema.optionalKey(Schema.String) },
      success: Schema.String.pipe(HttpApiSchema.asText({ contentType: pictureType })),
      error: [sessionNotFound, chartNotFound, unavailable]
    }).annotateMerge(
      route({
        summary:
          "The picture of a chart, by the call whose rows it shows: /charts/{callId}.svg. With the message that it is in, " +
          "it may be kept for good",
        access: "user",
        rate: "read"
      })
    )
  )
  .middleware(SignedIn)
  .prefix("/api/chat") {}
