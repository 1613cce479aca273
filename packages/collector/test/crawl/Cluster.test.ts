import { assert, describe, it } from "@effect/vitest"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { Scraped } from "@mma-savant/core/collection/Scraped"
import { Clock, Effect, Layer, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { addressOf, begin, collect, database, type Program, server } from "./Programs.ts"
import { dump, oneNight, sampleFacts, site, undisturbed } from "./Sites.ts"

const takeover = { COLLECTOR_TAKEOVER: "3 seconds" }

/** Keeps times that never come, and helps meanwhile. */
const standby = ["schedule", "events", "--cron", "0 0 1 1 *", "--workers", "2"]

/** Until something is so; a test that waits in vain ends by its time limit. */
const until = <E, R>(isSo: Effect.Effect<boolean, E, R>) =>
  Effect.asVoid(Effect.repeat(isSo, { until: (so) => so, schedule: Schedule.spaced("50 millis") }))

const hasSaid = (program: Program, text: string) => until(Effect.sync(() => program.output().includes(text)))

const statuses = CollectionLog.use((log) => Effect.map(log.runs(100), (runs) => runs.map(({ status }) => status)))

/** How many processes have visited pages. */
const crews = SqlClient.SqlClient.use((sql) =>
  Effect.map(
    sql<{ crews: number }>`
      select case when is_called then last_value else 0 end::int as crews from collection_workers`,
    ([row]) => row!.crews
  )
)

/** Ends a process as a person would, who waits no longer than ten seconds for it. */
const interrupted = Effect.fnUntraced(function* (program: Program) {
  const askedAt = yield* Clock.currentTimeMillis
  program.kill("SIGINT")
  const { code, output } = yield* program.ended
  assert.strictEqual(code, 130, output)
  assert.isBelow((yield* Clock.currentTimeMillis) - askedAt, 10_000)
})

const stage = Effect.fnUntraced(function* (facts: ReadonlyArray<Scraped>) {
  const shown = yield* site(facts, { latency: 250 })
  const { environment, layer } = yield* database
  const store = yield* Layer.build(Layer.provideMerge(Postgres.layer, layer))
  return { shown, environment: { ...environment, ...addressOf(shown), ...takeover }, store }
})

describe.skipIf(server === undefined)("collectors over one server (skipped without TEST_DATABASE_URL)", () => {
  it.live(
    "share a run, and when the one that asked for it is killed, another finishes it and leaves no page out",
    () =>
      Effect.gen(function* () {
        const facts = oneNight(yield* sampleFacts)
        const { environment, shown, store } = yield* stage(facts)
        const other = yield* begin(standby, environment)
        yield* hasSaid(other, "next at")
        const first = yield* begin(["events", "--workers", "2"], environment)
        yield* until(Effect.map(Effect.provide(crews, store), (count) => count >= 2 && shown.served() > 6))
        first.kill("SIGKILL")
        const served = shown.served()
        yield* until(Effect.map(Effect.provide(statuses, store), ([status]) => status !== "running"))
        assert.isAbove(shown.served(), served)
        assert.deepStrictEqual(yield* Effect.provide(statuses, store), ["completed"])
        assert.deepStrictEqual(yield* Effect.provide(dump, store), yield* undisturbed(facts))
        yield* interrupted(other)
      }).pipe(Effect.scoped),
    120_000
  )

  it.live(
    "go on with a run whose processes all died, with what it had done already done",
    () =>
      Effect.gen(function* () {
        const facts = oneNight(yield* sampleFacts)
        const { environment, shown, store } = yield* stage(facts)
        const first = yield* begin(["events", "--workers", "2"], environment)
        yield* until(Effect.sync(() => shown.served() > 6))
        first.kill("SIGKILL")
        yield* first.ended
        assert.deepStrictEqual(yield* Effect.provide(statuses, store), ["running"])
        const other = yield* begin(standby, environment)
        yield* until(Effect.map(Effect.provide(statuses, store), ([status]) => status !== "running"))
        assert.deepStrictEqual(yield* Effect.provide(statuses, store), ["completed"])
        assert.deepStrictEqual(yield* Effect.provide(dump, store), yield* undisturbed(facts))
        // What was in hand when the first one died is asked for again, and nothing else.
        assert.isAtMost([...shown.asked.values()].filter((times) => times > 1).length, 3)
        yield* interrupted(other)
      }).pipe(Effect.scoped),
    120_000
  )

  it.live(
    "stop a run together when the one that asked for it is interrupted, and nobody goes on with it unasked",
    () =>
      Effect.gen(function* () {
        const { environment, shown, store } = yield* stage(oneNight(yield* sampleFacts))
        const other = yield* begin(standby, environment)
        yield* hasSaid(other, "next at")
        const first = yield* begin(["events", "--workers", "2"], environment)
        yield* until(Effect.map(Effect.provide(crews, store), (count) => count >= 2 && shown.served() > 6))
        yield* interrupted(first)
        const [, run = "?"] = /collect resume (\d+)/.exec(first.output()) ?? []
        yield* Effect.sleep("2 seconds")
        const served = shown.served()
        yield* Effect.sleep("1 second")
        assert.strictEqual(shown.served(), served)
        assert.deepStrictEqual(yield* Effect.provide(statuses, store), ["interrupted"])
        const resumed = yield* collect(["resume", run], environment)
        assert.strictEqual(resumed.code, 0, resumed.output)
        assert.include(resumed.output, "completed")
      }).pipe(Effect.scoped),
    120_000
  )

  it.live(
    "fire once at each time, whoever keeps it, and go on with it when one is killed",
    () =>
      Effect.gen(function* () {
        const { environment, store } = yield* stage(yield* sampleFacts)
        const schedule = ["schedule", "rankings", "--cron", "*/3 * * * * *"]
        const both = [yield* begin(schedule, environment), yield* begin(schedule, environment)] as const
        const said = () => both.map(({ output }) => output()).join("")
        const reports = () => [...said().matchAll(/^Run (\d+), rankings/gm)].map(([, run]) => run)
        const reported = (times: number) => until(Effect.sync(() => reports().length >= times))
        yield* reported(2)
        const [killed, left] = /^Run/m.test(both[0].output()) ? both : [both[1], both[0]]
        killed.kill("SIGKILL")
        yield* killed.ended
        const before = reports().length
        yield* reported(before + 2)
        yield* interrupted(left)
        const told = reports()
        // The one that was killed may have told of its last run before it could say so: that is told again.
        const last = [...killed.output().matchAll(/^Run (\d+), rankings/gm)].at(-1)?.[1]
        const others = told.filter((run) => run !== last)
        assert.strictEqual(new Set(others).size, others.length, said())
        const begun = yield* Effect.provide(statuses, store)
        // The last ones may have been cut off: by the kill, and by the end.
        assert.isAtLeast(told.length, begun.length - 2)
      }).pipe(Effect.scoped),
    120_000
  )
})
