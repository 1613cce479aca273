import { type MatchFacts, notFought } from "@mma-savant/core/match/Match"
import { fightSeconds } from "@mma-savant/core/match/TimeFormat"
import { weightClassId } from "@mma-savant/core/ranking/WeightClass"
import type { SqlClient } from "effect/sql"

export const matchColumns = {
  event_id: "int",
  weight_class_id: "int",
  title: "text",
  is_title_bout: "boolean",
  is_main_event: "boolean",
  card_order: "int",
  fight_of_the_night: "boolean",
  method: "text",
  method_detail: "text",
  details: "text",
  result_round: "int",
  result_time: "int",
  time_format: "text",
  scheduled_rounds: "int",
  seconds: "int",
  referee: "text",
  judges: "jsonb",
  status: "text"
} as const

export const matchRow = (facts: MatchFacts) => ({
  ufcstats_id: facts.ufcstatsId,
  event_id: facts.eventId,
  weight_class_id: facts.weightClass === null ? null : weightClassId(facts.weightClass),
  title: facts.title,
  is_title_bout: facts.isTitleBout,
  is_main_event: facts.isMainEvent,
  card_order: facts.cardOrder,
  fight_of_the_night: facts.fightOfTheNight,
  method: facts.method,
  method_detail: facts.methodDetail,
  details: facts.details,
  result_round: facts.resultRound,
  result_time: facts.resultTime,
  time_format: facts.timeFormat,
  scheduled_rounds: facts.scheduledRounds,
  seconds: fightSeconds(facts),
  referee: facts.referee,
  judges: facts.judges,
  status: facts.status
})

/** A core `Match`, with its event and sides, in one row. */
export const matchSelection = `
  m.id, m.ufcstats_id as "ufcstatsId", w.slug as "weightClass", m.title, m.is_title_bout as "isTitleBout",
  m.is_main_event as "isMainEvent", m.card_order as "cardOrder", m.fight_of_the_night as "fightOfTheNight", m.method,
  m.method_detail as "methodDetail", m.details, m.result_round as "resultRound", m.result_time as "resultTime",
  m.time_format as "timeFormat", m.scheduled_rounds as "scheduledRounds", m.referee, m.judges, m.status,
  case when e.id is not null then json_build_object('id', e.id, 'name', e.name, 'date', e.date) end as event,
  coalesce((
    select json_agg(json_build_object('fighterId', side.fighter_id, 'name', coalesce(f.name, side.listed_name),
      'corner', side.corner, 'result', side.result, 'performanceOfTheNight', side.performance_of_the_night) order by side.position)
    from fighter_matches side left join fighters f on f.id = side.fighter_id
    where side.match_id = m.id
  ), '[]') as corners
  from matches m
  left join events e on e.id = m.event_id
  left join weight_classes w on w.id = m.weight_class_id`

const notFoughtList = notFought.map((status) => `'${status}'`).join(", ")

/** Core's `wasFought`, of the bout `m`. The statuses stand in the text: a planner knows nothing of a parameter. */
export const wasFought = (sql: SqlClient.SqlClient) => sql`
  m.status not in (${sql.literal(notFoughtList)})
  and exists (select from fighter_matches side where side.match_id = m.id and side.result is not null)`
