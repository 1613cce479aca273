import { Effect } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { json } from "./Text.ts"

/** A row by column name. */
export type Row = Readonly<Record<string, unknown>> & { readonly ufcstats_id: string | null }

/**
 * Saves any number of rows of a table with the columns `id` and `ufcstats_id` in one statement and gives their ids in
 * the same order. A row whose `ufcstats_id` is known is updated, and only when it differs; one without is always new.
 * `columns` names the others with their types.
 */
export const saveInto = (sql: SqlClient.SqlClient, table: string, columns: Readonly<Record<string, string>>) => {
  const names = ["ufcstats_id", ...Object.keys(columns)]
  const list = (prefix: string) => names.map((name) => `${prefix}${name}`).join(", ")
  const typed = Object.entries(columns)
    .map(([name, type]) => `, ${name} ${type}`)
    .join("")
  // A new row gets its id before it is inserted. When somebody else inserts the same key meanwhile, the ids differ:
  // then the row counts as changed, so that its id is returned.
  const rest = sql.literal(`as input (place int, ufcstats_id text${typed})
    ), prepared as (
      select input.*, known.id as known_id, coalesce(known.id, nextval('${table}_id_seq')::int) as id
      from input left join ${table} known on known.ufcstats_id = input.ufcstats_id
    ), saved as (
      insert into ${table} as kept (id, ${list("")}) select id, ${list("")} from prepared
      on conflict (ufcstats_id) do update set
        ${names.map((name) => `${name} = excluded.${name}`).join(", ")}, updated_at = now()
      where kept.id <> excluded.id or (${list("kept.")}) is distinct from (${list("excluded.")})
      returning id, ufcstats_id
    )
    select coalesce(by_id.id, by_key.id, known_id) as id
    from prepared
    left join saved by_id on by_id.id = prepared.id
    left join saved by_key on by_key.ufcstats_id = prepared.ufcstats_id
    order by place`)
  return Effect.fnUntraced(function* (
    rows: ReadonlyArray<Row>
  ): Effect.fn.Return<ReadonlyArray<number>, SqlError.SqlError> {
    const input = json(rows.map((row, place) => ({ place, ...row })))
    const ids = yield* sql<{ id: number }>`with input as (select * from json_to_recordset(${input}::json) ${rest}`
    return ids.map(({ id }) => id)
  })
}
