import {
  AnthropicError,
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError
} from "@anthropic-ai/sdk"
import { headRetryAfter, statusKind, wordsOf } from "@mma-savant/core/llm/HttpFault"
import { type FaultKind, isPassing, type VendorFault } from "@mma-savant/core/llm/VendorFault"

/** By the vendor's own name of the error, which comes in a body or, after a good head, as an event. */
const byType: Readonly<Record<string, FaultKind>> = {
  invalid_request_error: "request",
  authentication_error: "auth",
  permission_error: "auth",
  billing_error: "spent",
  not_found_error: "request",
  request_too_large: "context",
  rate_limit_error: "rate_limited",
  timeout_error: "timeout",
  api_error: "unreachable",
  overloaded_error: "overloaded"
}

/** What the vendor calls a wrong request and tells apart by its words alone. */
const byWords: ReadonlyArray<readonly [RegExp, FaultKind]> = [
  [/prompt is too long|exceeds? (?:the )?context (?:limit|window)/i, "context"],
  [/credit balance is too low|reached your specified .*usage limits/i, "spent"],
  [/content filtering policy/i, "refused"]
]

const kindOf = ({ errorCode, headers, message, status, type }: APIError): FaultKind => {
  if (errorCode?.endsWith("spend_limit_reached")) return "spent"
  const named = (type === null ? undefined : byType[type]) ?? statusKind(status)
  const kind = named === "request" ? (byWords.find(([words]) => words.test(message))?.[1] ?? named) : named
  const shouldRetry = status === undefined ? null : headers?.get("x-should-retry")
  if (shouldRetry === "false" && isPassing(kind)) return kind === "rate_limited" ? "spent" : "request"
  return shouldRetry === "true" && kind === "request" ? "unreachable" : kind
}

/** What a failure of the vendor's library means; `now` is in milliseconds. */
export const faultOf = (cause: unknown, now: number): VendorFault => {
  const words = wordsOf(cause)
  if (cause instanceof APIConnectionTimeoutError) return { kind: "timeout", words }
  if (cause instanceof APIConnectionError || cause instanceof APIUserAbortError) return { kind: "unreachable", words }
  if (cause instanceof APIError) return { kind: kindOf(cause), words, retryAfter: headRetryAfter(cause.headers, now) }
  // Events that are no JSON, and a head without a body; all else is a connection that broke.
  const broken = cause instanceof SyntaxError || cause instanceof AnthropicError
  return { kind: broken ? "response" : "unreachable", words }
}
