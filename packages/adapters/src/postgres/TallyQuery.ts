import { type MethodFamily, methodsOf } from "@mma-savant/core/match/Method"
import { weightClassId } from "@mma-savant/core/ranking/WeightClass"
import type { TallyScope } from "@mma-savant/core/stats/StatsReader"
import type { TallyField } from "@mma-savant/core/stats/Tally"
import type { SqlClient } from "effect/sql"
import { wasFought } from "./MatchRow.ts"

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const by = (family: MethodFamily) => `method in (${methodsOf(family).map(quoted).join(", ")})`
const fights = (condition: string) => `count(*) filter (where ${condition})`

/** Everything before the latest fight that is neither of this result nor passed over; all fights when there is none. */
const streak = (result: string) =>
  `coalesce(min(nth) filter (where result is distinct from '${result}' and result is distinct from 'NC') - 1,
    ${fights("result is distinct from 'NC'")})`

/** Over a fighter's rows of `bout`. */
const ofFights = {
  fights: "count(*)",
  wins: fights("result = 'WIN'"),
  losses: fights("result = 'LOSS'"),
  draws: fights("result = 'DRAW'"),
  noContests: fights("result = 'NC' or result is null"),
  koTkoWins: fights(`result = 'WIN' and ${by("KO/TKO")}`),
  submissionWins: fights(`result = 'WIN' and ${by("SUB")}`),
  decisionWins: fights(`result = 'WIN' and ${by("DEC")}`),
  koTkoLosses: fights(`result = 'LOSS' and ${by("KO/TKO")}`),
  submissionLosses: fights(`result = 'LOSS' and ${by("SUB")}`),
  decisionLosses: fights(`result = 'LOSS' and ${by("DEC")}`),
  titleFights: fights("is_title_bout"),
  titleWins: fights("is_title_bout and result = 'WIN'"),
  winStreak: streak("WIN"),
  lossStreak: streak("LOSS"),
  seconds: "sum(seconds)",
  timedFights: "count(seconds)"
} as const

/** Over a fighter's rows of `measured`: the sums of a side's own rounds. */
const ofOwnRounds = {
  measuredFights: "count(*)",
  measuredSeconds: "sum(seconds)",
  controlBase: "sum(seconds) filter (where ctrl is not null)",
  knockdowns: "sum(kd)",
  sigLanded: "sum(sig_str_landed)",
  sigAttempted: "sum(sig_str_attempted)",
  totalLanded: "sum(total_str_landed)",
  totalAttempted: "sum(total_str_attempted)",
  takedownsLanded: "sum(td_landed)",
  takedownsAttempted: "sum(td_attempted)",
  submissionAttempts: "sum(sub_att)",
  reversals: "sum(rev)",
  controlSeconds: "sum(ctrl)",
  headLanded: "sum(head_landed)",
  headAttempted: "sum(head_attempted)",
  bodyLanded: "sum(body_landed)",
  bodyAttempted: "sum(body_attempted)",
  legLanded: "sum(leg_landed)",
  legAttempted: "sum(leg_attempted)",
  distanceLanded: "sum(distance_landed)",
  distanceAttempted: "sum(distance_attempted)",
  clinchLanded: "sum(clinch_landed)",
  clinchAttempted: "sum(clinch_attempted)",
  groundLanded: "sum(ground_landed)",
  groundAttempted: "sum(ground_attempted)"
} as const

/** Over the opponents' rounds in the measured fights. */
const ofOpponents = {
  knockdownsTaken: "sum(kd)",
  sigTaken: "sum(sig_str_landed)",
  sigFaced: "sum(sig_str_attempted)",
  takedownsTaken: "sum(td_landed)",
  takedownsFaced: "sum(td_attempted)"
} as const

const everyField: Readonly<Record<TallyField, string>> = { ...ofFights, ...ofOwnRounds, ...ofOpponents }

const roundCells = [
  ...["kd", "sub_att", "rev", "ctrl"],
  ...["sig_str", "total_str", "td", "head", "body", "leg", "distance", "clinch", "ground"].flatMap((pair) => [
    `${pair}_landed`,
    `${pair}_attempted`
  ])
]

const sums = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([field, sum]) => `(${sum})::int as "${field}"`)
    .join(", ")

const columns = Object.keys(everyField)
  .map((field) => `coalesce("${field}", 0) as "${field}"`)
  .join(", ")

/**
 * From the completed bouts of a scope, one row for each of their identified fighters. Rounds are joined before they are
 * grouped: a planner that has to guess how many rows a grouped side has takes the query for a thousand times its size.
 */
const fold = `
  measured as (
    select fighter_id, mine_id, min(seconds) as seconds, ${roundCells.map((cell) => `sum(${cell}) as ${cell}`).join(", ")}
    from bout
    join basic_match_stats basic on basic.fighter_match_id = mine_id
    left join sig_str_match_stats using (fighter_match_id, round)
    group by fighter_id, mine_id
  ), fought as (
    select fighter_id, ${sums(ofFights)} from bout group by fighter_id
  ), gave as (
    select fighter_id, ${sums(ofOwnRounds)} from measured group by fighter_id
  ), took as (
    select fighter_id, ${sums(ofOpponents)}
    from bout join basic_match_stats on fighter_match_id = theirs_id
    where mine_id in (select mine_id from measured)
    group by fighter_id
  )
  select fighter_id as "fighterId", name, ${columns}
  from fought
  join (select id as fighter_id, name from fighters) known using (fighter_id)
  left join gave using (fighter_id)
  left join took using (fighter_id)`

/** Core's `isCompleted`, of the bout `m` at the event `e`. */
export const completed = (sql: SqlClient.SqlClient, day: string) => sql`e.date <= ${day}::date and ${wasFought(sql)}`

/** The bouts of a scope, once for each of their identified fighters, with the bout as `m` and its event as `e`. */
const scoped = (sql: SqlClient.SqlClient, { fighterIds, from, to, weightClass }: TallyScope) => {
  const conditions = [
    completed(sql, to),
    from === undefined ? [] : sql`e.date >= ${from}::date`,
    weightClass === undefined ? [] : sql`m.weight_class_id = ${weightClassId(weightClass)}`,
    fighterIds === undefined ? [] : sql`mine.fighter_id = any(${fighterIds}::int[])`
  ].flat()
  return sql`
    from matches m
    join events e on e.id = m.event_id
    join fighter_matches mine on mine.match_id = m.id and mine.fighter_id is not null
    left join fighter_matches theirs on theirs.match_id = m.id and theirs.position <> mine.position
    where ${sql.and(conditions)}`
}

/** One row: `fights` and `measuredFights`. */
export const coverage = (sql: SqlClient.SqlClient, scope: TallyScope) => sql`
  select count(*)::int as fights, count(*) filter (where measured)::int as "measuredFights"
  from (
    select m.id, bool_or(exists (
      select from basic_match_stats where fighter_match_id = mine.id or fighter_match_id = theirs.id)) as measured
    ${scoped(sql, scope)}
    group by m.id
  ) fought`

/** One row for each fighter: `fighterId`, `name` and the fields of core's `Tally`. */
export const tallies = (sql: SqlClient.SqlClient, scope: TallyScope) => sql`
  with bout as (
    select mine.fighter_id, mine.id as mine_id, theirs.id as theirs_id, mine.result, m.method,
      m.is_title_bout, m.seconds,
      count(*) filter (where mine.result is distinct from 'NC') over (
        partition by mine.fighter_id order by e.date desc, coalesce(m.card_order, 0) desc, m.id desc
        rows unbounded preceding
      ) as nth
    ${scoped(sql, scope)}
  ), ${sql.literal(fold)}`
