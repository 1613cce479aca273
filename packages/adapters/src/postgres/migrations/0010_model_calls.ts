import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** One row for each call of a model; until now it was one for each answer. Side jobs have neither answer nor session. */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    alter table usage_ledger
      drop constraint usage_ledger_message_id_key,
      alter column message_id drop not null,
      alter column session_id drop not null,
      add column source text not null default 'model' check (source in ('model', 'shared', 'cache')),
      add column cache_write_tokens int check (cache_write_tokens >= 0),
      add column estimated boolean not null default false`
  yield* sql`alter table usage_ledger alter column source drop default, alter column estimated drop default`
  yield* sql`alter table usage_ledger rename column cached_tokens to cache_read_tokens`
  yield* sql`alter table usage_ledger rename column first_text_ms to first_token_ms`
  yield* sql`create index usage_ledger_by_time on usage_ledger (created_at)`
  yield* sql`comment on column usage_ledger.cost is 'US dollars; null where it is not known'`
  yield* sql`comment on column usage_ledger.estimated is 'Whether the tokens are our own estimate'`
})
