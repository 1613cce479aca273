import { sampleSource } from "@mma-savant/core/collection/CollectionRun"
import { FighterId, MatchId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { BoutResult } from "@mma-savant/core/stats/BoutResult"
import { Coverage } from "@mma-savant/core/stats/Coverage"
import { DataStatus } from "@mma-savant/core/stats/DataStatus"
import type { Grouping } from "@mma-savant/core/stats/Grouping"
import { type FightGrouping, groupTallyFields } from "@mma-savant/core/stats/GroupTally"
import { fighterValue } from "@mma-savant/core/stats/Leaderboard"
import { metric } from "@mma-savant/core/stats/Metric"
import { StatsReader, type ValueQuery } from "@mma-savant/core/stats/StatsReader"
import { Tally, tally, tallyFields } from "@mma-savant/core/stats/Tally"
import type { BoutRecordQuery, FightScope, TallyScope } from "@mma-savant/core/stats/TallyScope"
import { Array, Effect, Layer, Schema, Struct } from "effect"
import { SqlClient } from "effect/sql"
import * as BoutRecords from "./BoutRecordQuery.ts"
import * as GroupTallyQuery from "./GroupTallyQuery.ts"
import { orUnavailable, rowsOf } from "./Rows.ts"
import * as ScopeQuery from "./ScopeQuery.ts"
import * as TallyQuery from "./TallyQuery.ts"

const ofFighter = { fighterId: FighterId, name: Schema.String }
const Sums = Schema.Struct({ ...ofFighter, group: Schema.Int, sums: Tally })
const sumsIn = rowsOf(Sums)
const sumsOfFightsIn = rowsOf(
  Schema.Struct({ ...Sums.fields, date: Schema.String, opponent: Schema.NullOr(Schema.String) })
)
const groupSumsIn = rowsOf(
  Schema.Struct({ group: Schema.Int, sums: Schema.Record(Schema.Literals(groupTallyFields), Schema.Int) })
)
const recordsIn = rowsOf(
  Schema.Struct({
    ...ofFighter,
    rank: Schema.Int,
    matchId: MatchId,
    value: Schema.Int,
    ranked: Schema.Int,
    equals: Schema.Int
  })
)
const versionIn = rowsOf(Schema.Struct({ version: Schema.Int }))
const resultsIn = rowsOf(BoutResult)
const coverageIn = rowsOf(Coverage)
const Counts = DataStatus.mapFields(Struct.omit(["version", "sampleOnly"]))
const statusIn = rowsOf(
  Schema.Struct({ version: Schema.Int, sampleOnly: Schema.Boolean, counts: Schema.NullOr(Counts) })
)

/** The sums that are not asked for. */
const nothing = tally([])

/** A row with its sums together. */
const withSums = (fields: ReadonlyArray<string>) => (row: Readonly<Record<string, unknown>>) => ({
  ...row,
  sums: Object.fromEntries(fields.map((field) => [field, row[field]]))
})

export const layer = Layer.effect(
  StatsReader,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const groupedTallies = Effect.fn("PgStatsReader.groupedTallies")(function* (
      scope: TallyScope,
      by: Grouping | "all"
    ) {
      const found = Effect.map(TallyQuery.tallies(sql, scope, by), Array.map(withSums(tallyFields)))
      if (by !== "fight") {
        return (yield* sumsIn(found)).map((row) => ({ ...row, group: ScopeQuery.groupAt(by, row.group) }))
      }
      return (yield* sumsOfFightsIn(found)).map(({ date, group, opponent, ...row }) => ({
        ...row,
        group: { by, matchId: MatchId.make(group), date, opponent }
      }))
    })

    const values = Effect.fn("PgStatsReader.values")(function* ({ metric: id, ...scope }: ValueQuery) {
      const fields = [...new Set([...metric(id).fields, "fights", "measuredFights"] as const)]
      const valuesIn = rowsOf(Schema.Struct({ ...ofFighter, sums: Schema.Record(Schema.Literals(fields), Schema.Int) }))
      const rows = yield* valuesIn(
        Effect.map(TallyQuery.tallies(sql, scope, "all", fields), Array.map(withSums(fields)))
      )
      return rows.map(({ sums, ...fighter }) => fighterValue(id, { ...fighter, sums: { ...nothing, ...sums } }))
    })

    const groupTallies = Effect.fn("PgStatsReader.groupTallies")(function* (scope: FightScope, by: FightGrouping) {
      const rows = yield* groupSumsIn(
        Effect.map(GroupTallyQuery.groupTallies(sql, scope, by), Array.map(withSums(groupTallyFields)))
      )
      return rows.map(({ group, sums }) => ({ group: ScopeQuery.groupAt(by, group), sums }))
    })

    const boutRecords = Effect.fn("PgStatsReader.boutRecords")(function* (query: BoutRecordQuery) {
      const rows = yield* recordsIn(BoutRecords.boutRecords(sql, query))
      const last = rows.at(-1)
      return {
        rows: rows.map(({ equals: _, ranked: __, ...row }) => row),
        ranked: last?.ranked ?? 0,
        tiedBeyond: last === undefined ? 0 : last.equals - rows.filter(({ value }) => value === last.value).length
      }
    })

    const version = Effect.map(versionIn(sql`select version from data_version`), ([row]) => row!.version)

    const outdate = Effect.asVoid(orUnavailable(sql`update data_version set version = version + 1`))

    const coverage = Effect.fn("PgStatsReader.coverage")((scope: TallyScope) =>
      Effect.map(coverageIn(ScopeQuery.coverage(sql, scope)), ([counts]) => counts!)
    )

    const results = Effect.fn("PgStatsReader.results")((to: IsoDate) =>
      resultsIn(sql`
        select m.id as "matchId", e.date, m.card_order as "cardOrder", m.method,
          low.fighter_id as first, high.fighter_id as second, low.result as "firstResult", high.result as "secondResult",
          m.method_detail as "methodDetail", class.slug as "weightClass", m.result_round as round,
          one.stance as "firstStance", other.stance as "secondStance"
        from matches m
        join events e on e.id = m.event_id
        left join weight_classes class on class.id = m.weight_class_id
        join fighter_matches low on low.match_id = m.id
        left join fighter_matches high on high.match_id = m.id and high.position = 3 - low.position
        left join fighters one on one.id = low.fighter_id
        left join fighters other on other.id = high.fighter_id
        where ${ScopeQuery.completed(sql, to)} and (
          high.id is null
          or (low.fighter_id is null, coalesce(low.fighter_id, 0), low.position)
            < (high.fighter_id is null, coalesce(high.fighter_id, 0), high.position)
        )`)
    )

    // Every list says what it is as of, and counting takes tens of milliseconds: the counts of one version are kept,
    // and the database counts again only when it is at another.
    let last: { readonly today: IsoDate; readonly version: number; readonly counts: typeof Counts.Type } | null = null

    const status = Effect.fn("PgStatsReader.status")(function* (today: IsoDate) {
      const known = last?.today === today ? last : null
      const [row] = yield* statusIn(sql`
        select version, coalesce((select bool_and(source = ${sampleSource}) from collection_runs), false) as "sampleOnly",
          case when version <> ${known?.version ?? 0} then (
            select json_build_object('asOf', max(e.date), 'since', min(e.date), 'fights', count(*),
              'measuredFights', count(measured.match_id),
              'events', (select count(*) from events),
              'upcomingEvents', (select count(*) from events where status = 'scheduled' and date >= ${today}::date),
              'fighters', (select count(*) from fighters))
            from matches m
            join events e on e.id = m.event_id
            left join (
              select distinct match_id from fighter_matches side
              join basic_match_totals known on known.fighter_match_id = side.id
            ) measured on measured.match_id = m.id
            where ${ScopeQuery.completed(sql, today)}
          ) end as counts
        from data_version`)
      const { sampleOnly, version } = row!
      const counts = row!.counts ?? known!.counts
      last = { today, version, counts }
      return { ...counts, sampleOnly, version }
    })

    return StatsReader.make({
      groupedTallies,
      values,
      groupTallies,
      boutRecords,
      coverage,
      results,
      version,
      outdate,
      status
    })
  })
)
