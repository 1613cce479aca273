import { Duration } from "effect"
import type { FaultKind } from "./VendorFault.ts"

const kinds: Readonly<Record<number, FaultKind>> = {
  401: "auth",
  402: "spent",
  403: "auth",
  408: "timeout",
  409: "unreachable",
  413: "context",
  429: "rate_limited",
  503: "overloaded",
  504: "timeout",
  529: "overloaded"
}

/** What a vendor's status means, where its body does not say; without one the connection broke. */
export const statusKind = (status: number | undefined): FaultKind =>
  status === undefined ? "unreachable" : (kinds[status] ?? (status >= 500 ? "unreachable" : "request"))

/**
 * How long a vendor's head asks to leave it alone: in milliseconds, in seconds, or until a date; undefined where it
 * does not say. `now` is in milliseconds since 1970.
 */
export const headRetryAfter = (headers: Headers | undefined, now: number): Duration.Duration | undefined => {
  const wait = headers?.get("retry-after") ?? ""
  const milliseconds = [
    Number.parseFloat(headers?.get("retry-after-ms") ?? ""),
    Number.parseFloat(wait) * 1000,
    Date.parse(wait) - now
  ].find(Number.isFinite)
  return milliseconds === undefined ? undefined : Duration.millis(Math.max(0, milliseconds))
}

/** All that an error of a vendor's library says, and what caused it. */
export const wordsOf = (cause: unknown): string =>
  cause instanceof Error
    ? [cause.message, ...(cause.cause === undefined ? [] : [wordsOf(cause.cause)])].join(": ")
    : String(cause)
