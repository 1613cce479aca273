/**
 * What it costs PostgreSQL to add a message to a talk: a row of the real table, next to a JSON array on the talk that is
 * written anew, in the same run. Both statements run inside the server, each its own transaction, so that no client and
 * no network is measured. What it creates lies in a schema of its own, which is dropped.
 *
 *     npm run bench:append -- postgres://user@host:port/database
 */
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"

const talks = 100
const words = 200

/** How long a talk gets while it is measured. */
const lengths = [20, 50, 100]

const schema = "append_bench"

const setUp = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`drop schema if exists ${schema} cascade`)
  yield* sql.unsafe(`create schema ${schema}`)
  yield* sql.unsafe(`create table ${schema}.messages (like public.messages including all)`)
  yield* sql.unsafe(
    `create table ${schema}.talks (id int primary key, messages jsonb not null, updated_at timestamptz)`
  )
})

const parts = `jsonb_build_array(jsonb_build_object('kind', 'text', 'text', (select string_agg(md5(i::text), ' ')
  from generate_series(1, ${words / 5}) i)))`

const row = `insert into ${schema}.messages (message_id, conversation_id, seq, role, parts, status)
  values (gen_random_uuid(), talk, number, 'user', part, 'completed')`

const array = `update ${schema}.talks set updated_at = now(), messages = messages || jsonb_build_array(jsonb_build_object(
  'id', gen_random_uuid(), 'role', 'user', 'parts', part, 'status', 'completed', 'created_at', now())) where id = talk`

/** Microseconds for one message, while every talk grows to that length from nothing; each statement is committed. */
const grown = Effect.fnUntraced(function* (statement: string, length: number) {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`truncate ${schema}.messages, ${schema}.talks`)
  yield* sql.unsafe(`insert into ${schema}.talks select i, '[]', now() from generate_series(1, ${talks}) i`)
  const begun = performance.now()
  yield* sql.unsafe(`do $$
    declare part jsonb := ${parts};
    begin
      for number in 1..${length} loop
        for talk in 1..${talks} loop
          ${statement};
          commit;
        end loop;
      end loop;
    end $$`)
  return ((performance.now() - begun) * 1000) / (length * talks)
})

const cell = (text: string) => text.padStart(14)

const compare = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* setUp
  yield* sql.unsafe("set synchronous_commit = off")
  console.log(`Microseconds for a message of ${words} words`)
  console.log("messages in a talk".padEnd(20) + ["a row", "JSON array", "ratio"].map(cell).join(""))
  for (const length of lengths) {
    yield* grown(row, 2)
    const ours = yield* grown(row, length)
    const theirs = yield* grown(array, length)
    console.log(
      `up to ${length}`.padEnd(20) + [ours.toFixed(0), theirs.toFixed(0), (ours / theirs).toFixed(2)].map(cell).join("")
    )
  }
})

const drop = Effect.flatMap(SqlClient.SqlClient, (sql) => Effect.orDie(sql.unsafe(`drop schema ${schema} cascade`)))

const url = process.argv[2] ?? process.env["DATABASE_URL"]
if (url === undefined) {
  console.error("npm run bench:append -- postgres://user@host:port/database")
  process.exit(2)
}

await Effect.runPromise(
  compare.pipe(
    Effect.ensuring(drop),
    // One connection: what is set for the session holds for all that follows.
    Effect.provide(PgServer.layer({ url: Redacted.make(url), maxConnections: 1 }))
  )
)
