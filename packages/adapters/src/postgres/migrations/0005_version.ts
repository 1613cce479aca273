import { Effect } from "effect"
import { SqlClient } from "effect/sql"

const factTables = [
  "fighters",
  "fighter_aliases",
  "events",
  "matches",
  "fighter_matches",
  "basic_match_stats",
  "sig_str_match_stats",
  "ranking_snapshots",
  "rankings"
]

const changes = { insert: "new", update: "new", delete: "old" }

/**
 * The version of the facts, for caches. A row and not a sequence: a sequence moves before the change is committed, and
 * whoever read it then would keep old facts under the new version. A statement that touches no row leaves it alone.
 */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table data_version (id int primary key check (id = 1), version int not null)`
  yield* sql`insert into data_version (id, version) values (1, 1)`
  yield* sql`
    create function next_data_version() returns trigger language plpgsql as $$
    begin
      if exists (select from changed) then
        update data_version set version = version + 1;
      end if;
      return null;
    end $$`
  for (const table of factTables) {
    for (const [change, rows] of Object.entries(changes)) {
      yield* sql`
        create trigger ${sql(`data_version_on_${change}`)} after ${sql.literal(change)} on ${sql(table)}
        referencing ${sql.literal(rows)} table as changed
        for each statement execute function next_data_version()`
    }
  }
})
