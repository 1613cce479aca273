import { Clock, Context, Duration, Effect, Layer, Random, Semaphore } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { Driver, NoAnswer, type PageRequest, type PageResponse } from "./Driver.ts"
import { BudgetSpent, PageMissing, PageUnanswered, RobotsForbid } from "./FetchFault.ts"
import { FetchPolicy, intervalOf } from "./FetchPolicy.ts"
import { HostGate } from "./HostGate.ts"
import type { Site } from "./Page.ts"
import { SourceBlocked } from "./PageFault.ts"
import { Robots, type RobotsRules } from "./Robots.ts"

/** The page as the site gives it now; null where it says that the text at hand still holds. */
export interface Fetched {
  readonly text: Pick<PageResponse, "body" | "etag" | "lastModified"> | null
  /** Sent for it, those that failed included. */
  readonly requests: number
}

export type FetchFault = SourceBlocked | RobotsForbid | PageMissing | PageUnanswered | BudgetSpent | StoreUnavailable

/** Whether another request may be sent; counts it. */
export type SendAllowance = Effect.Effect<boolean, StoreUnavailable>

/** Who waits looks so often whether the host still stands as it did. */
const lookAgain = Duration.seconds(1)

/** Milliseconds by which the clocks of a store and of this machine may drift while somebody waits. */
const clockSlack = 50

/** Turns are so much of an interval further apart, so that who takes one so much too late does not shorten the next. */
const lateness = 0.1

/** A page is followed so far when it has moved. */
const mostRedirects = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Where a redirect leads; null for another host, whose rules and turns are others. */
const within = (from: string, location: string | null): string | null => {
  const to = location === null ? null : URL.parse(location, from)
  return to !== null && to.host === new URL(from).host ? to.href : null
}

const unmarked = (url: string): PageRequest => ({ url, etag: null, lastModified: null })

/** What keeps programs out, by its status alone. */
const refusals: ReadonlySet<number> = new Set([401, 403, 407, 451])
const missing: ReadonlySet<number> = new Set([404, 410])

/**
 * Pages of the sites, asked for as one should: only what robots.txt lets us have, in turns that all workers of all
 * processes share, again after a failure with growing pauses, not before a site wants, and not at all once it keeps
 * programs out.
 */
export class PageFetcher extends Context.Service<
  PageFetcher,
  {
    readonly fetchPage: (
      site: Site,
      request: PageRequest,
      allowance: SendAllowance
    ) => Effect.Effect<Fetched, FetchFault>
    /** Keeps everybody from the host of an address from now on. */
    readonly block: (fault: SourceBlocked) => Effect.Effect<void, StoreUnavailable>
  }
>()("@mma-savant/core/collection/PageFetcher") {
  /** The driver is open as long as the layer. */
  static readonly layer = Layer.effect(
    PageFetcher,
    Effect.gen(function* () {
      const drivers = yield* Driver
      const gate = yield* HostGate
      const robots = yield* Robots
      const policy = yield* FetchPolicy
      const driver = yield* drivers.createWebDriver
      yield* drivers.configureStealth(driver)

      /** Waits for a turn. Whoever a penalty overtakes on the way takes another, and nobody goes on once the host is blocked. */
      const standBy = Effect.fnUntraced(function* (host: string, url: string, interval: Duration.Duration) {
        const turn = Effect.flatMap(gate.takeTurn(host, Duration.times(interval, 1 + lateness)), (wait) =>
          Effect.map(Clock.currentTimeMillis, (now) => now + wait)
        )
        const isPaced = !Duration.isZero(interval)
        const late = Duration.toMillis(interval) * lateness
        let until = isPaced ? yield* turn : 0
        for (;;) {
          const { block, penalty } = yield* gate.standing(host)
          if (block !== null) return yield* new SourceBlocked({ url, sign: block.sign })
          const now = yield* Clock.currentTimeMillis
          if (penalty > 0 && now + penalty > until + clockSlack) until = yield* turn
          if (now >= until) {
            if (!isPaced || now <= until + late) return
            // Whoever oversleeps would come too close to the next one.
            until = yield* turn
            continue
          }
          yield* Effect.sleep(Duration.min(Duration.millis(until - now), lookAgain))
        }
      })

      const pauseAfter = (failures: number) =>
        Effect.map(Random.next, (share) =>
          Duration.times(Duration.min(Duration.times(policy.pause, 2 ** (failures - 1)), policy.longestPause), share)
        )

      /** One page, in as many attempts as it takes and the policy grants. Every request is one that the rules allow, in its turn. */
      const attempt = Effect.fnUntraced(function* (
        request: PageRequest,
        { allows }: Pick<RobotsRules, "allows">,
        interval: Duration.Duration,
        allowance: SendAllowance
      ) {
        const { host } = new URL(request.url)
        let requests = 0
        const send = Effect.fnUntraced(function* (url: string) {
          if (!(yield* allowance)) return yield* new BudgetSpent()
          yield* standBy(host, url, interval)
          requests++
        })
        const admit = (url: string) =>
          new URL(url).host === host && allows(url) ? Effect.as(send(url), true) : Effect.succeed(false)

        /** The answer at the end of its redirects. */
        const ask = Effect.fnUntraced(function* () {
          let asked = request
          for (let hops = 0; ; hops++) {
            yield* send(asked.url)
            const response = yield* driver.get(asked, admit)
            if (!redirects.has(response.status)) return response
            const url = within(asked.url, response.location)
            if (url === null || hops === mostRedirects) {
              return yield* new NoAnswer({ url: asked.url, message: `it leads to ${response.location ?? "nowhere"}` })
            }
            if (!allows(url)) return yield* new RobotsForbid({ url, why: "disallowed" })
            asked = { ...request, url }
          }
        })

        let reason = "nothing was sent"
        let last: number | null = null
        for (let tries = 1; tries <= policy.attempts; tries++) {
          const response = yield* ask().pipe(
            Effect.map((answer) => ({ answer, fault: null })),
            Effect.catchTag("NoAnswer", (fault) => Effect.succeed({ answer: null, fault }))
          )
          if (response.answer !== null) {
            const { retryAfter, status } = response.answer
            if (status < 400) return { response: response.answer, requests }
            if (refusals.has(status)) {
              const fault = new SourceBlocked({ url: request.url, sign: String(status) })
              yield* gate.block({ host, ...fault })
              return yield* fault
            }
            if (status < 500 && status !== 408 && status !== 425 && status !== 429) {
              return missing.has(status)
                ? { response: response.answer, requests }
                : yield* new PageUnanswered({ url: request.url, reason: `it answers ${status}`, status })
            }
            reason = `it answers ${status}`
            last = status
            if (retryAfter !== null) yield* gate.penalize(host, Duration.millis(retryAfter))
          } else {
            reason = response.fault.message
            last = null
          }
          if (tries < policy.attempts) yield* Effect.sleep(yield* pauseAfter(tries))
        }
        return yield* new PageUnanswered({ url: request.url, reason, status: last })
      })

      /** Read once for each host: none where there is none (4xx), and nothing is asked where it cannot be had. */
      const rules = new Map<string, RobotsRules>()
      const everything: RobotsRules = { allows: () => true, crawlDelay: null }
      const oneAtATime = yield* Semaphore.make(1)
      const rulesOf = Effect.fnUntraced(function* (site: Site, url: string, allowance: SendAllowance) {
        const { host } = new URL(url)
        const known = rules.get(host)
        if (known !== undefined) return { rules: known, requests: 0 }
        return yield* oneAtATime.withPermits(1)(readRules(site, url, allowance))
      })
      const readRules = Effect.fnUntraced(function* (site: Site, url: string, allowance: SendAllowance) {
        const { host, origin } = new URL(url)
        const known = rules.get(host)
        if (known !== undefined) return { rules: known, requests: 0 }
        const address = `${origin}/robots.txt`
        const { requests, response } = yield* attempt(
          unmarked(address),
          everything,
          intervalOf(policy, site, host, null),
          allowance
        ).pipe(
          Effect.catchTag("PageUnanswered", (fault) =>
            fault.status !== null && fault.status < 500
              ? Effect.succeed({ requests: 1, response: null })
              : Effect.fail(new RobotsForbid({ url, why: "unreachable" }))
          )
        )
        const found = response === null || response.status >= 400 ? everything : robots.read(address, response.body)
        rules.set(host, found)
        return { rules: found, requests }
      })

      const fetchPage = Effect.fn("PageFetcher.fetchPage")(function* (
        site: Site,
        request: PageRequest,
        allowance: SendAllowance
      ) {
        const { host } = new URL(request.url)
        const robotsOfHost = yield* rulesOf(site, request.url, allowance)
        if (!robotsOfHost.rules.allows(request.url)) {
          return yield* new RobotsForbid({ url: request.url, why: "disallowed" })
        }
        const interval = intervalOf(policy, site, host, robotsOfHost.rules.crawlDelay)
        const { requests, response } = yield* attempt(request, robotsOfHost.rules, interval, allowance)
        if (missing.has(response.status)) return yield* new PageMissing({ url: request.url, status: response.status })
        return {
          text: response.status === 304 ? null : response,
          requests: requests + robotsOfHost.requests
        }
      })

      return PageFetcher.of({
        fetchPage,
        block: ({ sign, url }) => gate.block({ host: new URL(url).host, url, sign })
      })
    })
  )
}
