import { assert, it } from "@effect/vitest"
import { firstDay, freshInstance, freshSession, send, turn } from "@mma-savant/core/contract/Talk"
import { MessageId } from "@mma-savant/core/conversation/ChatMessage"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { RunLeases } from "@mma-savant/core/conversation/RunLeases"
import { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import { UserId } from "@mma-savant/core/Identity"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import users from "../../src/postgres/migrations/0007_users.ts"
import conversations from "../../src/postgres/migrations/0008_conversations.ts"
import identity from "../../src/postgres/migrations/0009_identity.ts"
import modelCalls from "../../src/postgres/migrations/0010_model_calls.ts"
import runs from "../../src/postgres/migrations/0011_runs.ts"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { testDatabases } from "./TestDatabases.ts"

/** What is found in a schema of its own, of which nothing is kept. */
const inPassing = <A, E>(effect: Effect.Effect<A, E, SqlClient.SqlClient>) =>
  SqlClient.SqlClient.use((sql) =>
    Effect.gen(function* () {
      yield* sql`create schema before`
      yield* sql`set local search_path to before`
      return yield* Effect.fail({ _tag: "Found" as const, found: yield* Effect.orDie(effect) })
    }).pipe(
      sql.withTransaction,
      Effect.catchTag("Found", ({ found }) => Effect.succeed(found))
    )
  )

const uuid = (last: number) => `6f9619ff-8b86-4011-b42d-00c04fc9640${last}`

/** A session as it was kept before runs were, with a turn for each status that an answer has. */
const oldTalk = Effect.fnUntraced(function* (sessionId: string, answers: ReadonlyArray<string>, first: number) {
  const sql = yield* SqlClient.SqlClient
  const [talk] = yield* sql`insert into conversations (user_id, session_id) values (7, ${sessionId}) returning id`
  for (const [turn, status] of answers.entries()) {
    const [question, answer] = [uuid(first + 2 * turn), uuid(first + 2 * turn + 1)]
    yield* sql`insert into messages
        (message_id, conversation_id, seq, parent, role, parts, status, cid, run, created_at, updated_at)
      select m.*, '2026-01-02T23:30:00Z', '2026-01-02T23:30:05Z'
      from (values
        (${question}::uuid, ${talk!["id"]}::int, ${2 * turn + 1}::int, ${turn === 0 ? null : uuid(first + 2 * turn - 1)}::uuid, 'user',
          '[{"kind": "text", "text": "Why?"}]'::jsonb, 'completed', ${`cid-${turn}`}, null),
        (${answer}::uuid, ${talk!["id"]}::int, ${2 * turn + 2}::int, ${question}::uuid, 'assistant',
          '[{"kind": "text", "text": "So"}]'::jsonb, ${status}, null, ${`r_${answer}`})
      ) m`
  }
})

for (const { layer: database, name } of testDatabases()) {
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

    it.effect("answers of before have runs: what was being given is interrupted, and its end is still to be told", () =>
      Effect.gen(function* () {
        const [first, second, empty] = [freshSession(), freshSession(), freshSession()]
        const userId = UserId.make(7)
        const after = Effect.gen(function* () {
          const turns = yield* TurnRepository
          const talks = yield* ConversationRepository
          const leases = yield* RunLeases
          const reaper = freshInstance()
          const { taken, untold } = yield* leases.reap(reaper)
          assert.deepStrictEqual(taken, [])
          yield* leases.renew(
            reaper,
            untold.map(({ run }) => run)
          )
          assert.deepStrictEqual(yield* leases.reap(reaper), { taken: [], untold: [] })
          const numbers = untold.map(({ number }) => number)
          assert.isTrue(numbers.every((number, index) => index === 0 || number > numbers[index - 1]!))

          const { head } = yield* talks.get(first, userId)
          const { items } = yield* talks.messages(first, { limit: 10, offset: 0 })
          const asked = { sessionId: first, userId, ask: send("Why?") }
          const known = yield* turns.begin(turn({ ...asked, cid: "cid-1" }))
          const conflict = yield* Effect.flip(turns.begin(turn({ ...asked, cid: "cid-1", ask: send("Why not?") })))
          const next = yield* turns.begin(turn(asked))
          assert.isAbove(next.owned!.number, Math.max(...numbers))
          assert.deepInclude(next, { parentId: head, quota: yield* turns.quota(userId, firstDay) })
          return {
            untold: untold.map(({ answerId, hasBegun, questionId, sessionId, status }) => ({
              ...{ answerId, hasBegun, questionId, sessionId, status }
            })),
            heads: [head, (yield* talks.get(second, userId)).head, (yield* talks.get(empty, userId)).head],
            answers: items.flatMap(({ role, status }) => (role === "assistant" ? [status] : [])),
            known: [known.answerId, known.run, known.repeated, conflict._tag],
            used: next.quota?.used
          }
        })
        const found = yield* inPassing(
          Effect.gen(function* () {
            const sql = yield* SqlClient.SqlClient
            for (const migration of [users, conversations, identity, modelCalls]) yield* migration
            yield* sql`insert into users (id, username, email, email_verified, is_active, is_admin, provider,
                provider_account_id, daily_request_limit)
              values (7, 'ana', 'ana@example.org', true, true, false, 'test', '7', 5)`
            yield* oldTalk(first, ["completed", "streaming", "failed"], 0)
            yield* oldTalk(second, ["streaming", "streaming"], 6)
            yield* oldTalk(empty, [], 0)
            yield* runs
            return yield* Effect.provide(after, Postgres.layer)
          })
        )
        const end = (sessionId: string, question: number) => ({
          answerId: MessageId.make(uuid(question + 1)),
          questionId: MessageId.make(uuid(question)),
          ...{ hasBegun: true, sessionId, status: "interrupted" as const }
        })
        assert.deepStrictEqual<unknown>(found, {
          untold: [end(first, 2), end(second, 6), end(second, 8)],
          heads: [uuid(5), uuid(9), null],
          answers: ["completed", "interrupted", "failed"],
          known: [uuid(3), `r_${uuid(3)}`, true, "CidConflict"],
          used: 1
        })
      })
    )
  })
}
