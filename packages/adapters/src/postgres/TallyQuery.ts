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

/** Over the rows of `measured` of a fighter's group: the sums of a side's own rounds. */
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

const parts = {
  fought: ofFights,
  gave: ofOwnRounds,
  took: ofOpponents
} satisfies Record<string, Partial<Record<TallyField, string>>>

const pairs = (names: ReadonlyArray<string>) => names.flatMap((name) => [`${name}_landed`, `${name}_attempted`])
const totalCells = ["kd", "sub_att", "rev", "ctrl", ...pairs(["sig_str", "total_str", "td"])]
const targetCells = pairs(["head", "body", "leg", "distance", "clinch", "ground"])

/** The fields of a part that are asked for, each with its sum. */
const asked = (part: keyof typeof parts, fields: ReadonlyArray<TallyField>) =>
  Object.entries(parts[part]).filter(([field]) => fields.some((one) => one === field))

const wordsOf = (sums: ReadonlyArray<readonly [string, string]>) =>
  new Set(sums.flatMap(([, sum]) => sum.match(/\w+/g) ?? []))

const summed = (sums: ReadonlyArray<readonly [string, string]>) =>
  sums.map(([field, sum]) => `, (${sum})::int as "${field}"`).join("")

/**
 * From the completed bouts of a scope, one row for each group of each of their identified fighters. Only what the fields
 * take is read. Rounds are joined before they are grouped: a planner that has to guess how many rows a grouped side has
 * takes the query for a thousand times its size.
 */
const fold = (fields: ReadonlyArray<TallyField>, by: Grouping | "all") => {
  const [fought, gave, took] = [asked("fought", fields), asked("gave", fields), asked("took", fields)]
  const words = wordsOf(gave)
  const [totals, targets] = [
    totalCells.filter((cell) => words.has(cell)),
    targetCells.filter((cell) => words.has(cell))
  ]
  const measured = `measured as (
    select fighter_id, grp, mine_id, min(seconds) as seconds${[...totals, ...targets].map((cell) => `, sum(${cell}) as ${cell}`).join("")}
    from bout
    join basic_match_stats basic on basic.fighter_match_id = mine_id
    ${targets.length > 0 ? "left join sig_str_match_stats using (fighter_match_id, round)" : ""}
    group by fighter_id, grp, mine_id
  )`
  const steps = [
    `fought as (select fighter_id, grp${summed(fought)} from bout group by fighter_id, grp)`,
    ...(gave.length + took.length > 0 ? [measured] : []),
    ...(gave.length > 0
      ? [`gave as (select fighter_id, grp${summed(gave)} from measured group by fighter_id, grp)`]
      : []),
    ...(took.length > 0
      ? [
          `took as (
            select fighter_id, grp${summed(took)}
            from bout join basic_match_stats on fighter_match_id = theirs_id
            where mine_id in (select mine_id from measured)
            group by fighter_id, grp
          )`
        ]
      : [])
  ]
  return `${steps.join(", ")}
    select fighter_id as "fighterId", known.name, grp as "group"
      ${by === "fight" ? ", date, coalesce(rival_name, listed_name) as opponent" : ""}
      ${fields.map((field) => `, coalesce("${field}", 0) as "${field}"`).join("")}
    from fought
    join (select id as fighter_id, name from fighters) known using (fighter_id)
    ${gave.length > 0 ? "left join gave using (fighter_id, grp)" : ""}
    ${took.length > 0 ? "left join took using (fighter_id, grp)" : ""}
    ${
      by === "fight"
        ? `
      join (select fighter_id, grp, date, listed_name, rival_id from bout) told using (fighter_id, grp)
      left join (select id as rival_id, name as rival_name from fighters) rival using (rival_id)`
        : ""
    }`
}

/** What the sums take of a bout. */
const columnsFor = (fields: ReadonlyArray<TallyField>, by: Grouping | "all") => {
  const words = wordsOf([...asked("fought", fields), ...asked("gave", fields)])
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
