import { spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import type { Scenario } from "@mma-savant/adapters/simulator/Scenario"
import * as Simulator from "@mma-savant/adapters/simulator/Simulator"
import { UFCStatsFlow } from "@mma-savant/core/collection/UFCStatsFlow"
import { Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"
import { freshDatabase } from "../../../adapters/test/postgres/FreshDatabase.ts"
import { ownServer, serverPrograms } from "../../../adapters/test/postgres/OwnServer.ts"
import { day, dump, inMemory, oneNight, sampleFacts, site } from "./Sites.ts"

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url))
const server = process.env["TEST_DATABASE_URL"]

interface Ended {
  readonly code: number | null
  readonly output: string
}

/** Runs `collect` in a process of its own; `end` may kill it. */
const collect = (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>>,
  end: (kill: (signal: NodeJS.Signals) => void) => void = () => {}
) =>
  Effect.promise(
    () =>
      new Promise<Ended>((resolve) => {
        const child = spawn(process.execPath, [main, ...args], {
          env: {
            PATH: process.env["PATH"],
            NODE_COMPILE_CACHE: join(inject("runDirectory"), "compiled"),
            ...environment
          }
        })
        let output = ""
        child.stdout.on("data", (chunk) => {
          output += chunk
        })
        child.stderr.on("data", (chunk) => {
          output += chunk
        })
        child.on("close", (code) => resolve({ code, output }))
        end((signal) => void child.kill(signal))
      })
  )

/** A database that several processes may use one after the other, or at the same time where it is a server. */
const database = Effect.gen(function* () {
  if (server !== undefined) {
    const { href } = yield* freshDatabase(server)
    return { environment: { DATABASE_URL: href }, layer: PgServer.layer({ url: Redacted.make(href) }) }
  }
  const directory = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-crawl-"))),
    (path) => Effect.promise(() => rm(path, { recursive: true }))
  )
  return { environment: { DATA_DIR: directory }, layer: Pglite.layer(directory) }
})

const addressOf = ({ url }: { readonly url: string }) => ({
  UFCSTATS_BASE_URL: url,
  UFC_RANKINGS_URL: `${url}/rankings`
})

/** What a crawl that nobody disturbs stores. */
const undisturbed = (facts: Parameters<typeof site>[0]) =>
  Effect.gen(function* () {
    const { url } = yield* site(facts)
    return yield* Effect.andThen(
      UFCStatsFlow.use((flow) => flow.updateEventData),
      dump
    ).pipe(Effect.provide(inMemory(url)))
  }).pipe(Effect.scoped)

/** Of a server, as many as were promised; of an embedded database, which every process has to start anew, a few. */
const kills = server === undefined ? 3 : 50

describe("processes that crawl", () => {
  it.live(
    `nothing is lost or doubled by up to ${kills} kills at random, and by connections that break`,
    () =>
      Effect.gen(function* () {
        const facts = oneNight(yield* sampleFacts)
        const whole = yield* undisturbed(facts)
        const slow = yield* site(facts, { latency: 60 })
        const { environment, layer } = yield* database
        const known = { ...environment, ...addressOf(slow) }
        yield* collect(["events", "--max-requests", "2"], { ...known })
        yield* Effect.gen(function* () {
          for (let kill = 0; kill < kills; kill++) {
            const { code } = yield* collect(["events", "--workers", "3"], known, (end) => {
              void setTimeout(500 + Math.random() * 900).then(() => end("SIGKILL"))
            })
            if (code === 0) break
          }
        })
        if (server !== undefined) {
          const breaking = Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            yield* Effect.sleep("900 millis")
            yield* sql`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`
          }).pipe(Effect.provide(layer))
          const [ended] = yield* Effect.all([collect(["events", "--force"], known), breaking], { concurrency: 2 })
          assert.strictEqual(ended.code, 0, ended.output)
        }
        const last = yield* collect(["events"], known)
        assert.strictEqual(last.code, 0, last.output)
        const stored = yield* dump.pipe(Effect.provide(Layer.provide(Postgres.layer, layer)))
        assert.deepStrictEqual(stored, whole)
      }).pipe(Effect.scoped),
    240_000
  )

  it.live.skipIf(serverPrograms === undefined)(
    "nothing is lost or doubled when the server is cut off and started again in the midst of a crawl (skipped without initdb)",
    () =>
      Effect.gen(function* () {
        const facts = oneNight(yield* sampleFacts)
        const whole = yield* undisturbed(facts)
        const slow = yield* site(facts, { latency: 100 })
        const { restart, url } = yield* ownServer(serverPrograms!)
        const known = { DATABASE_URL: url, ...addressOf(slow) }
        const restarting = Effect.gen(function* () {
          for (const visited of [8, 20]) {
            while (slow.served() < visited) yield* Effect.sleep("20 millis")
            yield* restart
          }
        })
        const [ended] = yield* Effect.all([collect(["events", "--workers", "3"], known), restarting], {
          concurrency: 2
        })
        assert.strictEqual(ended.code, 0, ended.output)
        const again = yield* collect(["events"], known)
        assert.strictEqual(again.code, 0, again.output)
        const stored = yield* dump.pipe(
          Effect.provide(Layer.provide(Postgres.layer, PgServer.layer({ url: Redacted.make(url) })))
        )
        assert.deepStrictEqual(stored, whole)
      }).pipe(Effect.scoped),
    120_000
  )

  it.live(
    "Ctrl-C ends a crawl within ten seconds with 130 and the command that goes on, which does",
    () =>
      Effect.gen(function* () {
        const facts = oneNight(yield* sampleFacts)
        const scenario: Scenario = { latency: 1500 }
        const slow = yield* site(facts, scenario)
        const { environment } = yield* database
        let askedAt = 0
        const { code, output } = yield* collect(["events"], { ...environment, ...addressOf(slow) }, (end) => {
          const timer = setInterval(() => {
            if (slow.served() < 2) return
            clearInterval(timer)
            askedAt = Date.now()
            end("SIGINT")
          }, 50)
        })
        assert.strictEqual(code, 130, output)
        assert.isBelow(Date.now() - askedAt, 10_000)
        const [, run = "?"] = /collect resume (\d+)/.exec(output) ?? []
        const quick = yield* site(facts)
        const resumed = yield* collect(["resume", run], { ...environment, ...addressOf(quick) })
        assert.strictEqual(resumed.code, 0, resumed.output)
        assert.include(resumed.output, "completed")
      }).pipe(Effect.scoped),
    60_000
  )

  it.live.skipIf(server === undefined)(
    "three processes share a run, and together never ask sooner than the interval (skipped without TEST_DATABASE_URL)",
    () =>
      Effect.gen(function* () {
        const facts = oneNight(yield* sampleFacts)
        const times: Array<number> = []
        const today = yield* day
        const shown = yield* Simulator.open({
          facts,
          scenario: {},
          today,
          port: 0,
          onRequest: () => void times.push(Date.now())
        })
        const { environment } = yield* database
        const known = { ...environment, ...addressOf(shown), COLLECTOR_INTERVAL: "400 millis" }
        const first = collect(["events", "--workers", "4"], known)
        const joining = Effect.andThen(Effect.sleep("1500 millis"), collect(["resume", "1", "--workers", "4"], known))
        const ended = yield* Effect.all([first, joining, joining], { concurrency: 3 })
        for (const { code, output } of ended) assert.strictEqual(code, 0, output)
        // The store's clock gives the turns; how long a request takes to come here varies with what else the machine does.
        for (const [at, time] of times.entries()) if (at > 0) assert.isAtLeast(time - times[at - 1]!, 300)
        const paths = [...shown.asked].filter(([path]) => path !== "/robots.txt")
        assert.deepStrictEqual(
          paths.filter(([, asked]) => asked > 1),
          []
        )
      }).pipe(Effect.scoped),
    120_000
  )

  it.live(
    "no live crawl begins without a contact, and a wrong use is said in a sentence",
    () =>
      Effect.gen(function* () {
        const { environment } = yield* database
        const uses: ReadonlyArray<readonly [args: ReadonlyArray<string>, said: string]> = [
          [["events"], "COLLECTOR_CONTACT"],
          [["resume", "99"], "There is no run 99."],
          [["schedule", "events", "--cron", "now and then"], "no schedule of cron"]
        ]
        for (const [args, said] of uses) {
          const { code, output } = yield* collect(args, environment)
          assert.strictEqual(code, 2, output)
          assert.include(output, said)
        }
      }).pipe(Effect.scoped),
    60_000
  )
})
