/**
 * The bouts that were fought by `$1`, once for each side that is identified: the tables of the schema and nothing of
 * what the statistics' own queries rest on.
 */
export const fought = `with fought as (
  select m.id, m.method, m.method_detail, m.result_round, m.result_time, m.weight_class_id, m.is_title_bout, m.is_main_event,
    m.card_order, e.ufcstats_id as event_key, e.name as event, e.date, own.id as side, own.result, me.ufcstats_id as key,
    me.name, other.id as other_side, them.ufcstats_id as opponent_key,
    coalesce(them.name, other.listed_name) as opponent,
    row_number() over (partition by me.id order by e.date desc, coalesce(m.card_order, 0) desc, m.id desc) as nth
  from matches m
  join events e on e.id = m.event_id and e.date <= $1::date
  join fighter_matches own on own.match_id = m.id
  join fighters me on me.id = own.fighter_id
  left join fighter_matches other on other.match_id = m.id and other.position <> own.position
  left join fighters them on them.id = other.fighter_id
  where m.status not in ('scheduled', 'cancelled', 'postponed')
    and exists (select from fighter_matches known where known.match_id = m.id and known.result is not null)
)`
