import { setTimeout } from "node:timers/promises"
import { assert, describe, it } from "@effect/vitest"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import type { Scenario } from "@mma-savant/adapters/simulator/Scenario"
import * as Simulator from "@mma-savant/adapters/simulator/Simulator"
import { Effect, Layer, Redacted, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { ownServer, serverPrograms } from "../../../adapters/test/postgres/OwnServer.ts"
import { addressOf, collect, database, server } from "./Programs.ts"
import { day, dump, oneNight, sampleFacts, site, undisturbed } from "./Sites.ts"

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
        const begun = Effect.repeat(
          Effect.sync(() => times.length > 0),
          { until: (has) => has, schedule: Schedule.spaced("50 millis") }
        )
        const joining = Effect.andThen(begun, collect(["resume", "1", "--workers", "4"], known))
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
