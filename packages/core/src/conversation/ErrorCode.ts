import { Schema } from "effect"

/**
 * Everything that can go wrong in a talk, as clients see it: the protocol's list, whole. Nothing is told `SESSION_BUSY`
 * here, since a question, an edit or a regeneration that comes while the session answers waits its turn.
 */
export const ErrorCode = Schema.Literals([
  "VALIDATION",
  "CID_CONFLICT",
  "SESSION_BUSY",
  "QUEUE_FULL",
  "RUN_NOT_ACTIVE",
  "ASK_CLOSED",
  "RATE_LIMITED",
  "QUOTA_EXCEEDED",
  "BUDGET_EXCEEDED",
  "CONTEXT_TOO_LONG",
  "CONTENT_REFUSED",
  "PROVIDER_AUTH",
  "PROVIDER_RATE_LIMITED",
  "PROVIDER_OVERLOADED",
  "PROVIDER_TIMEOUT",
  "PROVIDER_BAD_RESPONSE",
  "PROVIDER_UNAVAILABLE",
  "TOOL_FAILED",
  "SQL_REJECTED",
  "SQL_TIMEOUT",
  "DATA_UNAVAILABLE",
  "CANCELLED",
  "INTERNAL"
])
export type ErrorCode = typeof ErrorCode.Type

/** A failure as clients see it: never SQL, a path, a stack or a provider's own words. */
export const ErrorBody = Schema.Struct({
  code: ErrorCode,
  message: Schema.String,
  retryable: Schema.Boolean,
  /** What of the request was wrong, such as `d.text`. */
  field: Schema.optionalKey(Schema.String),
  /** How long to wait before trying again. */
  retryAfterMs: Schema.optionalKey(Schema.Int),
  /** The same id stands in the server's log. */
  errorId: Schema.optionalKey(Schema.String)
})
export type ErrorBody = typeof ErrorBody.Type
