import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/**
 * Names and addresses are collated "C": the order in which JavaScript compares, and no case but that of ASCII, whatever
 * the database's own language.
 */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    alter table users
      alter column username type text collate "C",
      alter column email type text collate "C",
      drop constraint users_email,
      add column email_verified boolean not null default false`
  yield* sql`alter table users alter column email_verified drop default`
  // Of two whose addresses differ in case alone, the one who came first keeps it.
  yield* sql`
    update users later set email = gen_random_uuid() || '@users.invalid'
    where exists (select from users earlier where lower(earlier.email) = lower(later.email) and earlier.id < later.id)`
  yield* sql`create unique index users_email on users (lower(email))`

  yield* sql`
    create table passwords (
      user_id int primary key references users on delete cascade,
      hash text not null check (hash <> ''),
      changed_at timestamptz not null
    )`

  yield* sql`
    create table revoked_tokens (
      id text primary key,
      expires_at timestamptz not null,
      created_at timestamptz not null default now()
    )`
  yield* sql`create index revoked_tokens_by_expiry on revoked_tokens (expires_at)`
})
