import { assert, it } from "@effect/vitest"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import { Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { freshDatabase } from "../../../adapters/test/postgres/FreshDatabase.ts"
import { loadSample } from "../../src/program/Sample.ts"
import { describeCluster } from "./Cluster.ts"

describeCluster("servers that start at the same time on an empty database (needs TEST_DATABASE_URL)", () => {
  it.live(
    "all start, and the sample is there once",
    () =>
      Effect.gen(function* () {
        for (let round = 0; round < 3; round++) {
          const url = Redacted.make((yield* freshDatabase(process.env["TEST_DATABASE_URL"] ?? "")).href)
          const database = PgServer.layer({ url, maxConnections: 2, applicationName: "test" })
          const server = Layer.fresh(Postgres.layer.pipe(Layer.provide(database)))
          const start = Effect.provide(loadSample, [server, SnapshotSource.layerSample])
          yield* Effect.all([start, start, start, start], { concurrency: "unbounded" })
          const [count] = yield* Effect.provide(
            SqlClient.SqlClient.use(
              (sql) =>
                sql`select (select count(*) from events)::int as events, (select count(*) from matches)::int as bouts`
            ),
            database
          )
          assert.deepStrictEqual(count, { events: 13, bouts: 157 })
        }
      }).pipe(Effect.scoped),
    30_000
  )
})
