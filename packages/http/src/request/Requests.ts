import type { Allowance } from "@mma-savant/core/limit/Rate"
import { ByteSize, Clock, Effect, Layer } from "effect"
import { HttpIncomingMessage, HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { KeptFacts } from "../keeping/KeptFacts.ts"
import { rateHeaders } from "../limit/RateHeaders.ts"
import { RequestLimits, Taken } from "../limit/RequestLimits.ts"
import { asProblem, failureResponse, tooLargeResponse } from "../problem/ProblemResponse.ts"
import { RequestId, requestIdFrom, requestIdHeader } from "./RequestId.ts"
import { type KnownRoute, pathOf, routeOf } from "./Routes.ts"
import { protect } from "./SecurityHeaders.ts"

const maxBodyBytes = 1024 * 1024

/** Counts the request before anything else is done for it. Whose route it is tells what it counts as. */
const count = (
  limits: RequestLimits["Service"],
  request: HttpServerRequest.HttpServerRequest,
  route: KnownRoute | undefined
) => {
  if (route === undefined) return limits.ofAddress(request, null)
  const { access, rate } = route
  return rate === null ? Effect.void : limits.ofAddress(request, access === "anyone" ? rate : null)
}

/** What every request gets: a name, one line in the log, safe headers, its share, and a problem when it fails. */
const attend =
  (limits: RequestLimits["Service"], facts: KeptFacts["Service"]) =>
  <E, R>(httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
    Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const id = requestIdFrom(request.headers[requestIdHeader])
      const path = pathOf(request.url)
      const route = routeOf(request.method, request.url)
      const startedAt = yield* Clock.currentTimeMillis
      const taken: Array<Allowance> = []
      const answer =
        Number(request.headers["content-length"] ?? 0) > maxBodyBytes
          ? tooLargeResponse
          : Effect.matchCauseEffect(
              Effect.andThen(
                count(limits, request, route),
                route?.tellsFacts ? facts.answer(request, httpEffect) : httpEffect
              ),
              {
                onFailure: failureResponse,
                onSuccess: asProblem
              }
            )
      return yield* answer.pipe(
        Effect.map((response) =>
          protect(request, HttpServerResponse.setHeaders(response, { [requestIdHeader]: id, ...rateHeaders(taken) }))
        ),
        Effect.tap(({ status }) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) =>
            Effect.logInfo(`${request.method} ${path}`).pipe(Effect.annotateLogs({ status, ms: now - startedAt }))
          )
        ),
        Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBodyBytes)),
        Effect.provideService(RequestId, id),
        Effect.provideService(Taken, taken),
        Effect.annotateLogs({ request: id })
      )
    })

export const layer = Layer.unwrap(
  Effect.map(Effect.all([RequestLimits, KeptFacts]), ([limits, facts]) =>
    HttpRouter.middleware(attend(limits, facts), { global: true })
  )
)
