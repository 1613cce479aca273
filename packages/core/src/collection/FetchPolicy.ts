import { Context, Duration } from "effect"
import type { Site } from "./Page.ts"

/** The least time between two requests to a site. Settings may lengthen it, never shorten it. */
export const leastIntervals: Readonly<Record<Site, Duration.Duration>> = {
  ufcstats: Duration.seconds(1),
  // What its robots.txt asks for.
  ufccom: Duration.seconds(15)
}

/** Hosts of this machine alone, which may be asked as fast as they answer. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/.test(host)

/** How a crawl behaves towards sites. */
export interface FetchPolicy {
  /** Between two requests of a site, all workers together; for a host of this machine it is this and no floor. */
  readonly interval: Duration.Duration
  /** How often a request is sent before its page is left for later. */
  readonly attempts: number
  /** The first pause after a failure, which doubles with each, and the longest. They are cut at random. */
  readonly pause: Duration.Duration
  readonly longestPause: Duration.Duration
}

export const standardPolicy: FetchPolicy = {
  interval: Duration.zero,
  attempts: 4,
  pause: Duration.seconds(1),
  longestPause: Duration.seconds(60)
}

export const FetchPolicy = Context.Reference<FetchPolicy>("@mma-savant/core/collection/FetchPolicy", {
  defaultValue: () => standardPolicy
})

/** The interval of a host: what the policy says, but no less than the site's floor and its robots.txt, unless it is ours. */
export const intervalOf = (
  policy: FetchPolicy,
  site: Site,
  host: string,
  crawlDelay: Duration.Duration | null
): Duration.Duration =>
  isLoopback(host)
    ? policy.interval
    : [leastIntervals[site], policy.interval, crawlDelay ?? Duration.zero].reduce(Duration.max)
