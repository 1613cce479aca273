import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import users from "../../src/postgres/migrations/0007_users.ts"
import conversations from "../../src/postgres/migrations/0008_conversations.ts"
import identity from "../../src/postgres/migrations/0009_identity.ts"
import modelCalls from "../../src/postgres/migrations/0010_model_calls.ts"
import { testDatabases } from "./TestDatabases.ts"

/** What is found in a schema of its own, of which nothing is kept. */
const inPassing = <A>(effect: Effect.Effect<A, SqlError.SqlError, SqlClient.SqlClient>) =>
  SqlClient.SqlClient.use((sql) =>
    Effect.gen(function* () {
      yield* sql`create schema before`
      yield* sql`set local search_path to before`
      return yield* Effect.fail({ _tag: "Found" as const, found: yield* effect })
    }).pipe(
      sql.withTransaction,
      Effect.catchTag("Found", ({ found }) => Effect.succeed(found))
    )
  )

for (const { layer: database, name } of testDatabases) {
  it.layer(database, { timeout: "60 seconds" })(`Migrations / ${name}`, (it) => {
    it.effect("the ledger's rows of whole answers stay, each as a call", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const found = yield* inPassing(
          Effect.gen(function* () {
            yield* sql`create table users (id int primary key)`
            yield* sql`insert into users values (7)`
            yield* conversations
            yield* sql`insert into usage_ledger (user_id, session_id, message_id, provider, model, input_tokens,
                output_tokens, cached_tokens, first_text_ms, total_ms, outcome)
              values (7, 's', '6f9619ff-8b86-4011-b42d-00c04fc964ff', 'offline', 'analyst', 3, null, 1, 20, 30,
                'interrupted')`
            yield* modelCalls
            yield* sql`insert into usage_ledger (user_id, session_id, message_id, provider, model, source, estimated,
                total_ms, outcome)
              select user_id, session_id, message_id, provider, model, 'cache', true, 0, 'completed' from usage_ledger`
            return yield* sql`
              select user_id, source, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, estimated,
                cost, first_token_ms, total_ms, outcome
              from usage_ledger order by id limit 1`
          })
        )
        assert.deepStrictEqual(found, [
          {
            user_id: 7,
            source: "model",
            input_tokens: 3,
            output_tokens: null,
            cache_read_tokens: 1,
            cache_write_tokens: null,
            estimated: false,
            cost: null,
            first_token_ms: 20,
            total_ms: 30,
            outcome: "interrupted"
          }
        ])
      })
    )

    it.effect("of users whose addresses differ in case alone the first keeps it, and nobody is lost", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const found = yield* inPassing(
          Effect.gen(function* () {
            yield* users
            yield* sql`insert into users (username, email, is_active, is_admin, provider, provider_account_id,
                daily_request_limit)
              select 'user_' || n, address, true, false, 'test', n, 0
              from unnest(array['Ana@example.org', 'ana@example.org', 'bo@example.org']) with ordinality as u (address, n)`
            yield* identity
            return yield* sql<{ email: string }>`select email, email_verified from users order by id`
          })
        )
        const [first, second, third] = found.map(({ email }) => email)
        assert.deepStrictEqual([first, third], ["Ana@example.org", "bo@example.org"])
        assert.match(String(second), /^[0-9a-f-]{36}@users[.]invalid$/)
      })
    )
  })
}
