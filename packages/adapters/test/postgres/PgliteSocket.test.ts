import { PgClient } from "@effect/sql-pg"
import { assert, it } from "@effect/vitest"
import { PGlite } from "@electric-sql/pglite"
import { Effect, Exit } from "effect"
import { Reactivity } from "effect/reactivity"
import { PgliteSocket } from "../../src/postgres/PgliteSocket.ts"

it.live("a connection that breaks leaves neither its transaction nor its prepared statements behind", () =>
  Effect.gen(function* () {
    const database = yield* Effect.acquireRelease(
      Effect.promise(() => PGlite.create()),
      (open) => Effect.promise(() => open.close())
    )
    const sockets: Array<PgliteSocket> = []
    const stream = () => {
      const socket = new PgliteSocket(database)
      sockets.push(socket)
      return socket
    }
    const sql = yield* PgClient.make({ stream, username: "postgres", ssl: false, maxConnections: 1 })
    const rows = sql<{ n: number }>`select n from numbers order by n`
    yield* sql`create table numbers (n int)`
    yield* sql`insert into numbers values (${1})`
    assert.deepStrictEqual(yield* rows, [{ n: 1 }])
    const broken = yield* sql`insert into numbers values (${2})`.pipe(
      Effect.andThen(Effect.sync(() => sockets[0]?.destroy())),
      Effect.andThen(rows),
      sql.withTransaction,
      Effect.exit
    )
    assert.isTrue(Exit.isFailure(broken))
    assert.deepStrictEqual(yield* rows, [{ n: 1 }])
    yield* sql`insert into numbers values (${3})`
    assert.deepStrictEqual(yield* rows, [{ n: 1 }, { n: 3 }])
    assert.strictEqual(sockets.length, 2)
  }).pipe(Effect.scoped, Effect.provide(Reactivity.layer))
)
