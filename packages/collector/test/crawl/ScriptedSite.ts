import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as RobotsFile from "@mma-savant/adapters/robots/RobotsFile"
import * as ScriptedDriver from "@mma-savant/adapters/scripted/ScriptedDriver"
import * as UfccomPages from "@mma-savant/adapters/ufccom/UfccomPages"
import * as UfcstatsPages from "@mma-savant/adapters/ufcstats/UfcstatsPages"
import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { RunPlan } from "@mma-savant/core/collection/CollectionRun"
import { Crawl } from "@mma-savant/core/collection/Crawl"
import { Crew } from "@mma-savant/core/collection/Crew"
import { DeadLetters } from "@mma-savant/core/collection/DeadLetters"
import { Driver } from "@mma-savant/core/collection/Driver"
import { FetchPolicy } from "@mma-savant/core/collection/FetchPolicy"
import { type Page, pageName } from "@mma-savant/core/collection/Page"
import { PageReader } from "@mma-savant/core/collection/PageReader"
import { DateTime, Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { crawling } from "../../src/Crawling.ts"
import { dump, impatient } from "./Sites.ts"

const origin = "http://127.0.0.1:9"

/** The page at a path at the time when it is asked for; undefined where there is none, null for no answer. */
export type Shown = (path: string) => string | undefined | null

/** The same driver, which counts those that are open. */
const counting = (drivers: { open: number; opened: number }) =>
  Layer.effect(
    Driver,
    Effect.map(Driver, (driver) =>
      Driver.of({
        ...driver,
        createWebDriver: Effect.tap(driver.createWebDriver, () =>
          Effect.acquireRelease(
            Effect.sync(() => {
              drivers.open++
              drivers.opened++
            }),
            () => Effect.sync(() => void drivers.open--)
          )
        )
      })
    )
  )

/** The flows over pages by a script, and over a store in memory of their own; time is the test's. */
export const scripted = (shown: Shown, asked: Array<string> = [], drivers = { open: 0, opened: 0 }) =>
  crawling.pipe(
    Layer.provideMerge(Memory.layer),
    Layer.provide([
      Layer.provide(
        counting(drivers),
        ScriptedDriver.layer(({ url }) => {
          const path = url.slice(origin.length)
          asked.push(path)
          const body = shown(path)
          return body === undefined ? { status: 404 } : body === null ? null : { body }
        })
      ),
      RobotsFile.layer("MMASavant"),
      Layer.succeed(
        PageReader,
        PageReader.make({ ufcstats: UfcstatsPages.reader(origin), ufccom: UfccomPages.reader(`${origin}/rankings`) })
      ),
      Layer.succeed(FetchPolicy, impatient)
    ])
  )

export const night = DateTime.makeUnsafe("2026-10-05T12:00:00Z")

const plan: RunPlan = {
  flow: "event",
  source: "test",
  subject: null,
  since: null,
  force: false,
  allowShrink: false,
  maxRequests: null
}

/** Crawls from pages on, lets as much time pass as it takes, and tells how it ended. */
export const crawledFrom = Effect.fnUntraced(function* (roots: ReadonlyArray<Page>, known: Partial<RunPlan> = {}) {
  const crawl = yield* Crawl
  const { number } = yield* crawl.begin({ ...plan, ...known }, roots.map(pageName))
  const fiber = yield* Effect.forkChild(Crew.use((crew) => crew.drain(number)))
  for (let step = 0; step < 60; step++) yield* TestClock.adjust("5 seconds")
  const { outcome, status } = yield* crawl.settle(number, yield* crawl.judge(number, yield* Fiber.join(fiber)))
  const letters = yield* DeadLetters.use(({ list }) => list({ run: number }, 100))
  const findings = yield* CollectionLog.use((log) => log.findings(number, 0, 1000))
  return {
    status,
    outcome,
    letters: letters.map(({ attempts, cause, page, reason }) => ({ attempts, cause, page, reason })),
    findings: findings.map(({ rule, what }) => `${rule}: ${what}`),
    stored: yield* dump
  }
})
