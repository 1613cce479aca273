import { createHash } from "node:crypto"
import { ChartLookup } from "@mma-savant/core/conversation/ChartLookup"
import { ChartRenderer } from "@mma-savant/core/llm/chart/ChartRenderer"
import { version } from "@mma-savant/core/Version"
import { Effect, Layer } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "../auth/SignedIn.ts"
import { pictureType } from "./ChartApi.ts"

/** A picture takes some 10 ms; what takes longer than this is given up. */
const patience = "2 seconds"

const extension = ".svg"

/** Changes with the chart, its look, and whatever draws it. */
const tagOf = (...of: ReadonlyArray<unknown>): string =>
  `"${createHash("sha256")
    .update(JSON.stringify([version, ...of]))
    .digest("base64url")
    .slice(0, 22)}"`

/** An answer that has ended never changes; which is the latest does. */
const keeping = (isNamed: boolean): string => (isNamed ? "private, max-age=31536000, immutable" : "private, no-cache")

export const layer = HttpApiBuilder.group(
  Api,
  "charts",
  Effect.fnUntraced(function* (handlers) {
    const lookup = yield* ChartLookup
    const renderer = yield* ChartRenderer
    return handlers.handleAll({
      drawChart: Effect.fnUntraced(function* ({ headers: asked, params, query }) {
        const { id: userId } = yield* CurrentUser
        const { message: messageId = null, theme = "light" } = query
        const callId = params.picture.slice(0, -extension.length)
        const chart = yield* lookup.getChart({ sessionId: params.sessionId, userId, callId, messageId })
        const etag = tagOf(chart, theme)
        const headers = { etag, "cache-control": keeping(messageId !== null) }
        if (asked["if-none-match"] === etag) return HttpServerResponse.empty({ status: 304, headers })
        const svg = yield* renderer.svg(chart, theme).pipe(Effect.timeout(patience), Effect.orDie)
        return HttpServerResponse.text(svg, { headers, contentType: pictureType })
      })
    })
  })
).pipe(Layer.provide(ChartLookup.layer))
