import { headRetryAfter, statusKind, wordsOf } from "@mma-savant/core/llm/HttpFault"
import type { FaultKind, VendorFault } from "@mma-savant/core/llm/VendorFault"
import { Duration } from "effect"
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError, OpenAIError } from "openai"
import { millisecondsOf } from "./OpenAiAllowance.ts"

/** By the code of an error, or its type, where these say more than a status. */
const telling: ReadonlyMap<unknown, FaultKind> = new Map([
  ["insufficient_quota", "spent"],
  ["billing_hard_limit_reached", "spent"],
  ["billing_not_active", "spent"],
  ["context_length_exceeded", "context"],
  ["string_above_max_length", "context"],
  ["exceed_context_size_error", "context"],
  ["server_is_overloaded", "overloaded"],
  ["slow_down", "overloaded"],
  ["overloaded_error", "overloaded"],
  ["invalid_prompt", "refused"],
  ["content_filter", "refused"],
  ["content_policy_violation", "refused"],
  ["image_content_policy_violation", "refused"],
  ["bio_policy", "refused"],
  ["cyber_policy", "refused"],
  ["misalignment_policy_violation", "refused"]
])

/** By the code or the type of an error that comes without a status, after a good head. */
const named: ReadonlyMap<unknown, FaultKind> = new Map([
  ["rate_limit_exceeded", "rate_limited"],
  ["rate_limit_error", "rate_limited"],
  ["invalid_api_key", "auth"],
  ["authentication_error", "auth"],
  ["permission_error", "auth"],
  ["invalid_request_error", "request"],
  ["timeout", "timeout"]
])

const contextual = /context (?:length|window|size)|maximum context/i

/** The status, which may also be the code of an error that comes after a good head. */
const statusOf = ({ code, status }: APIError): number | undefined =>
  status ?? (/^[45]\d\d$/.test(String(code)) ? Number(code) : undefined)

const kindOf = (error: APIError): FaultKind => {
  const told = telling.get(error.code) ?? telling.get(error.type)
  if (told !== undefined) return told
  const status = statusOf(error)
  const name = status === undefined ? (named.get(error.code) ?? named.get(error.type)) : undefined
  const kind = name ?? statusKind(status)
  return kind === "request" && contextual.test(error.message) ? "context" : kind
}

/** How long the vendor asks to be left alone: in the head, or else in words. */
const retryAfterOf = ({ headers, message }: APIError, now: number): Duration.Duration | undefined => {
  const wait = millisecondsOf(/try again in ((?:[\d.]+[dhms]+)+)/i.exec(message)?.[1] ?? "")
  return headRetryAfter(headers, now) ?? (wait === null ? undefined : Duration.millis(wait))
}

/** What a failure of the vendor's library means, or of the connection under it; `now` is in milliseconds. */
export const openAiFault = (cause: unknown, now: number): VendorFault => {
  const words = wordsOf(cause)
  if (cause instanceof APIConnectionTimeoutError) return { kind: "timeout", words }
  if (cause instanceof APIConnectionError || cause instanceof APIUserAbortError) return { kind: "unreachable", words }
  if (cause instanceof APIError) return { kind: kindOf(cause), words, retryAfter: retryAfterOf(cause, now) }
  // Events that are no JSON, and a head without a body; all else is a connection that broke.
  const broken = cause instanceof SyntaxError || cause instanceof OpenAIError
  return { kind: broken ? "response" : "unreachable", words }
}
