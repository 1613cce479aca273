import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { afterAll } from "vitest"
import * as PgServer from "../../src/postgres/PgServer.ts"
import { layerEmpty } from "./EmptyDatabase.ts"
import { freshDatabase } from "./FreshDatabase.ts"

const server = (address: string) =>
  Layer.unwrap(Effect.map(freshDatabase(address), ({ href }) => PgServer.layer({ url: Redacted.make(href) })))

const address = process.env["TEST_DATABASE_URL"]

const layers = {
  "embedded Postgres": layerEmpty,
  ...(address === undefined ? {} : { "Postgres server": server(address) })
}

/** The databases to test on, each started once for the test file that calls this. */
export const testDatabases = () =>
  Object.entries(layers).map(([name, layer]) => {
    const runtime = ManagedRuntime.make(layer)
    afterAll(() => runtime.dispose())
    return { name, layer: Layer.effectContext(runtime.contextEffect) }
  })

/** Takes away every row that a test may have written. */
export const layerEmptied = Layer.effectDiscard(
  SqlClient.SqlClient.use(
    (sql) =>
      sql`truncate fighters, events, matches, ranking_snapshots, collection_runs, collection_pages, page_texts,
        host_turns, host_blocks, users, revoked_tokens
        cascade`
  )
)
