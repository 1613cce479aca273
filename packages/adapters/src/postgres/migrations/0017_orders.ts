import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** In whose name a run was begun, so that it is not begun twice. What the runs of a cluster keep is in tables of its own. */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table collection_runs add column ordered_as text unique`
  yield* sql`
    create index collection_runs_underway on collection_runs (id) where status = 'running' and ordered_as is not null`
})
