import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Quota } from "@mma-savant/core/user/Quota"
import { Effect, Schema, SchemaGetter } from "effect"
import { HttpApiSchema } from "effect/http-api"
import { RequestId } from "../request/RequestId.ts"

/** What can go wrong with a request, as clients see it. */
export const ProblemCode = Schema.Literals([
  "VALIDATION",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "ORIGIN_REFUSED",
  "ROUTE_NOT_FOUND",
  "FIGHTER_NOT_FOUND",
  "EVENT_NOT_FOUND",
  "MATCH_NOT_FOUND",
  "SESSION_NOT_FOUND",
  "MESSAGE_NOT_FOUND",
  "CHART_NOT_FOUND",
  "USER_NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "BODY_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "UPGRADE_REQUIRED",
  "USERNAME_TAKEN",
  "EMAIL_TAKEN",
  "SELF_LOCKOUT",
  "SIGN_UP_CLOSED",
  "CID_CONFLICT",
  "RUN_NOT_ACTIVE",
  "ASK_CLOSED",
  "QUEUE_FULL",
  "QUOTA_EXCEEDED",
  "RATE_LIMITED",
  "DATA_UNAVAILABLE",
  "INTERNAL"
])
export type ProblemCode = typeof ProblemCode.Type

/** A field of the request, and what is wrong with it. */
export const FieldFault = Schema.Struct({ field: Schema.String, message: Schema.String })
export type FieldFault = typeof FieldFault.Type

/** An error as clients get it: RFC 9457 problem details. Never SQL, a path, a stack or another system's words. */
export const Problem = Schema.Struct({
  type: Schema.String,
  title: Schema.String,
  status: Schema.Int,
  code: ProblemCode,
  detail: Schema.String,
  /** The id of the request: all that the server logged about it carries the same. */
  errorId: Schema.String,
  /** The id that leads nowhere. */
  subject: Schema.optionalKey(Schema.Union([Schema.Int, Schema.String])),
  errors: Schema.optionalKey(Schema.Array(FieldFault)),
  /** What the user's day comes to, where it is used up. */
  quota: Schema.optionalKey(Quota)
})
export type Problem = typeof Problem.Type

export const problemContentType = "application/problem+json"

/** The kind of a problem: everything but the single case. */
export interface ProblemKind {
  readonly status: number
  readonly code: ProblemCode
  readonly title: string
}

/** The single case. */
export type Particulars = Pick<Problem, "detail" | "subject" | "errors" | "quota">

/** The problem as it stands for the request being answered. */
export const problemOf = (kind: ProblemKind, particulars: Particulars) =>
  Effect.map(RequestId, (errorId): Problem => ({ type: "about:blank", ...kind, errorId, ...particulars }))

/**
 * An error of the domain that goes over the wire as a problem with the status of its kind. `revive` gives the error back
 * to a client, as far as the problem tells it.
 */
export const problem = <S extends Schema.Top>(
  error: S,
  kind: ProblemKind,
  wire: {
    readonly tell: (error: S["Encoded"]) => Particulars
    readonly revive: (problem: Problem) => S["Encoded"]
  }
) =>
  Schema.Struct({
    ...Problem.fields,
    // Of several errors with one status the code tells a client which it is.
    status: Schema.Literal(kind.status),
    code: Schema.Literal(kind.code)
  }).pipe(
    Schema.decodeTo(error, {
      decode: SchemaGetter.transform(wire.revive),
      encode: SchemaGetter.transformEffect((encoded) => problemOf(kind, wire.tell(encoded)))
    }),
    HttpApiSchema.asJson({ contentType: problemContentType }),
    HttpApiSchema.status(kind.status)
  )

/** The request is not of the declared form. */
export class RequestInvalid extends Schema.TaggedError<RequestInvalid>()("RequestInvalid", {
  errors: Schema.NonEmptyArray(FieldFault)
}) {}

export const invalid = problem(
  RequestInvalid,
  { status: 400, code: "VALIDATION", title: "Bad Request" },
  {
    tell: ({ errors }) => ({ detail: `${errors[0].field}: ${errors[0].message}`, errors }),
    revive: ({ detail, errors: [first = { field: "request", message: detail }, ...rest] = [] }) => ({
      _tag: "RequestInvalid" as const,
      errors: [first, ...rest] as const
    })
  }
)

export const unavailableKind: ProblemKind = { status: 503, code: "DATA_UNAVAILABLE", title: "Service Unavailable" }
export const unavailableDetail = "The data cannot be reached at the moment. Try again in a few seconds."

export const unavailable = problem(StoreUnavailable, unavailableKind, {
  tell: () => ({ detail: unavailableDetail }),
  revive: ({ errorId }) => ({ _tag: "StoreUnavailable" as const, store: "server", cause: `error ${errorId}` })
})
