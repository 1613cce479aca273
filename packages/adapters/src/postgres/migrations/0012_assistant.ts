import { Effect } from "effect"
import { SqlClient } from "effect/sql"

const family = `case
        when m.method in ('KO/TKO', 'TKO - Doctor''s Stoppage') then 'KO/TKO'
        when m.method in ('U-DEC', 'S-DEC', 'M-DEC', 'DEC') then 'DEC'
        when m.method in ('SUB', 'DQ') then m.method
        when m.method is not null then 'OTHER'
      end`

const basic = ["kd", "sig_str_landed", "sig_str_attempted", "total_str_landed", "total_str_attempted", "td_landed"]
const more = ["td_attempted", "sub_att", "rev", "ctrl"]
const targets = ["head", "body", "leg", "distance", "clinch", "ground"].flatMap((target) => [
  `${target}_landed`,
  `${target}_attempted`
])
const cells = [...basic, ...more, ...targets]

const wins = (condition: string) => `(count(*) filter (where result = 'WIN' and ${condition}))::int`
const losses = (family: string) => `(count(*) filter (where result = 'LOSS' and method_family = '${family}'))::int`

/** Fights before the latest that is neither of this result nor passed over; all when there is none. */
const streak = (result: string) => `coalesce(
        min(nth) filter (where result is distinct from '${result}' and result is distinct from 'NC') - 1,
        count(*) filter (where result is distinct from 'NC'))::int`

/** The views of questions in SQL, in the form that core's `factViews` describes. */
export default Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`drop view mma_ro.fighter_totals, mma_ro.bouts`
  yield* sql`create view mma_ro.weight_classes as select id, slug, name from public.weight_classes`
  yield* sql`
    create view mma_ro.matches as
    select m.id, m.event_id, w.slug as weight_class, m.is_title_bout, m.is_main_event, m.card_order, m.fight_of_the_night,
      m.method, m.method_detail, m.result_round, m.result_time, m.seconds, m.scheduled_rounds, m.referee, m.status
    from public.matches m
    left join public.weight_classes w on w.id = m.weight_class_id`
  yield* sql`
    create view mma_ro.fighter_matches as
    select side.match_id, side.fighter_id, coalesce(f.name, side.listed_name) as fighter, side.result,
      side.performance_of_the_night
    from public.fighter_matches side
    left join public.fighters f on f.id = side.fighter_id`
  yield* sql`
    create view mma_ro.bouts as
    select m.id as match_id, e.id as event_id, e.name as event, e.date, w.slug as weight_class, m.is_title_bout,
      m.is_main_event, own.fighter_id, coalesce(f.name, own.listed_name) as fighter, own.result,
      other.fighter_id as opponent_id, coalesce(o.name, other.listed_name) as opponent, m.method, m.method_detail,
      m.result_round, m.result_time, m.seconds, ${sql.literal(family)} as method_family, m.scheduled_rounds, m.referee,
      m.fight_of_the_night, own.performance_of_the_night
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
    create view mma_ro.fighter_records as
    select record.fighter_id, record.fighter, record.fights, record.wins, record.losses, record.draws,
      record.no_contests, record.ko_tko_wins, record.submission_wins, record.decision_wins, record.dq_wins,
      record.ko_tko_losses, record.submission_losses, record.decision_losses, record.finish_wins, record.title_fights,
      record.title_wins,
      round(100.0 * record.wins / nullif(record.wins + record.losses + record.draws, 0), 2) as win_rate,
      round(100.0 * record.finish_wins / nullif(record.wins, 0), 2) as finish_rate,
      record.win_streak, record.loss_streak, record.first_fight, record.last_fight
    from (
      select fighter_id, min(fighter) as fighter, count(*)::int as fights,
        ${sql.literal(wins("true"))} as wins,
        (count(*) filter (where result = 'LOSS'))::int as losses,
        (count(*) filter (where result = 'DRAW'))::int as draws,
        (count(*) filter (where result = 'NC' or result is null))::int as no_contests,
        ${sql.literal(wins("method_family = 'KO/TKO'"))} as ko_tko_wins,
        ${sql.literal(wins("method_family = 'SUB'"))} as submission_wins,
        ${sql.literal(wins("method_family = 'DEC'"))} as decision_wins,
        ${sql.literal(wins("method_family = 'DQ'"))} as dq_wins,
        ${sql.literal(losses("KO/TKO"))} as ko_tko_losses,
        ${sql.literal(losses("SUB"))} as submission_losses,
        ${sql.literal(losses("DEC"))} as decision_losses,
        ${sql.literal(wins("method_family in ('KO/TKO', 'SUB')"))} as finish_wins,
        (count(*) filter (where is_title_bout))::int as title_fights,
        ${sql.literal(wins("is_title_bout"))} as title_wins,
        ${sql.literal(streak("WIN"))} as win_streak,
        ${sql.literal(streak("LOSS"))} as loss_streak,
        min(date) as first_fight, max(date) as last_fight
      from (
        select bout.fighter_id, bout.fighter, bout.date, bout.result, bout.method_family, bout.is_title_bout,
          count(*) filter (where bout.result is distinct from 'NC') over (
            partition by bout.fighter_id order by bout.date desc, coalesce(m.card_order, 0) desc, bout.match_id desc
            rows unbounded preceding
          ) as nth
        from mma_ro.bouts bout
        join public.matches m on m.id = bout.match_id
        where bout.fighter_id is not null
      ) bout
      group by fighter_id
    ) record`
  yield* sql`
    create view mma_ro.round_stats as
    select side.match_id, side.fighter_id, coalesce(f.name, side.listed_name) as fighter, e.date, basic.round,
      ${sql.literal(cells.join(", "))}
    from public.basic_match_stats basic
    left join public.sig_str_match_stats sig using (fighter_match_id, round)
    join public.fighter_matches side on side.id = fighter_match_id
    join public.matches m on m.id = side.match_id
    join public.events e on e.id = m.event_id
    left join public.fighters f on f.id = side.fighter_id
    where e.date <= (now() at time zone 'utc')::date
      and m.status not in ('scheduled', 'cancelled', 'postponed')
      and exists (select from public.fighter_matches fought where fought.match_id = m.id and fought.result is not null)`
  yield* sql`
    create view mma_ro.fight_totals as
    select match_id, fighter_id, fighter, date,
      ${sql.literal(cells.map((cell) => `sum(${cell})::int as ${cell}`).join(", "))}
    from mma_ro.round_stats
    group by match_id, fighter_id, fighter, date`
  yield* sql`
    create view mma_ro.rankings as
    select s.date, w.slug as weight_class, r.ranking,
      case r.ranking when 0 then 'champion' else r.ranking::text end as display_rank, r.ranking = 0 as is_champion,
      r.fighter_id, f.name as fighter
    from public.rankings r
    join public.ranking_snapshots s on s.id = r.snapshot_id
    join public.weight_classes w on w.id = r.weight_class_id
    join public.fighters f on f.id = r.fighter_id
    where s.date = (select max(date) from public.ranking_snapshots)`
})
