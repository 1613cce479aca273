import { assert, it } from "@effect/vitest"
import { Flow } from "@mma-savant/core/collection/CollectionRun"
import { FindingRule } from "@mma-savant/core/collection/Finding"
import { StoredTable } from "@mma-savant/core/collection/StorageReport"
import { MessageRole, MessageStatus } from "@mma-savant/core/conversation/ChatMessage"
import type { Ask } from "@mma-savant/core/conversation/Turn"
import { EventStatus } from "@mma-savant/core/event/Event"
import { ModelCall } from "@mma-savant/core/llm/ModelCall"
import { MatchStatus, notFought } from "@mma-savant/core/match/Match"
import { Method, methodFamily } from "@mma-savant/core/match/Method"
import { Result } from "@mma-savant/core/match/Result"
import { WeightClass, weightClassId, weightClassName } from "@mma-savant/core/ranking/WeightClass"
import { Stance } from "@mma-savant/core/Stance"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as Migrations from "../../src/postgres/Migrations.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

/** One row of every table that has a closed set, so that there is something to update. */
const oneRowOfEach = Layer.effectDiscard(
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`insert into fighters (id, name, folded_name, belt) values (1, 'A', 'a', false)`
    yield* sql`insert into events (id, name, folded_name, status) values (1, 'E', 'e', 'unknown')`
    yield* sql`insert into matches (id, event_id, is_title_bout, is_main_event, fight_of_the_night, judges, status)
      values (1, 1, false, false, false, '[]', 'unknown')`
    yield* sql`insert into fighter_matches (id, match_id, position, fighter_id, listed_name, performance_of_the_night)
      values (1, 1, 1, 1, 'A', false)`
    yield* sql`insert into basic_match_stats (fighter_match_id, round) values (1, 1)`
    yield* sql`insert into sig_str_match_stats (fighter_match_id, round) values (1, 1)`
    yield* sql`insert into ranking_snapshots (id, date, source) values (1, '2020-01-01', 'test')`
    yield* sql`insert into rankings (snapshot_id, weight_class_id, fighter_id, ranking) values (1, 1, 1, 1)`
    yield* sql`insert into collection_runs (id, source, flow, status, force, finished_at, outcome)
      values (1, 'test', 'full', 'completed', false, now(), '{}')`
    yield* sql`insert into collection_findings (run_id, rule, place, what) values (1, 'duplicate', '', '')`
    yield* sql`insert into collection_changes (run_id, kind, key, field, before, after)
      values (1, 'events', 'k', 'f', '1', '2')`
    yield* sql`insert into users
      (id, username, email, email_verified, is_active, is_admin, provider, provider_account_id, daily_request_limit)
      values (1, 'abc', 'a@b.c', true, true, false, 'test', '1', 0)`
    yield* sql`insert into passwords (user_id, hash, changed_at) values (1, 'h', now())`
    yield* sql`insert into conversations (id, user_id, session_id) values (1, 1, 's')`
    yield* sql`insert into messages (message_id, conversation_id, seq, role, parts, status)
      values (gen_random_uuid(), 1, 1, 'system', '[]', 'completed')`
    yield* sql`insert into runs
        (answer, run, conversation_id, cid, kind, state, lease_until, can_ask, day, charge, told)
      select message_id, 'r', 1, 'c', 'send', 'ended', now(), false, '2020-01-01', 'settled', true from messages`
    yield* sql`insert into daily_requests (user_id, day, count) values (1, '2020-01-01', 0)`
    yield* sql`insert into usage_ledger (user_id, provider, model, source, estimated, total_ms, outcome)
      values (1, 'openai', 'm', 'model', false, 1, 'completed')`
  })
)

const closedSets = [
  ["fighters", "stance", Stance.literals],
  ["events", "status", EventStatus.literals],
  ["matches", "status", MatchStatus.literals],
  ["matches", "method", Method.literals],
  ["fighter_matches", "result", Result.literals],
  ["fighter_matches", "corner", ["red", "blue"]],
  ["collection_findings", "rule", FindingRule.literals],
  ["collection_runs", "flow", Flow.literals],
  ["collection_changes", "kind", StoredTable.literals],
  ["messages", "role", MessageRole.literals],
  ["messages", "status", MessageStatus.literals],
  ["runs", "kind", ["send", "regenerate", "edit"] satisfies ReadonlyArray<Ask["kind"]>],
  ["usage_ledger", "source", ModelCall.fields.source.literals],
  ["usage_ledger", "outcome", [...ModelCall.fields.outcome.literals, "interrupted"]]
] as const

const impossible = [
  "update basic_match_stats set sig_str_landed = 2, sig_str_attempted = 1",
  "update basic_match_stats set td_landed = 1, td_attempted = null",
  "update basic_match_stats set kd = -1",
  "update basic_match_stats set round = 11",
  "update sig_str_match_stats set ground_landed = 1, ground_attempted = 0",
  "update sig_str_match_stats set head_landed = null, head_attempted = 0",
  "update fighter_matches set position = 3",
  "update fighter_matches set fighter_id = 2",
  "update fighters set name = ''",
  "update fighters set wins = -1",
  "update fighters set height = 71",
  "update fighters set ufcstats_id = 'ABCDEF0123456789'",
  "update matches set event_id = 2",
  "update matches set result_round = 0",
  "update rankings set ranking = 16",
  "update rankings set ranking = 0, weight_class_id = 15",
  "update users set username = 'a b'",
  "update passwords set hash = ''",
  "update passwords set user_id = 2",
  "update runs set state = 'waiting', charge = 'reserved', told = false",
  "update runs set charge = 'free'",
  "update runs set charge = 'reserved'",
  "update runs set state = 'running', told = false",
  "update runs set state = 'queued', charge = 'reserved'",
  "update runs set lease_until = null",
  "update runs set conversation_id = 2",
  "update runs set answer = gen_random_uuid()",
  "update daily_requests set count = -1",
  "update daily_requests set user_id = 2",
  "update usage_ledger set cost = -1",
  "update usage_ledger set cache_write_tokens = -1",
  "update usage_ledger set estimated = null",
  "update usage_ledger set user_id = 2"
]

for (const { layer: database, name } of testDatabases()) {
  const layer = oneRowOfEach.pipe(Layer.provideMerge(layerEmptied), Layer.provideMerge(database))
  it.layer(layer, { timeout: "60 seconds" })(`Schema / ${name}`, (it) => {
    it.effect("columns of closed sets take exactly core's values", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        for (const [table, column, values] of closedSets) {
          for (const value of values) yield* sql`update ${sql(table)} set ${sql(column)} = ${value}`
          const error = yield* Effect.flip(sql`update ${sql(table)} set ${sql(column)} = 'something else'`)
          assert.strictEqual(error.reason._tag, "ConstraintError", `${table}.${column}`)
        }
        assert.deepStrictEqual(
          yield* sql`select id, slug, name from weight_classes order by id`,
          WeightClass.literals.map((slug) => ({ id: weightClassId(slug), slug, name: weightClassName(slug) }))
        )
      })
    )

    it.effect("the views count by core's families of methods and core's rule of what has taken place", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`update events set date = '2020-01-01', status = 'completed'`
        yield* sql`update fighter_matches set result = 'WIN'`
        for (const method of Method.literals) {
          yield* sql`update matches set status = 'completed', method = ${method}`
          const family = methodFamily(method)
          assert.deepStrictEqual(
            yield* sql`select ko_tko_wins as ko, submission_wins as sub, decision_wins as dec from mma_ro.fighter_records`,
            [{ ko: Number(family === "KO/TKO"), sub: Number(family === "SUB"), dec: Number(family === "DEC") }],
            method
          )
        }
        for (const status of MatchStatus.literals) {
          yield* sql`update matches set status = ${status}`
          const bouts = yield* sql`select from mma_ro.bouts`
          assert.strictEqual(bouts.length, notFought.includes(status) ? 0 : 1, status)
        }
      })
    )

    it.effect("what cannot be is refused", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        for (const statement of impossible) {
          const error = yield* Effect.flip(sql.unsafe(statement))
          assert.strictEqual(error.reason._tag, "ConstraintError", statement)
        }
      })
    )

    it.effect("migrating again changes nothing", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const state = Effect.all([
          sql`select * from schema_migrations order by migration_id`,
          sql`select table_schema, table_name, column_name, data_type from information_schema.columns
            where table_schema in ('public', 'mma_ro') order by 1, 2, 3`,
          sql`select version from data_version`
        ])
        const before = yield* state
        assert.isAbove(before[0].length, 0)
        yield* Layer.build(Migrations.layer)
        assert.deepStrictEqual(yield* state, before)
      })
    )
  })
}
