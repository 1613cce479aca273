import { PgClient } from "@effect/sql-pg"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { afterAll } from "vitest"
import * as Pglite from "../../src/postgres/Pglite.ts"
import * as PgServer from "../../src/postgres/PgServer.ts"

/** A database of its own on the server, gone with the layer. */
const freshDatabase = (address: string) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const name = `mma_savant_test_${crypto.randomUUID().replaceAll("-", "")}`
      const admin = PgClient.layer({ url: Redacted.make(address), maxConnections: 1 })
      const run = (statement: string) =>
        Effect.orDie(
          Effect.provide(
            SqlClient.SqlClient.use((sql) => sql.unsafe(statement)),
            admin
          )
        )
      yield* Effect.acquireRelease(run(`create database ${name}`), () =>
        Effect.andThen(run(`drop database ${name} with (force)`), run(`drop role if exists mma_ro_${name}`))
      )
      const url = new URL(address)
      url.pathname = `/${name}`
      return PgServer.layer({ url: Redacted.make(url.href) })
    })
  )

const address = process.env["TEST_DATABASE_URL"]

const layers = {
  "embedded Postgres": Pglite.layerMemory,
  ...(address === undefined ? {} : { "Postgres server": freshDatabase(address) })
}

/** The databases to test on, each started once for the whole test file. */
export const testDatabases = Object.entries(layers).map(([name, layer]) => {
  const runtime = ManagedRuntime.make(layer)
  afterAll(() => runtime.dispose())
  return { name, layer: Layer.effectContext(runtime.contextEffect) }
})

/** Takes away every row that a test may have written. */
export const layerEmptied = Layer.effectDiscard(
  SqlClient.SqlClient.use(
    (sql) =>
      sql`truncate fighters, events, matches, ranking_snapshots, collection_runs, collection_pages, users, revoked_tokens
        cascade`
  )
)
