import type { IsoDate } from "@mma-savant/core/IsoDate"
import { weightClassAt, weightClassId } from "@mma-savant/core/ranking/WeightClass"
import type { Group, Grouping } from "@mma-savant/core/stats/Grouping"
import type { FightScope, TallyScope } from "@mma-savant/core/stats/TallyScope"
import type { SqlClient } from "effect/sql"
import { wasFought } from "./MatchRow.ts"

/** Core's `isCompleted`, of the bout `m` at the event `e`. */
export const completed = (sql: SqlClient.SqlClient, day: string) => sql`e.date <= ${day}::date and ${wasFought(sql)}`

/** The completed bouts of a scope: conditions on the bout `m` at the event `e`. */
export const inScope = (sql: SqlClient.SqlClient, { from, to, weightClass }: FightScope) => [
  completed(sql, to),
  ...(from === undefined ? [] : [sql`e.date >= ${from}::date`]),
  ...(weightClass === undefined ? [] : [sql`m.weight_class_id = ${weightClassId(weightClass)}`])
]

/** By what bouts are grouped, as an integer; 0 where there is nothing to group by. */
export const groupKey: Readonly<Record<Grouping | "all", string>> = {
  year: "extract(year from e.date)::int",
  weightClass: "coalesce(m.weight_class_id, 0)",
  fight: "m.id",
  all: "0"
}

/** What a {@link groupKey} that is not of a fight stands for. */
export const groupAt = <By extends Exclude<Grouping, "fight"> | "all">(by: By, key: number) => {
  const groups = {
    year: { by: "year", year: key },
    weightClass: { by: "weightClass", weightClass: weightClassAt(key) },
    all: { by: "all" }
  } as const satisfies Record<Exclude<Grouping, "fight"> | "all", Group>
  return groups[by]
}

const latestFirst = "e.date desc, coalesce(m.card_order, 0) desc, m.id desc"

const active = (sql: SqlClient.SqlClient, since: IsoDate, to: IsoDate) => sql`mine.fighter_id in (
  select present.fighter_id
  from matches m
  join events e on e.id = m.event_id
  join fighter_matches present on present.match_id = m.id
  where e.date >= ${since}::date and ${completed(sql, to)})`

/**
 * The bouts of a scope, once for each of their identified fighters. `nth` counts a fighter's bouts of a group that are no
 * no contests, the latest first.
 */
export const bouts = (
  sql: SqlClient.SqlClient,
  scope: TallyScope,
  by: Grouping | "all",
  columns: ReadonlyArray<string>
) => {
  const { activeSince, fighterIds, last, to } = scope
  const conditions = [
    ...inScope(sql, scope),
    ...(fighterIds === undefined ? [] : [sql`mine.fighter_id = any(${fighterIds}::int[])`]),
    ...(activeSince === undefined ? [] : [active(sql, activeSince, to)])
  ]
  const nth = `count(*) filter (where mine.result is distinct from 'NC') over (
    partition by mine.fighter_id, ${groupKey[by]} order by ${latestFirst} rows unbounded preceding)`
  const place = `row_number() over (partition by mine.fighter_id order by ${latestFirst})`
  const selected = [
    ...columns.map((column) => (column === "nth" ? `${nth} as nth` : column)),
    `${groupKey[by]} as grp`,
    ...(last === undefined ? [] : [`${place} as place`])
  ]
  const all = sql`
    select mine.fighter_id, mine.id as mine_id, theirs.id as theirs_id, ${sql.literal(selected.join(", "))}
    from matches m
    join events e on e.id = m.event_id
    join fighter_matches mine on mine.match_id = m.id and mine.fighter_id is not null
    left join fighter_matches theirs on theirs.match_id = m.id and theirs.position = 3 - mine.position
    where ${sql.and(conditions)}`
  return last === undefined ? all : sql`select * from (${all}) counted where place <= ${last}`
}

/** One row: `fights` and `measuredFights`. */
export const coverage = (sql: SqlClient.SqlClient, scope: TallyScope) => sql`
  with bout as (${bouts(sql, scope, "all", ["m.id as match_id"])})
  select count(*)::int as fights, count(*) filter (where is_measured)::int as "measuredFights"
  from (
    select match_id, bool_or(own.fighter_match_id is not null or other.fighter_match_id is not null) as is_measured
    from bout
    left join basic_match_totals own on own.fighter_match_id = mine_id
    left join basic_match_totals other on other.fighter_match_id = theirs_id
    group by match_id
  ) fought`
