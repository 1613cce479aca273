import { createHash } from "node:crypto"
import { factViews } from "@mma-savant/core/llm/FactViews"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Roles belong to a whole cluster, databases do not: each has a role of its own. */
export const roleOf = (database: string): string => {
  const name = `mma_ro_${database}`
  if (Buffer.byteLength(name) <= 63) return name
  return `mma_ro_${createHash("md5").update(database).digest("hex")}`
}

/** What everybody may call by default, and a reader has no use for: it writes, signals, sets or runs SQL from a text. */
const harmful = `
  pronamespace = 'pg_catalog'::regnamespace and prokind = 'f' and (
    proname like 'lo\\_%' or proname in ('loread', 'lowrite', 'pg_notify', 'set_config', 'setseed', 'pg_sleep',
      'pg_sleep_for', 'pg_sleep_until', 'pg_logical_emit_message', 'pg_export_snapshot', 'ts_stat', 'ts_rewrite',
      'txid_current', 'pg_current_xact_id')
    or proname like 'pg\\_%advisory%'
    or proname ~ '^(query|table|schema|database|cursor)_to_xml'
  )`

/** The role as it was found or made, and the functions that it may still call because their rights are not ours to take. */
export interface AssistantRole {
  readonly name: string
  readonly remaining: ReadonlyArray<string>
}

/**
 * Makes the role of questions in SQL, which may read the views and nothing else, or brings it up to date. At every start
 * and not by a migration: a database that is restored on another server comes without its roles. Rights on functions of
 * the system are taken from everybody where the user may do so, who keeps them.
 */
export const prepareRole = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  return yield* Effect.gen(function* () {
    // Programs may start at the same time.
    yield* sql`lock table schema_migrations in share row exclusive mode`
    const [session] = yield* sql<{ database: string; user: string; may: boolean }>`
      select current_database() as database, current_user as user, rolsuper as may
      from pg_roles where rolname = current_user`
    const name = roleOf(session!.database)
    const [role, user] = [sql(name), sql(session!.user)]
    const known = yield* sql`select from pg_roles where rolname = ${name}`
    if (known.length === 0) yield* sql`create role ${role} nologin noinherit`
    const assumed = Effect.andThen(sql`set local role ${role}`, sql`set local role none`).pipe(sql.withTransaction)
    // Whoever has made it may give it, and need not have it.
    yield* Effect.catch(assumed, () => sql`grant ${role} to ${user}`)

    yield* sql`revoke all on all tables in schema mma_ro, public from ${role}`
    yield* sql`revoke all on schema mma_ro from public`
    yield* sql`grant usage on schema mma_ro to ${role}`
    for (const view of Object.keys(factViews)) yield* sql`grant select on mma_ro.${sql(view)} to ${role}`

    const callable = sql<{ signature: string }>`
      select oid::regprocedure::text as signature from pg_proc
      where ${sql.literal(harmful)} and has_function_privilege(${name}, oid, 'execute') order by 1`
    const found = yield* callable
    if (session!.may && found.length > 0) {
      const all = sql.literal(found.map(({ signature }) => signature).join(", "))
      yield* sql`grant execute on function ${all} to ${user}`
      yield* sql`revoke execute on function ${all} from public`
    }
    const remaining = (yield* callable).map(({ signature }) => signature)
    return { name, remaining } satisfies AssistantRole
  }).pipe(sql.withTransaction)
})
