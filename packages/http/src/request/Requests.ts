import type { Allowance } from "@mma-savant/core/limit/Rate"
import { ByteSize, Clock, Effect, Layer } from "effect"
import { HttpIncomingMessage, HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { rateHeaders } from "../limit/RateHeaders.ts"
import { RequestLimits, Taken } from "../limit/RequestLimits.ts"
import { asProblem, failureResponse, tooLargeResponse } from "../problem/ProblemResponse.ts"
import { RequestId, requestIdFrom, requestIdHeader } from "./RequestId.ts"
import { pathOf, policyOf } from "./Routes.ts"
import { protect } from "./SecurityHeaders.ts"

const maxBodyBytes = 1024 * 1024

/** Counts the request before anything else is done for it. Whose route it is tells what it counts as. */
const count = (limits: RequestLimits["Service"], request: HttpServerRequest.HttpServerRequest) => {
  const policy = policyOf(request.method, request.url)
  if (policy === undefined) return limits.ofAddress(request, null)
  const { access, rate } = policy
  return rate === null ? Effect.void : limits.ofAddress(request, access === "anyone" ? rate : null)
}

/** What every request gets: a name, one line in the log, safe headers, its share, and a problem when it fails. */
const attend =
  (limits: RequestLimits["Service"]) =>
  <E, R>(httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
    Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const id = requestIdFrom(request.headers[requestIdHeader])
      const path = pathOf(request.url)
      const startedAt = yield* Clock.currentTimeMillis
      const taken: Array<Allowance> = []
      const answer =
        Number(request.headers["content-length"] ?? 0) > maxBodyBytes
          ? tooLargeResponse
          : Effect.matchCauseEffect(Effect.andThen(count(limits, request), httpEffect), {
              onFailure: failureResponse,
              onSuccess: asProblem
            })
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
  Effect.map(RequestLimits, (limits) => HttpRouter.middleware(attend(limits), { global: true }))
)
