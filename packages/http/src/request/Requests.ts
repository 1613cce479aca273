import type { Allowance } from "@mma-savant/core/limit/Rate"
import { Clock, Context, Effect, Layer, References } from "effect"
import { HttpRouter, HttpServerRequest, type HttpServerResponse } from "effect/http"
import { KeptFacts } from "../keeping/KeptFacts.ts"
import { rateHeaders } from "../limit/RateHeaders.ts"
import { RequestLimits, Taken } from "../limit/RequestLimits.ts"
import { failureResponse, nothingHere, tooLargeResponse, unsupportedResponse } from "../problem/ProblemResponse.ts"
import { RequestId, requestIdFrom, requestIdHeader } from "./RequestId.ts"
import { hasSemicolon, type KnownRoute, pathOf, routeOf } from "./Routes.ts"
import { protect } from "./SecurityHeaders.ts"

/** Bytes that the body of a request may have. */
export const maxBodyBytes = 1024 * 1024

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

/** The answer to a request that is not looked into. */
const refusalOf = ({ headers, url }: HttpServerRequest.HttpServerRequest) => {
  if (hasSemicolon(url)) return nothingHere
  return Number(headers["content-length"] ?? 0) > maxBodyBytes ? tooLargeResponse : undefined
}

/** Works on a request with what is known of it everywhere: one step, and not one for each. */
const knowing = <A, E, R>(work: Effect.Effect<A, E, R>, id: string, taken: Array<Allowance>): Effect.Effect<A, E, R> =>
  Effect.updateContext(work, (context: Context.Context<R>) =>
    context.pipe(
      Context.add(RequestId, id),
      Context.add(Taken, taken),
      Context.add(References.CurrentLogAnnotations, {
        ...Context.get(context, References.CurrentLogAnnotations),
        request: id
      })
    )
  )

/** What every request gets: a name, one line in the log, safe headers, its share, and a problem when it fails. */
const attend =
  (limits: RequestLimits["Service"], facts: KeptFacts["Service"]) =>
  <E, R>(httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
    Effect.contextWith((context: Context.Context<HttpServerRequest.HttpServerRequest>) => {
      const request = Context.get(context, HttpServerRequest.HttpServerRequest)
      const clock = Context.get(context, Clock.Clock)
      const id = requestIdFrom(request.headers[requestIdHeader])
      const route = routeOf(request.method, request.url)
      const startedAt = clock.currentTimeMillisUnsafe()
      const taken: Array<Allowance> = []
      const answer =
        refusalOf(request) ??
        Effect.andThen(
          count(limits, request, route),
          route?.tellsFacts ? facts.answer(request, httpEffect) : httpEffect
        )
      const end = (response: HttpServerResponse.HttpServerResponse) => {
        const sent = protect(request, response, { [requestIdHeader]: id, ...rateHeaders(taken) })
        const line = Effect.logInfo(`${request.method} ${pathOf(request.url)}`)
        const ms = clock.currentTimeMillisUnsafe() - startedAt
        return Effect.as(Effect.annotateLogs(line, { status: sent.status, ms }), sent)
      }
      return knowing(
        Effect.matchCauseEffect(answer, {
          onFailure: (cause) => Effect.flatMap(failureResponse(cause), end),
          // The library refuses a type itself, without a problem.
          onSuccess: (response) => (response.status === 415 ? Effect.flatMap(unsupportedResponse, end) : end(response))
        }),
        id,
        taken
      )
    })

export const layer = Layer.unwrap(
  Effect.map(Effect.all([RequestLimits, KeptFacts]), ([limits, facts]) =>
    HttpRouter.middleware(attend(limits, facts), { global: true })
  )
)
