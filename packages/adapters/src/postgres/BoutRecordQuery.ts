import { isFinish, Method, methodsOf } from "@mma-savant/core/match/Method"
import { type BoutRecordId, boutRecord } from "@mma-savant/core/stats/BoutRecord"
import type { BoutRecordQuery } from "@mma-savant/core/stats/TallyScope"
import type { SqlClient } from "effect/sql"
import { inScope } from "./ScopeQuery.ts"
import { quoted } from "./Text.ts"

const finishes = Method.literals.filter(isFinish).map(quoted).join(", ")
const age = "case when mine.result = 'WIN' then e.date - mine_fighter.birthdate end"

/** A column of a side's totals; or a value of the side `mine` of the bout `m` at the event `e`. */
const values: Readonly<Record<BoutRecordId, { readonly column: string } | { readonly side: string }>> = {
  "fastest-finish": { side: `case when mine.result = 'WIN' and m.method in (${finishes}) then m.seconds end` },
  "longest-fight": {
    side: `case when mine.result = 'WIN' or (mine.position = 1 and theirs.result is distinct from 'WIN')
      then m.seconds end`
  },
  "youngest-winner": { side: age },
  "oldest-winner": { side: age },
  knockdowns: { column: "kd" },
  "sig-strikes": { column: "sig_str_landed" },
  "total-strikes": { column: "total_str_landed" },
  takedowns: { column: "td_landed" },
  "submission-attempts": { column: "sub_att" },
  "control-time": { column: "ctrl" }
}

/** Where a side's value comes from: what is joined for it, and the value. */
const valueOf = (record: BoutRecordId): { readonly join: string; readonly value: string } => {
  const known = values[record]
  return "side" in known
    ? {
        join: "left join fighter_matches theirs on theirs.match_id = m.id and theirs.position <> mine.position",
        value: known.side
      }
    : {
        join: "join basic_match_totals given on given.fighter_match_id = mine.id",
        value: `given.${known.column}`
      }
}

/** The rows shown of core's `boutRecords`; each says as well how many are ranked, and how many have its value. */
export const boutRecords = (sql: SqlClient.SqlClient, query: BoutRecordQuery) => {
  const { fighterId, limit, methodFamily, record, titleBoutsOnly } = query
  const highest = boutRecord(record).order === "highest"
  const direction = sql.literal(highest ? "desc" : "asc")
  const conditions = [
    ...inScope(sql, query),
    ...(fighterId === undefined ? [] : [sql`mine.fighter_id = ${fighterId}`]),
    ...(methodFamily === undefined ? [] : [sql`m.method = any(${methodsOf(methodFamily)}::text[])`]),
    ...(titleBoutsOnly === true ? [sql`m.is_title_bout`] : [])
  ]
  const { join, value } = valueOf(record)
  return sql`
    with told as materialized (
      select m.id as match_id, e.date, mine.position, mine.fighter_id, mine_fighter.name,
        ${sql.literal(value)} as value
      from matches m
      join events e on e.id = m.event_id
      join fighter_matches mine on mine.match_id = m.id
      join fighters mine_fighter on mine_fighter.id = mine.fighter_id
      ${sql.literal(join)}
      where ${sql.and(conditions)}
    )
    select (rank() over (order by value ${direction}))::int as rank, match_id as "matchId", fighter_id as "fighterId",
      name, value, (count(*) over ())::int as ranked, (count(*) over (partition by value))::int as equals
    from told where value is not null ${sql.literal(highest ? "and value <> 0" : "")}
    order by value ${direction}, date, match_id, position limit ${limit}`
}
