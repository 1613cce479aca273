import { Effect } from "effect"
import { SqlClient } from "effect/sql"

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

const changes = {
  insert: "new table as changed",
  update: "old table as before new table as changed",
  delete: "old table as changed"
}

/**
 * The sum of a side's rounds, kept beside them: whoever asks about everybody reads a row for each side. A side without
 * rounds has no row, and a cell that no round tells is null. The rounds are the truth. Triggers keep the sums, so that no
 * way to write rounds can forget them. They come, by their names, after the trigger that moves the version, which lets one
 * transaction at a time past: each sees what the others wrote.
 */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  for (const { cells, rounds, totals } of tables) {
    const list = (prefix: string) => cells.map((cell) => `${prefix}${cell}`).join(", ")
    const sums = sql.literal(cells.map((cell) => `sum(${cell})::int as ${cell}`).join(", "))
    yield* sql`
      create table ${sql(totals)} (
        fighter_match_id int primary key references fighter_matches on delete cascade,
        ${sql.literal(cells.map((cell) => `${cell} int`).join(", "))}
      )`
    yield* sql`
      insert into ${sql(totals)} (fighter_match_id, ${sql.literal(list(""))})
      select fighter_match_id, ${sums} from ${sql(rounds)} group by fighter_match_id`
    yield* sql`
      create function ${sql(`sum_${rounds}`)}() returns trigger language plpgsql as $$
      declare
        sides int[] := array(select distinct fighter_match_id from changed);
      begin
        if tg_op = 'UPDATE' then
          sides := sides || array(select distinct fighter_match_id from before);
        end if;
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
    for (const [change, rows] of Object.entries(changes)) {
      yield* sql`
        create trigger ${sql(`totals_on_${change}`)} after ${sql.literal(change)} on ${sql(rounds)}
        referencing ${sql.literal(rows)}
        for each statement execute function ${sql(`sum_${rounds}`)}()`
    }
  }

  yield* sql`
    create or replace view mma_ro.fight_totals as
    select side.match_id, side.fighter_id, coalesce(f.name, side.listed_name) as fighter, e.date,
      ${sql.literal(
        [
          ...["kd", ...pairs(["sig_str", "total_str"]), "td_landed", "td_attempted", "sub_att", "rev", "ctrl"],
          ...tables[1]!.cells
        ].join(", ")
      )}
    from public.basic_match_totals basic
    left join public.sig_str_match_totals sig using (fighter_match_id)
    join public.fighter_matches side on side.id = fighter_match_id
    join public.matches m on m.id = side.match_id
    join public.events e on e.id = m.event_id
    left join public.fighters f on f.id = side.fighter_id
    where e.date <= (now() at time zone 'utc')::date
      and m.status not in ('scheduled', 'cancelled', 'postponed')
      and exists (select from public.fighter_matches fought where fought.match_id = m.id and fought.result is not null)`
})
