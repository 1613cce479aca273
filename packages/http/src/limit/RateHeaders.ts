import type { Allowance } from "@mma-savant/core/limit/Rate"

const seconds = (ms: number): string => String(Math.ceil(ms / 1000))

/** The strictest of the allowances, as the headers that tell it; times are in seconds. */
export const rateHeaders = (taken: ReadonlyArray<Allowance>): Readonly<Record<string, string>> => {
  const [strictest] = taken.toSorted((a, b) => Number(a.allowed) - Number(b.allowed) || a.remaining - b.remaining)
  if (strictest === undefined) return {}
  const { allowed, limit, remaining, resetMs, retryMs } = strictest
  return {
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": seconds(resetMs),
    ...(allowed ? {} : { "retry-after": seconds(retryMs) })
  }
}
