import { Effect } from "effect"
import { SqlClient } from "effect/sql"

const indexes = ["fighters_by_text", "fighter_aliases_by_text"]

/**
 * What is written goes into the indexes of names at once. Else it waits in a list, which every search reads from end to end,
 * until the table is vacuumed: after the whole data set was loaded, an index costs more than reading the table, and the
 * embedded Postgres never vacuums.
 */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  for (const index of indexes) {
    yield* sql`alter index ${sql(index)} set (fastupdate = off)`
    yield* sql`select gin_clean_pending_list(${index}::regclass)`
  }
})
