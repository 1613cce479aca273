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

/** Our class of advisory locks for the version: whoever waits for the row itself keeps its page from being cleaned. */
const versionLock = 1_835_888_982

/** Of the tables of a side's rounds, the cells that are summed: as in the migration before. */
const pairs = (names: ReadonlyArray<string>) => names.flatMap((name) => [`${name}_landed`, `${name}_attempted`])
const tables = [
  {
    rounds: "basic_match_stats",
    totals: "basic_match_totals",
    cells: ["kd", "sub_att", "rev", "ctrl", ...pairs(["sig_str", "total_str", "td"])]
  },
  {
    rounds: "sig_str_match_stats",
    totals: "sig_str_match_totals",
    cells: pairs(["head", "body", "leg", "distance", "clinch", "ground"])
  }
]

/**
 * The version moves at the end of a transaction that changed facts, once: whoever moved it at the first change kept all
 * others waiting until the last. It is still a row: whoever reads it sees the facts of all who moved it. The first row that
 * is changed leaves the move for the commit; a setting of the transaction, which a savepoint takes back like the rows,
 * knows that one has.
 *
 * The sums of a side's rounds lock the side instead, so that of two who write its rounds the second sees those of the first.
 */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  for (const table of factTables) {
    for (const change of ["insert", "update", "delete"]) {
      yield* sql`drop trigger ${sql(`data_version_on_${change}`)} on ${sql(table)}`
    }
  }
  yield* sql`
    create or replace function next_data_version() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(${sql.literal(String(versionLock))}, 0);
      update data_version set version = version + 1;
      return null;
    end $$`
  yield* sql`
    create function is_first_change_of_facts() returns boolean language plpgsql as $$
    begin
      if current_setting('mma_savant.facts_changed', true) = 'yes' then
        return false;
      end if;
      perform set_config('mma_savant.facts_changed', 'yes', true);
      return true;
    end $$`
  for (const table of factTables) {
    yield* sql`
      create constraint trigger data_version after insert or update or delete on ${sql(table)}
      deferrable initially deferred
      for each row when (is_first_change_of_facts()) execute function next_data_version()`
  }

  for (const { cells, rounds, totals } of tables) {
    const list = (prefix: string) => cells.map((cell) => `${prefix}${cell}`).join(", ")
    const sums = sql.literal(cells.map((cell) => `sum(${cell})::int as ${cell}`).join(", "))
    yield* sql`
      create or replace function ${sql(`sum_${rounds}`)}() returns trigger language plpgsql as $$
      declare
        sides int[] := array(select distinct fighter_match_id from changed);
      begin
        if tg_op = 'UPDATE' then
          sides := sides || array(select distinct fighter_match_id from before);
        end if;
        if cardinality(sides) = 0 then
          return null;
        end if;
        perform from fighter_matches where id = any(sides) order by id for no key update;
        if tg_op <> 'INSERT' then
          delete from ${sql(totals)} kept
          where fighter_match_id = any(sides)
            and not exists (select from ${sql(rounds)} round where round.fighter_match_id = kept.fighter_match_id);
        end if;
        insert into ${sql(totals)} as kept (fighter_match_id, ${sql.literal(list(""))})
        select fighter_match_id, ${sums} from ${sql(rounds)} where fighter_match_id = any(sides) group by fighter_match_id
        on conflict (fighter_match_id) do update set (${sql.literal(list(""))}) = row(${sql.literal(list("excluded."))})
        where (${sql.literal(list("kept."))}) is distinct from (${sql.literal(list("excluded."))});
        return null;
      end $$`
  }
})
