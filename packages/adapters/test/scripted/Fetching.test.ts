import { assert, describe, it } from "@effect/vitest"
import { FetchPolicy } from "@mma-savant/core/collection/FetchPolicy"
import { PageFetcher } from "@mma-savant/core/collection/PageFetcher"
import { Clock, Duration, Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as Memory from "../../src/memory/Memory.ts"
import * as RobotsFile from "../../src/robots/RobotsFile.ts"
import * as ScriptedDriver from "../../src/scripted/ScriptedDriver.ts"

const policy: FetchPolicy = {
  interval: Duration.zero,
  attempts: 4,
  pause: Duration.seconds(1),
  longestPause: Duration.seconds(60)
}

/** A fetcher over a script, and when each address was asked for, in seconds. */
const fetching = <A, E>(
  script: ScriptedDriver.Script,
  body: (
    fetch: (path: string, site?: "ufcstats" | "ufccom") => ReturnType<PageFetcher["Service"]["fetchPage"]>,
    asked: ReadonlyArray<readonly [number, string]>
  ) => Effect.Effect<A, E>
) =>
  Effect.gen(function* () {
    const clock = yield* Clock.Clock
    const asked: Array<readonly [number, string]> = []
    const told: ScriptedDriver.Script = (request) => {
      asked.push([clock.currentTimeMillisUnsafe() / 1000, new URL(request.url).pathname])
      return new URL(request.url).pathname === "/robots.txt" ? (script(request) ?? { status: 404 }) : script(request)
    }
    const layer = PageFetcher.layer.pipe(
      Layer.provide([
        ScriptedDriver.layer(told),
        RobotsFile.layer("MMASavant"),
        Memory.layer,
        Layer.succeed(FetchPolicy, policy)
      ])
    )
    return yield* PageFetcher.use((fetcher) =>
      body(
        (path, site = "ufcstats") =>
          fetcher.fetchPage(
            site,
            { url: `http://site.test${path}`, etag: null, lastModified: null },
            Effect.succeed(true)
          ),
        asked
      )
    ).pipe(Effect.provide(layer))
  })

const isRobots = (url: string) => url.endsWith("/robots.txt")
const noRobots =
  (script: ScriptedDriver.Script): ScriptedDriver.Script =>
  (request) =>
    isRobots(request.url) ? { status: 404 } : script(request)

/** Lets an hour pass while it goes on. */
const inTime = Effect.fnUntraced(function* <A, E, R>(effect: Effect.Effect<A, E, R>) {
  const fiber = yield* Effect.forkChild(effect)
  for (let second = 0; second < 3600; second++) yield* TestClock.adjust("1 second")
  return yield* Fiber.join(fiber)
})

describe("fetching", () => {
  it.effect("a live site is asked once a second at most, and ufc.com once in 15, however many ask", () =>
    fetching(
      noRobots(() => ({ body: "x" })),
      (fetch, asked) =>
        Effect.gen(function* () {
          for (const [site, least] of [
            ["ufcstats", 1],
            ["ufccom", 15]
          ] as const) {
            const before = asked.length
            yield* inTime(
              Effect.all(
                Array.from({ length: 8 }, (_, at) => fetch(`/${site}/${at}`, site)),
                { concurrency: "unbounded" }
              )
            )
            const times = asked.slice(before).map(([at]) => at)
            for (const [at, time] of times.entries()) if (at > 0) assert.isAtLeast(time - times[at - 1]!, least)
          }
        })
    )
  )

  it.effect(
    "what robots.txt disallows is not asked for, its pause is kept, and where it cannot be had nothing is asked",
    () =>
      Effect.gen(function* () {
        yield* fetching(
          ({ url }) => (isRobots(url) ? { body: "User-agent: *\nDisallow: /no\nCrawl-delay: 5" } : {}),
          (fetch, asked) =>
            Effect.gen(function* () {
              const [no, yes] = yield* inTime(Effect.all([Effect.flip(fetch("/no")), fetch("/yes"), fetch("/more")]))
              assert.deepInclude(no, { _tag: "RobotsForbid", why: "disallowed" })
              assert.deepInclude(yes, { requests: 1 })
              const [, first, second] = asked
              assert.isAtLeast(second![0] - first![0], 5)
            })
        )
        yield* fetching(
          ({ url }) => (isRobots(url) ? { status: 503 } : {}),
          (fetch, asked) =>
            Effect.gen(function* () {
              const fault = yield* inTime(Effect.flip(fetch("/a")))
              assert.deepInclude(fault, { _tag: "RobotsForbid", why: "unreachable" })
              assert.isTrue(asked.every(([, path]) => path === "/robots.txt"))
            })
        )
      })
  )

  it.effect("after Retry-After nobody asks sooner, and then they come one by one", () => {
    let refused = false
    return fetching(
      noRobots(() => {
        if (refused) return {}
        refused = true
        return { status: 429, retryAfter: 60_000 }
      }),
      (fetch, asked) =>
        Effect.gen(function* () {
          yield* inTime(
            Effect.all(
              Array.from({ length: 5 }, (_, at) => fetch(`/${at}`)),
              { concurrency: "unbounded" }
            )
          )
          const times = asked.filter(([, path]) => path !== "/robots.txt").map(([at]) => at)
          const [first = 0, ...later] = times
          for (const [at, time] of later.entries()) {
            assert.isAtLeast(time - first, 60)
            if (at > 0) assert.isAtLeast(time - later[at - 1]!, 1)
          }
        })
    )
  })

  it.effect("a site that fails is asked again with pauses, as often as the policy says", () =>
    fetching(
      noRobots(({ url }) => (url.endsWith("/silent") ? null : { status: 500 })),
      (fetch, asked) =>
        Effect.gen(function* () {
          const fault = yield* inTime(Effect.flip(fetch("/broken")))
          assert.deepInclude(fault, { _tag: "PageUnanswered", reason: "it answers 500" })
          assert.strictEqual(asked.filter(([, path]) => path === "/broken").length, 4)
          assert.deepInclude(yield* inTime(Effect.flip(fetch("/silent"))), { reason: "it is silent" })
        })
    )
  )

  it.effect("a refusal keeps everybody from the site at once, those that wait for their turn too", () =>
    fetching(
      noRobots(({ url }) => (url.endsWith("/3") ? { status: 403 } : {})),
      (fetch, asked) =>
        Effect.gen(function* () {
          const ends = yield* inTime(
            Effect.all(
              Array.from({ length: 20 }, (_, at) => Effect.result(fetch(`/${at}`))),
              { concurrency: "unbounded" }
            )
          )
          assert.isAtMost(asked.length, 6)
          assert.isAtLeast(
            ends.filter((end) => end._tag === "Failure" && end.failure._tag === "SourceBlocked").length,
            15
          )
        })
    )
  )

  it.effect("a page that is not there is missing, and is not asked for again", () =>
    fetching(
      noRobots(() => ({ status: 404 })),
      (fetch, asked) =>
        Effect.gen(function* () {
          assert.deepInclude(yield* inTime(Effect.flip(fetch("/a"))), { _tag: "PageMissing", status: 404 })
          assert.strictEqual(asked.length, 2)
        })
    )
  )
})
