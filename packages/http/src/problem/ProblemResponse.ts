import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Cause, Effect } from "effect"
import { HttpServerError, type HttpServerRequest, HttpServerResponse } from "effect/http"
import { TooManyRequests, tooManyDetail, tooManyKind } from "../limit/TooMany.ts"
import { allowedMethods } from "../request/Routes.ts"
import {
  internalDetail,
  internalKind,
  mediaTypeDetail,
  mediaTypeKind,
  tooLargeDetail,
  tooLargeKind
} from "./Anywhere.ts"
import {
  type Particulars,
  type ProblemKind,
  problemContentType,
  problemOf,
  unavailableDetail,
  unavailableKind
} from "./Problem.ts"

const malformed: ProblemKind = { status: 400, code: "VALIDATION", title: "Bad Request" }
const noRoute: ProblemKind = { status: 404, code: "ROUTE_NOT_FOUND", title: "Not Found" }
const noMethod: ProblemKind = { status: 405, code: "METHOD_NOT_ALLOWED", title: "Method Not Allowed" }

/** A problem as a response, for what goes wrong outside of the declared routes. */
export const problemResponse = (kind: ProblemKind, particulars: Particulars, headers: Record<string, string> = {}) =>
  Effect.map(problemOf(kind, particulars), (problem) =>
    HttpServerResponse.jsonUnsafe(problem, { status: kind.status, contentType: problemContentType, headers })
  )

export const tooLargeResponse = problemResponse(
  tooLargeKind,
  { detail: tooLargeDetail },
  // What is left of the body is never read.
  { connection: "close" }
)

const tooManyResponse = problemResponse(tooManyKind, { detail: tooManyDetail })

export const unsupportedResponse = problemResponse(mediaTypeKind, { detail: mediaTypeDetail })

export const logOutage = (error: StoreUnavailable) => Effect.logWarning("a store did not answer", error)

export const nothingHere = problemResponse(noRoute, {
  detail: "There is nothing at this address. GET /docs shows what there is."
})

const unrouted = ({ method, url }: HttpServerRequest.HttpServerRequest) => {
  const allow = allowedMethods(url)
  return allow.length === 0
    ? nothingHere
    : problemResponse(noMethod, { detail: `${method} is not possible here.` }, { allow: allow.join(", ") })
}

const refused = ({ reason }: HttpServerError.HttpServerError) => {
  switch (reason._tag) {
    case "RouteNotFound":
      return unrouted(reason.request)
    case "RequestParseError":
      return reason.reason === "BodyTooLarge"
        ? tooLargeResponse
        : problemResponse(malformed, { detail: "The request cannot be read." })
    default:
      return null
  }
}

/** The response to a request that ended without one. A defect is logged; the client learns no more than its id. */
export const failureResponse = (cause: Cause.Cause<unknown>) => {
  for (const reason of cause.reasons) {
    const error = reason._tag === "Fail" ? reason.error : reason._tag === "Die" ? reason.defect : undefined
    if (HttpServerResponse.isHttpServerResponse(error)) return Effect.succeed(error)
    if (error instanceof TooManyRequests) return tooManyResponse
    if (error instanceof StoreUnavailable)
      return Effect.andThen(logOutage(error), problemResponse(unavailableKind, { detail: unavailableDetail }))
    const response = HttpServerError.isHttpServerError(error) ? refused(error) : null
    if (response !== null) return response
  }
  // Whoever interrupted it, the client by going away or the program by stopping, needs no response of ours.
  if (Cause.hasInterruptsOnly(cause)) return Effect.failCause(cause)
  return Effect.andThen(
    Effect.logError("a request failed", cause),
    problemResponse(internalKind, { detail: internalDetail })
  )
}
