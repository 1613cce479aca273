import { type MethodFamily, methodsOf } from "@mma-savant/core/match/Method"
import type { FightGrouping, GroupTallyField } from "@mma-savant/core/stats/GroupTally"
import type { FightScope } from "@mma-savant/core/stats/TallyScope"
import type { SqlClient } from "effect/sql"
import { groupKey, inScope } from "./ScopeQuery.ts"
import { quoted } from "./Text.ts"

const by = (family: MethodFamily) => `method in (${methodsOf(family).map(quoted).join(", ")})`
const fights = (condition: string) => `count(*) filter (where ${condition})`

/** Over a group's rows of `bout`. */
const ofFights = {
  fights: "count(*)",
  titleFights: fights("is_title_bout"),
  draws: fights("is_drawn"),
  noContests: fights("not is_won and not is_drawn"),
  koTko: fights(`is_won and ${by("KO/TKO")}`),
  submissions: fights(`is_won and ${by("SUB")}`),
  decisions: fights(`(is_won or is_drawn) and ${by("DEC")}`),
  seconds: "sum(seconds)",
  timedFights: "count(seconds)"
} as const

/** Over a group's rows of `measured`: the totals of both sides. */
const ofTotals = {
  measuredFights: "count(*)",
  measuredSeconds: "sum(seconds)",
  knockdowns: "sum(kd)",
  sigLanded: "sum(sig_str_landed)",
  sigAttempted: "sum(sig_str_attempted)",
  takedownsLanded: "sum(td_landed)",
  takedownsAttempted: "sum(td_attempted)",
  submissionAttempts: "sum(sub_att)",
  controlSeconds: "sum(ctrl)",
  controlBase: "sum(seconds) filter (where ctrl is not null)"
} as const

const everyField: Readonly<Record<GroupTallyField, string>> = { ...ofFights, ...ofTotals }

const cells = ["kd", "sig_str_landed", "sig_str_attempted", "td_landed", "td_attempted", "sub_att", "ctrl"]

const sums = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([field, sum]) => `(${sum})::int as "${field}"`)
    .join(", ")

const fold = `
  measured as (
    select match_id, grp, min(seconds) as seconds, ${cells.map((cell) => `sum(${cell}) as ${cell}`).join(", ")}
    from bout
    join fighter_matches side using (match_id)
    join basic_match_totals on fighter_match_id = side.id
    group by match_id, grp
  ), fought as (
    select grp, ${sums(ofFights)} from bout group by grp
  ), gave as (
    select grp, ${sums(ofTotals)} from measured group by grp
  )
  select grp as "group", ${Object.keys(everyField)
    .map((field) => `coalesce("${field}", 0) as "${field}"`)
    .join(", ")}
  from fought left join gave using (grp)`

/** One row for each group of the scope's bouts: `group` and the fields of core's `GroupTally`. */
export const groupTallies = (sql: SqlClient.SqlClient, scope: FightScope, grouping: FightGrouping) => sql`
  with ended as (
    select match_id, bool_or(result in ('WIN', 'LOSS')) as is_won, bool_or(result = 'DRAW') as has_draw
    from fighter_matches where result is not null group by match_id
  ), bout as (
    select m.id as match_id, ${sql.literal(groupKey[grouping])} as grp, m.method, m.is_title_bout, m.seconds, is_won,
      has_draw and not is_won as is_drawn
    from matches m
    join events e on e.id = m.event_id
    join ended on ended.match_id = m.id
    where ${sql.and(inScope(sql, scope))}
  ), ${sql.literal(fold)}`
