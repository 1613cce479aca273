import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** What questions in SQL may see: completed bouts only, one row per bout and side, with the names at hand. */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`create schema mma_ro`
  yield* sql`
    create view mma_ro.fighters as
    select id, name, nickname, height, height_cm, weight, weight_kg, reach, reach_cm, stance, birthdate,
      wins, losses, draws, no_contests
    from public.fighters`
  yield* sql`
    create view mma_ro.events as
    select id, name, date, location, venue, status from public.events`
  yield* sql`
    create view mma_ro.bouts as
    select m.id as match_id, e.id as event_id, e.date, w.slug as weight_class, m.is_title_bout, m.is_main_event,
      own.fighter_id, coalesce(f.name, own.listed_name) as fighter, own.result,
      other.fighter_id as opponent_id, coalesce(o.name, other.listed_name) as opponent,
      m.method, m.method_detail, m.result_round, m.result_time, m.seconds, m.fight_of_the_night,
      own.performance_of_the_night
    from public.matches m
    join public.events e on e.id = m.event_id
    join public.fighter_matches own on own.match_id = m.id
    left join public.fighter_matches other on other.match_id = m.id and other.position <> own.position
    left join public.fighters f on f.id = own.fighter_id
    left join public.fighters o on o.id = other.fighter_id
    left join public.weight_classes w on w.id = m.weight_class_id
    where e.date <= (now() at time zone 'utc')::date
      and m.status not in ('scheduled', 'cancelled', 'postponed')
      and (own.result is not null or other.result is not null)`
  yield* sql`
    create view mma_ro.fighter_totals as
    select fighter_id, min(fighter) as fighter, count(*)::int as fights,
      (count(*) filter (where result = 'WIN'))::int as wins,
      (count(*) filter (where result = 'LOSS'))::int as losses,
      (count(*) filter (where result = 'DRAW'))::int as draws,
      (count(*) filter (where result = 'NC' or result is null))::int as no_contests,
      (count(*) filter (where result = 'WIN' and method in ('KO/TKO', 'TKO - Doctor''s Stoppage')))::int as ko_tko_wins,
      (count(*) filter (where result = 'WIN' and method = 'SUB'))::int as submission_wins,
      (count(*) filter (where result = 'WIN' and method in ('U-DEC', 'S-DEC', 'M-DEC', 'DEC')))::int as decision_wins,
      (count(*) filter (where is_title_bout))::int as title_fights,
      min(date) as first_fight, max(date) as last_fight
    from mma_ro.bouts
    where fighter_id is not null
    group by fighter_id`
})
