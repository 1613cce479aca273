import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Redacted, Schema } from "effect"
import { SqlClient } from "effect/sql"
import * as PgServer from "../../src/postgres/PgServer.ts"
import { orUnavailable, rowsOf } from "../../src/postgres/Rows.ts"
import { testDatabases } from "./TestDatabases.ts"

for (const { layer, name } of testDatabases()) {
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`Failures / ${name}`, (it) => {
    const failing = (code: string) =>
      SqlClient.SqlClient.use((sql) =>
        Effect.exit(orUnavailable(sql.unsafe(`do $$ begin raise exception using errcode = '${code}'; end $$`)))
      )

    it.effect("what a retry may mend is StoreUnavailable", () =>
      Effect.gen(function* () {
        // Connection lost, deadlock, serialization, lock and statement timeouts, too many connections, shutting down.
        for (const code of ["08006", "40P01", "40001", "55P03", "57014", "53300", "57P01"]) {
          const exit = yield* failing(code)
          assert.isTrue(Exit.isFailure(exit) && Cause.hasFails(exit.cause), code)
          const error = yield* Effect.flip(exit)
          assert.strictEqual(error._tag, "StoreUnavailable")
        }
      })
    )

    it.effect("a transaction that is interrupted is undone, and the next one is not disturbed", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const count = sql`select count(*)::int as n from events`
        const add = sql`insert into events (name, folded_name, status) values ('x', 'x', 'unknown')`
        const before = yield* count
        for (const pause of [Effect.never, Effect.forever(sql`select pg_sleep(0.01)`)]) {
          const fiber = yield* Effect.forkChild(sql.withTransaction(Effect.andThen(add, pause)))
          yield* Effect.sleep("100 millis")
          yield* Fiber.interrupt(fiber)
          assert.deepStrictEqual(yield* count, before)
        }
      })
    )

    it.effect("what no retry mends is a defect: bad SQL, a broken rule, a row that is not what it should be", () =>
      Effect.gen(function* () {
        for (const code of ["42601", "23514", "22003"]) {
          const exit = yield* failing(code)
          assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause), code)
        }
        const numbers = rowsOf(Schema.Struct({ n: Schema.Int }))
        const exit = yield* Effect.exit(SqlClient.SqlClient.use((sql) => numbers(sql`select 'x' as n`)))
        assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
      })
    )
  })
}

describe("PgServer", () => {
  const messageFor = (url: string) =>
    Effect.map(
      Effect.flip(Effect.provide(SqlClient.SqlClient, PgServer.layer({ url: Redacted.make(url) }))),
      ({ message }) => message
    )

  it.effect("a server that does not answer is named in one sentence without user and password", () =>
    Effect.gen(function* () {
      const message = yield* messageFor("postgres://somebody:topsecret@127.0.0.1:1/fights")
      assert.strictEqual(
        message,
        "The database fights at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1."
      )
    })
  )

  it.effect("an address of another kind is refused without being repeated", () =>
    Effect.gen(function* () {
      for (const url of ["mysql://somebody:topsecret@host/db", "topsecret", ""]) {
        assert.strictEqual(
          yield* messageFor(url),
          "DATABASE_URL is not of the form postgres://user:password@host:port/database."
        )
      }
    })
  )

  it.effect("a malformed escape in an address is an address that cannot be used, not a bug", () =>
    Effect.gen(function* () {
      for (const url of ["postgres://u:topsecret@127.0.0.1:1/%zz", "postgres://u:%zztopsecret@127.0.0.1:1/fights"]) {
        const message = yield* messageFor(url)
        assert.match(message, /^The database (%zz|fights) at 127\.0\.0\.1:1 cannot be used: .*\.$/)
        assert.notInclude(message, "topsecret")
      }
    })
  )

  const server = process.env["TEST_DATABASE_URL"]
  it.effect.skipIf(server === undefined)("a database that is not there is named (needs TEST_DATABASE_URL)", () =>
    Effect.gen(function* () {
      const url = new URL(server!)
      url.pathname = "/no_such_database"
      const message = yield* messageFor(url.href)
      assert.include(message, `The database no_such_database at ${url.host} cannot be used: `)
      assert.include(message, "does not exist")
    })
  )
})
