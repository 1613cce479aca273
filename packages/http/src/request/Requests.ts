import { ByteSize, Clock, Effect } from "effect"
import { HttpIncomingMessage, HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { asProblem, failureResponse, tooLargeResponse } from "../problem/ProblemResponse.ts"
import { RequestId, requestIdFrom, requestIdHeader } from "./RequestId.ts"
import { pathOf } from "./Routes.ts"
import { protect } from "./SecurityHeaders.ts"

const maxBodyBytes = 1024 * 1024

/** What every request gets: a name, one line in the log, safe headers, and a problem when it fails. */
const attend = <E, R>(httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const id = requestIdFrom(request.headers[requestIdHeader])
    const path = pathOf(request.url)
    const startedAt = yield* Clock.currentTimeMillis
    const answer =
      Number(request.headers["content-length"] ?? 0) > maxBodyBytes
        ? tooLargeResponse
        : Effect.matchCauseEffect(httpEffect, { onFailure: failureResponse, onSuccess: asProblem })
    return yield* answer.pipe(
      Effect.map((response) => protect(request, HttpServerResponse.setHeader(response, requestIdHeader, id))),
      Effect.tap(({ status }) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          Effect.logInfo(`${request.method} ${path}`).pipe(Effect.annotateLogs({ status, ms: now - startedAt }))
        )
      ),
      Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBodyBytes)),
      Effect.provideService(RequestId, id),
      Effect.annotateLogs({ request: id })
    )
  })

export const layer = HttpRouter.middleware(attend, { global: true })
