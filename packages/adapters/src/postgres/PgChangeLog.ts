import { Change, ChangeLog } from "@mma-savant/core/collection/ChangeLog"
import type { RunNumber } from "@mma-savant/core/collection/CollectionRun"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { json } from "./Text.ts"

const changesIn = rowsOf(Change)

export const layer = Layer.effect(
  ChangeLog,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const record = Effect.fn("PgChangeLog.record")(
      (run: RunNumber, changes: ReadonlyArray<Change>) => sql`
        insert into collection_changes (run_id, kind, key, field, before, after)
        select ${run}, change ->> 'table', change ->> 'key', change ->> 'field', change -> 'before', change -> 'after'
        from jsonb_array_elements(${json(changes)}::jsonb) with ordinality as told (change, nth)
        order by nth`,
      Effect.asVoid,
      orUnavailable
    )

    const list = Effect.fn("PgChangeLog.list")((run: RunNumber, after: number, limit: number) =>
      changesIn(sql`
        select kind as "table", key, field, before, after from collection_changes where run_id = ${run}
        order by id offset ${after} limit ${limit}`)
    )

    return ChangeLog.of({ record, list })
  })
)
