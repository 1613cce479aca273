import { CornerStats, type RoundStats } from "@mma-savant/core/match/MatchStats"
import { Effect, Schema } from "effect"
import type { SqlClient } from "effect/sql"
import { json } from "./Text.ts"

type Cells = Readonly<Record<string, number | null>>

/** The counts and the landed/attempted pairs of a round, with their columns: totals in one table, targets in the other. */
const counts = { knockdowns: "kd", submissionAttempts: "sub_att", reversals: "rev", controlSeconds: "ctrl" } as const
const totals = { sigStrikes: "sig_str", totalStrikes: "total_str", takedowns: "td" } as const
const targets = {
  head: "head",
  body: "body",
  leg: "leg",
  distance: "distance",
  clinch: "clinch",
  ground: "ground"
} as const
const pairs = { ...totals, ...targets }

const ofPairs = (columns: Readonly<Record<string, string>>) =>
  Object.values(columns).flatMap((column) => [`${column}_landed`, `${column}_attempted`])

const basicColumns = [...Object.values(counts), ...ofPairs(totals)]
const sigStrColumns = ofPairs(targets)

const rowOf = (round: RoundStats): Cells => {
  const row: Record<string, number | null> = { round: round.round }
  for (const key of Object.keys(counts) as Array<keyof typeof counts>) row[counts[key]] = round[key]
  for (const key of Object.keys(pairs) as Array<keyof typeof pairs>) {
    row[`${pairs[key]}_landed`] = round[key]?.landed ?? null
    row[`${pairs[key]}_attempted`] = round[key]?.attempted ?? null
  }
  return row
}

const roundOf = (row: Cells) => {
  const round: Record<string, unknown> = { round: row["round"] }
  for (const [key, column] of Object.entries(counts)) round[key] = row[column]
  for (const [key, column] of Object.entries(pairs)) {
    const landed = row[`${column}_landed`]
    round[key] = landed === null ? null : { landed, attempted: row[`${column}_attempted`] }
  }
  return round
}

const decodeSides = Schema.decodeUnknownEffect(Schema.Array(CornerStats))

/** The statistics of bouts, by bout, side and round, in one query. */
export const readRounds = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, matchIds: ReadonlyArray<number>) {
  const rows = yield* sql<Cells>`
    select side.match_id, side.position, side.fighter_id, round,
      ${sql.literal([...basicColumns, ...sigStrColumns].join(", "))}
    from fighter_matches side
    join basic_match_stats basic on basic.fighter_match_id = side.id
    left join sig_str_match_stats using (fighter_match_id, round)
    where side.match_id = any(${matchIds}::int[])
    order by side.match_id, side.position, round`
  const sides = Map.groupBy(rows, (row) => `${row["match_id"]}/${row["position"]}`)
  return yield* decodeSides(
    Array.from(sides.values(), (rounds) => ({
      matchId: rounds[0]!["match_id"],
      position: rounds[0]!["position"],
      fighterId: rounds[0]!["fighter_id"],
      rounds: rounds.map(roundOf)
    }))
  )
})

const insert = (table: string, columns: ReadonlyArray<string>) => {
  const list = (prefix: string) => columns.map((column) => `${prefix}${column}`).join(", ")
  return `
    insert into ${table} as kept (fighter_match_id, round, ${list("")})
    select fighter_match_id, round, ${list("")} from given
    on conflict (fighter_match_id, round) do update set
      ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}, updated_at = now()
    where (${list("kept.")}) is distinct from (${list("excluded.")})`
}

const given = [...basicColumns, ...sigStrColumns].map((column) => `, ${column} int`).join("")

const replacement = `
  given as (
    select side.id as fighter_match_id, cells.*
    from side cross join json_to_recordset(rounds) as cells (round int${given})
  ), removed as (
    delete from basic_match_stats kept using side
    where kept.fighter_match_id = side.id
      and not exists (select from given where (given.fighter_match_id, given.round) = (kept.fighter_match_id, kept.round))
  ), basic as (${insert("basic_match_stats", basicColumns)})
  ${insert("sig_str_match_stats", sigStrColumns)}`

/** Replaces the rounds of these sides, in one statement; sides that do not exist are passed over. */
export const replaceRounds = (sql: SqlClient.SqlClient, stats: ReadonlyArray<Omit<CornerStats, "fighterId">>) => {
  const sides = stats.map(({ matchId, position, rounds }) => ({ matchId, position, rounds: rounds.map(rowOf) }))
  return sql`
    with side as (
      select kept.id, rounds
      from json_to_recordset(${json(sides)}::json) as input ("matchId" int, position int, rounds json)
      join fighter_matches kept on kept.match_id = "matchId" and kept.position = input.position
    ), ${sql.literal(replacement)}`
}
