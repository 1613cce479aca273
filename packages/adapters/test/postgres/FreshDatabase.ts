import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"

/** The address of a database of its own on the server, which is gone with the scope. */
export const freshDatabase = Effect.fnUntraced(function* (server: string) {
  const name = `mma_savant_test_${crypto.randomUUID().replaceAll("-", "")}`
  const admin = PgClient.layer({ url: Redacted.make(server), maxConnections: 1 })
  const run = (statement: string) =>
    SqlClient.SqlClient.use((sql) => sql.unsafe(statement)).pipe(Effect.provide(admin), Effect.orDie)
  yield* Effect.acquireRelease(run(`create database ${name}`), () =>
    Effect.andThen(run(`drop database ${name} with (force)`), run(`drop role if exists mma_ro_${name}`))
  )
  const url = new URL(server)
  url.pathname = `/${name}`
  return url
})
