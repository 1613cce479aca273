/**
 * How long a figure over everybody takes when nothing is kept: each metric in each kind of scope, as a leaderboard asks for
 * it, on a Postgres server that holds the whole data set; and a search for a name, by a plan that is made for it and by one
 * for any text. Each question is asked five times, prepared statements that have come to a plan for any parameters
 * included, and counts with its median.
 *
 *     npm run bench:figures -- postgres://...
 */

import * as PgFighterRepository from "@mma-savant/adapters/postgres/PgFighterRepository"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as PgStatsReader from "@mma-savant/adapters/postgres/PgStatsReader"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { boutRecordIds } from "@mma-savant/core/stats/BoutRecord"
import { metricIds } from "@mma-savant/core/stats/Metric"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import type { TallyScope } from "@mma-savant/core/stats/TallyScope"
import { Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"

const [url] = process.argv.slice(2)
if (url === undefined) throw new Error("usage: npm run bench:figures -- postgres://user:password@host:port/database")

const day = (text: string) => IsoDate.make(text)
const to = day("2026-08-02")
const times = 5

const scopes: Readonly<Record<string, TallyScope>> = {
  everything: { to },
  "a class": { to, weightClass: "lightweight" },
  "a period": { from: day("2015-01-01"), to: day("2020-12-31") },
  "last 5": { to, last: 5 },
  "active since": { to, activeSince: day("2024-08-02") },
  "all of these": { from: day("2010-01-01"), to, weightClass: "lightweight", last: 5, activeSince: day("2024-08-02") }
}

const median = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const taken = Effect.fnUntraced(function* <A, E>(question: Effect.Effect<A, E>) {
  const all: Array<number> = []
  for (let time = 0; time < times; time++) {
    const from = performance.now()
    yield* question
    all.push(performance.now() - from)
  }
  return median(all)
})

const report = (what: string, asked: ReadonlyArray<{ readonly name: string; readonly ms: number }>) => {
  const [least] = asked.toSorted((a, b) => a.ms - b.ms)
  const [most] = asked.toSorted((a, b) => b.ms - a.ms)
  const cells = [least?.ms, median(asked.map(({ ms }) => ms)), most?.ms].map((ms = 0) => ms.toFixed(1).padStart(8))
  console.log(`${what.padEnd(32)}${cells.join("")}  ${most?.name}`)
}

const program = Effect.gen(function* () {
  const reader = yield* StatsReader
  console.log(`${"milliseconds".padEnd(32)}${"least".padStart(8)}${"median".padStart(8)}${"most".padStart(8)}  of`)
  for (const [what, scope] of Object.entries(scopes)) {
    const asked = yield* Effect.forEach(metricIds, (metric) =>
      Effect.map(taken(reader.values({ ...scope, metric })), (ms) => ({ name: metric, ms }))
    )
    report(`each metric, ${what}`, asked)
  }
  const others = {
    "all sums": taken(reader.tallies({ to })),
    "all sums by year": taken(reader.groupedTallies({ to }, "year")),
    "classes compared": taken(reader.groupTallies({ to }, "weightClass")),
    "years compared": taken(reader.groupTallies({ to }, "year"))
  }
  for (const [name, time] of Object.entries(others)) report(name, [{ name: "", ms: yield* time }])
  const records = yield* Effect.forEach(boutRecordIds, (record) =>
    Effect.map(taken(reader.boutRecords({ record, to, limit: 10 })), (ms) => ({ name: record, ms }))
  )
  report("each record of a bout", records)
})

/** What is sought: rare and common names, a part of many, and what is too short for an index. */
const texts = ["makhachev", "silva", "son", "jo", "a", "zq"]

const searched = (plan: "force_custom_plan" | "force_generic_plan") =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { search } = yield* FighterRepository
    yield* sql`set plan_cache_mode = ${sql.literal(plan)}`
    const asked = yield* Effect.forEach(texts, (text) =>
      Effect.map(taken(search({ text, limit: 20, after: null })), (ms) => ({ name: text, ms }))
    )
    report(`a search, ${plan}`, asked)
  }).pipe(
    Effect.provide(
      // One session, whose plans are as it was told.
      PgFighterRepository.layer.pipe(Layer.provideMerge(PgServer.layer({ url: address, maxConnections: 1 })))
    )
  )

const address = Redacted.make(url)
const Reader = PgStatsReader.layer.pipe(Layer.provide(PgServer.layer({ url: address })))
await Effect.runPromise(program.pipe(Effect.provide(Reader), Effect.scoped))
for (const plan of ["force_custom_plan", "force_generic_plan"] as const) await Effect.runPromise(searched(plan))
