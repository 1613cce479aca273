import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { FactQuery } from "@mma-savant/core/llm/FactQuery"
import { GuardedQuery } from "@mma-savant/core/llm/QueryGuard"
import { Duration, Effect, Fiber, Layer, Logger, Redacted, References } from "effect"
import { SqlClient } from "effect/sql"
import { prepareRole, roleOf } from "../../src/postgres/AssistantRole.ts"
import * as PgFactQuery from "../../src/postgres/PgFactQuery.ts"
import * as PgServer from "../../src/postgres/PgServer.ts"
import { attacks } from "../pgquery/Corpus.ts"
import { freshDatabase } from "./FreshDatabase.ts"
import * as Sampled from "./Sampled.ts"
import { testDatabases } from "./TestDatabases.ts"

const address = process.env["TEST_DATABASE_URL"]

const canary = "canary-7f3a9c"

/** Seconds of work that the planner does not foresee. */
const slow = "select count(md5(repeat(n::text, 50000))) from generate_series(1, 9000) as series(n)"

/** A step of the server that moves hundreds of megabytes is not stopped within, and the machine may be busy. */
const mostSeconds = 5

const run = (text: string) => FactQuery.use((facts) => facts.run(GuardedQuery({ text, columns: ["c"] })))

/** Something that must never come out, in every table of people. */
const secrets = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into users
      (id, username, email, email_verified, is_active, is_admin, provider, provider_account_id, daily_request_limit)
    values (1, 'abc', ${`${canary}@example.org`}, true, true, false, 'test', ${canary}, 0)`
  yield* sql`insert into passwords (user_id, hash, changed_at) values (1, ${canary}, now())`
  yield* sql`insert into conversations (id, user_id, session_id, title) values (1, 1, ${canary}, ${canary})`
  yield* sql`insert into messages (message_id, conversation_id, seq, role, parts, status)
    values (gen_random_uuid(), 1, 1, 'user', ${sql.literal(`'[{"kind": "text", "text": "${canary}"}]'`)}, 'completed')`
  yield* sql`analyze`
})

/** All that an attack might have changed. */
const everything = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const tables = yield* sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public' order by 1`
  const contents: Array<unknown> = []
  for (const { name } of tables) {
    const text = sql.literal(`coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as text`)
    contents.push([name, yield* sql`select ${text} from ${sql.literal(name)} t`])
  }
  const [server] = yield* sql`
    select (select count(*)::int from pg_class where relpersistence = 'p') as relations,
      (select count(*)::int from pg_proc) as functions,
      (select count(*)::int from pg_largeobject_metadata) as objects,
      (select string_agg(relname || coalesce(relacl::text, ''), ',' order by oid) from pg_class
        where relnamespace in ('public'::regnamespace, 'mma_ro'::regnamespace)) as rights,
      (select last_value::int from fighters_id_seq) as "nextFighter",
      (select count(*)::int from pg_locks where locktype = 'advisory' and database = (
        select oid from pg_database where datname = current_database())) as locks`
  return { contents, server }
})

const sessions = SqlClient.SqlClient.use(
  (sql) => sql<{ state: string; query: string }>`
    select state, query from pg_stat_activity
    where datname = current_database() and application_name = 'mma-savant assistant'`
)

describe.skipIf(address === undefined)("the role of questions in SQL (skipped without TEST_DATABASE_URL)", () => {
  const server = testDatabases().at(-1)!.layer
  const layer = PgFactQuery.layerWith({ time: Duration.millis(400) }).pipe(
    Layer.provideMerge(Sampled.layer),
    Layer.provideMerge(server),
    Layer.provideMerge(Layer.succeed(References.MinimumLogLevel, "None"))
  )

  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })("without the guard", (it) => {
    it.effect("no attack reads a secret, changes anything or holds the server up", () =>
      Effect.gen(function* () {
        // As anybody else, some of the attacks would reach beyond the database of the test.
        const [{ name = "" } = {}] = yield* SqlClient.SqlClient.use(
          (sql) => sql<{ name: string }>`select current_database() as name`
        )
        assert.deepStrictEqual((yield* run("select current_user || ' ' || current_setting('is_superuser')")).rows, [
          [`${roleOf(name)} off`]
        ])
        yield* secrets
        const before = yield* everything
        const faults: Array<string> = []
        for (const { alone, sql } of attacks) {
          const [took, result] = yield* Effect.timed(Effect.result(run(sql)))
          const wrong = [
            JSON.stringify(result).includes(canary) && "told a secret",
            Duration.toSeconds(took) > mostSeconds && `took ${Duration.format(took)}`,
            alone !== "harmless" && result._tag === "Success" && "was answered",
            result._tag === "Failure" && result.failure._tag === "StoreUnavailable" && "broke the connection"
          ].filter((fault) => fault !== false)
          faults.push(...wrong.map((fault) => `${sql}: ${fault}`))
        }
        assert.deepStrictEqual(faults, [])
        assert.deepStrictEqual(yield* everything, before)
      })
    )

    it.effect("every table of ours is closed, and the views are open", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const tables = yield* sql<{ name: string }>`
          select tablename as name from pg_tables where schemaname = 'public'`
        assert.isAbove(tables.length, 20)
        for (const { name } of tables) {
          const error = yield* Effect.flip(run(`select count(*) from public.${name}`))
          assert.deepInclude(error, { _tag: "QueryFailed", message: "The query does what it may not do." }, name)
        }
        assert.deepStrictEqual((yield* run("select count(*) from fighters")).rows, [[264]])
      })
    )

    it.effect("what is created later is closed as well", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`create table public.later as select 1 as a`
        yield* sql`create view mma_ro.later as select * from public.users`
        yield* Effect.flip(run("select * from public.later"))
        yield* Effect.flip(run("select * from mma_ro.later"))
        yield* prepareRole
        yield* Effect.flip(run("select * from mma_ro.later"))
        yield* sql`drop view mma_ro.later`
        yield* sql`drop table public.later`
      })
    )

    it.effect("a query runs as the role, with nothing of the one before it", () =>
      Effect.gen(function* () {
        const [row] = (yield* run(
          `select json_build_array(current_user, current_setting('search_path'), current_setting('statement_timeout'),
            current_setting('transaction_read_only'))`
        )).rows
        const [database] = yield* SqlClient.SqlClient.use(
          (sql) => sql<{ name: string }>`select current_database() as name`
        )
        assert.deepStrictEqual(row, [JSON.stringify([roleOf(database!.name), "mma_ro, pg_temp", "400ms", "on"])])
      })
    )

    it.effect("a query that is left alone stops where it runs, and its connection is free", () =>
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(run(slow), { startImmediately: true })
        yield* Effect.sleep("100 millis")
        const running = (yield* sessions).filter(({ state }) => state === "active")
        assert.strictEqual(running.length, 1)
        yield* Fiber.interrupt(fiber)
        assert.deepStrictEqual(
          (yield* sessions).filter(({ state }) => state !== "idle"),
          []
        )
      })
    )

    it.effect("two run at once, on connections of their own", () =>
      Effect.gen(function* () {
        const all = Array.from({ length: 8 }, () => run("select count(*) from bouts"))
        yield* Effect.all(all, { concurrency: 8 })
        assert.isAtMost((yield* sessions).length, 2)
      })
    )

    it.effect("a query that runs too long is stopped by the server", () =>
      Effect.gen(function* () {
        const [took, error] = yield* Effect.timed(Effect.flip(run(slow)))
        assert.strictEqual(error._tag, "QueryTimedOut")
        assert.isBelow(Duration.toSeconds(took), mostSeconds)
      })
    )
  })

  it.effect("a user who may not make roles has everything but SQL, and one who is no superuser has that too", () =>
    Effect.gen(function* () {
      const url = yield* freshDatabase(address!)
      const admin = PgClient.layer({ url: Redacted.make(url.href), maxConnections: 1 })
      const as = (statement: string) =>
        SqlClient.SqlClient.use((sql) => sql.unsafe(statement)).pipe(Effect.provide(admin), Effect.orDie)
      const user = `mma_savant_test_user_${crypto.randomUUID().slice(0, 8)}`
      yield* Effect.acquireRelease(
        Effect.andThen(as(`create role ${user} login`), as(`alter database ${url.pathname.slice(1)} owner to ${user}`)),
        () =>
          Effect.andThen(
            Effect.andThen(as(`reassign owned by ${user} to postgres`), as(`drop owned by ${user}`)),
            as(`drop role ${user}`)
          )
      )
      yield* as(`alter schema public owner to ${user}`)
      yield* as("create extension if not exists pg_trgm")
      url.username = user
      const server = PgServer.layer({ url: Redacted.make(url.href), maxConnections: 1 })
      const told: Array<unknown> = []
      const log = Logger.layer([Logger.make(({ message }) => void told.push(message))])
      const started = run("select count(*) from fighters").pipe(
        Effect.provide(PgFactQuery.layer.pipe(Layer.provideMerge(server), Layer.provideMerge(log)))
      )
      const error = yield* Effect.flip(started)
      assert.deepInclude(error, { _tag: "QueryFailed", retriable: false })
      assert.match(JSON.stringify(told), /role that would run it cannot be set up/)

      yield* as(`alter role ${user} createrole`)
      told.length = 0
      assert.deepStrictEqual((yield* started).rows, [[0]])
      assert.match(JSON.stringify(told), /only a superuser can take.*set_config/)
    }).pipe(Effect.scoped)
  )
})
