import { Duration } from "effect"

/** How often something may be done: `limit` times at once at most, and as many in every window, evenly regained. */
export interface Rate {
  /** 1 or more. */
  readonly limit: number
  /** At least a microsecond for each of the limit. */
  readonly window: Duration.Duration
}

/** How a request fares, and what is left. */
export interface Allowance {
  readonly allowed: boolean
  readonly limit: number
  /** How many more there may be at once. */
  readonly remaining: number
  /** Until all of the limit is there again, in milliseconds. */
  readonly resetMs: number
  /** Until the next is allowed, in milliseconds; 0 for one that is. */
  readonly retryMs: number
}

/**
 * A rate in whole microseconds, whose sums are exact at any date: one is regained in each interval, all within the span.
 * What does not divide is rounded down, so that a whole limit is there again no later than after the window.
 */
export const pace = ({ limit, window }: Rate) => {
  const interval = Math.floor((Duration.toMillis(window) * 1000) / limit)
  return { interval, span: interval * limit }
}

/**
 * The generic cell rate algorithm (ITU-T I.371, A): `arrival` is when the next request would come if all came evenly,
 * and is all there is to keep. It and `now` are in whole microseconds. A request refused costs nothing, and a clock that
 * goes back takes no more than one limit.
 */
export const allowance = (rate: Rate, arrival: number, now: number) => {
  const { interval, span } = pace(rate)
  const ahead = Math.min(Math.max(arrival - now, 0), span)
  const allowed = ahead + interval <= span
  const kept = allowed ? ahead + interval : ahead
  const verdict: Allowance = {
    allowed,
    limit: rate.limit,
    remaining: Math.floor((span - kept) / interval),
    resetMs: kept / 1000,
    retryMs: allowed ? 0 : (ahead + interval - span) / 1000
  }
  return { arrival: now + kept, allowance: verdict }
}
