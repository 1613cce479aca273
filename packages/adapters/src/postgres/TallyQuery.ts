import { type MethodFamily, methodsOf } from "@mma-savant/core/match/Method"
import type { Grouping } from "@mma-savant/core/stats/Grouping"
import { type TallyField, tallyFields } from "@mma-savant/core/stats/Tally"
import type { TallyScope } from "@mma-savant/core/stats/TallyScope"
import type { SqlClient } from "effect/sql"
import { bouts } from "./ScopeQuery.ts"
import { quoted } from "./Text.ts"

const by = (family: MethodFamily) => `method in (${methodsOf(family).map(quoted).join(", ")})`
const fights = (condition: string) => `count(*) filter (where ${condition})`

/** Everything before the latest fight that is neither of this result nor passed over; all fights when there is none. */
const streak = (result: string) =>
  `coalesce(min(nth) filter (where result is distinct from '${result}' and result is distinct from 'NC') - 1,
    ${fights("result is distinct from 'NC'")})`

/** Over the rows of `bout` of a fighter's group. */
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

/** A side has statistics when it has a row of totals. */
const measured = "mine.fighter_match_id is not null"

/** Over the totals of a side, which are joined to its rows of `bout`. */
const ofOwnTotals = {
  measuredFights: fights(measured),
  measuredSeconds: `sum(seconds) filter (where ${measured})`,
  controlBase: "sum(seconds) filter (where mine.ctrl is not null)",
  knockdowns: "sum(mine.kd)",
  sigLanded: "sum(mine.sig_str_landed)",
  sigAttempted: "sum(mine.sig_str_attempted)",
  totalLanded: "sum(mine.total_str_landed)",
  totalAttempted: "sum(mine.total_str_attempted)",
  takedownsLanded: "sum(mine.td_landed)",
  takedownsAttempted: "sum(mine.td_attempted)",
  submissionAttempts: "sum(mine.sub_att)",
  reversals: "sum(mine.rev)",
  controlSeconds: "sum(mine.ctrl)",
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

const taken = (column: string) => `sum(theirs.${column}) filter (where ${measured})`

/** Over the opponents' totals in the measured fights. */
const ofOpponents = {
  knockdownsTaken: taken("kd"),
  sigTaken: taken("sig_str_landed"),
  sigFaced: taken("sig_str_attempted"),
  takedownsTaken: taken("td_landed"),
  takedownsFaced: taken("td_attempted")
} as const

const sums: Readonly<Record<TallyField, string>> = { ...ofFights, ...ofOwnTotals, ...ofOpponents }

/** The rows of `bout` with the totals of both sides. A planner leaves out the tables that no sum takes anything of. */
const withTotals = `bout
    left join basic_match_totals mine on mine.fighter_match_id = mine_id
    left join sig_str_match_totals aimed on aimed.fighter_match_id = mine_id
    left join basic_match_totals theirs on theirs.fighter_match_id = theirs_id`

/** From the completed bouts of a scope, one row for each group of each of their identified fighters. */
const fold = (fields: ReadonlyArray<TallyField>, by: Grouping | "all") => `
  fought as (
    select fighter_id, grp${fields.map((field) => `, coalesce(${sums[field]}, 0)::int as "${field}"`).join("")}
    from ${withTotals}
    group by fighter_id, grp
  )
  select fighter_id as "fighterId", known.name, grp as "group"
    ${by === "fight" ? ", date, coalesce(rival_name, listed_name) as opponent" : ""}
    ${fields.map((field) => `, "${field}"`).join("")}
  from fought
  join (select id as fighter_id, name from fighters) known using (fighter_id)
  ${
    by === "fight"
      ? `
    join (select fighter_id, grp, date, listed_name, rival_id from bout) told using (fighter_id, grp)
    left join (select id as rival_id, name as rival_name from fighters) rival using (rival_id)`
      : ""
  }`

/** What the sums take of a bout. */
const columnsFor = (fields: ReadonlyArray<TallyField>, by: Grouping | "all") => {
  const words = new Set(fields.flatMap((field) => sums[field].match(/\w+/g) ?? []))
  return [
    ...["mine.result", "m.method", "m.is_title_bout"].filter((column) => words.has(column.replace(/^\w+\./, ""))),
    "m.seconds",
    ...(words.has("nth") ? ["nth"] : []),
    ...(by === "fight" ? ["e.date", "theirs.fighter_id as rival_id", "theirs.listed_name"] : [])
  ]
}

/** One row for each group of each fighter's fights: `fighterId`, `name`, `group` and those fields of core's `Tally`. */
export const tallies = (
  sql: SqlClient.SqlClient,
  scope: TallyScope,
  by: Grouping | "all" = "all",
  fields: ReadonlyArray<TallyField> = tallyFields
) => sql`with bout as (${bouts(sql, scope, by, columnsFor(fields, by))}), ${sql.literal(fold(fields, by))}`
