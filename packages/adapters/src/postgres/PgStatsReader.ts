import { sampleSource } from "@mma-savant/core/collection/CollectionLog"
import { FighterId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { Coverage } from "@mma-savant/core/stats/Coverage"
import { DataStatus } from "@mma-savant/core/stats/DataStatus"
import { StatsReader, type TallyScope } from "@mma-savant/core/stats/StatsReader"
import { Tally, tallyFields } from "@mma-savant/core/stats/Tally"
import { Effect, Layer, Schema, Struct } from "effect"
import { SqlClient } from "effect/sql"
import { rowsOf } from "./Rows.ts"
import * as TallyQuery from "./TallyQuery.ts"

const talliesIn = rowsOf(Schema.Struct({ fighterId: FighterId, name: Schema.String, sums: Tally }))
const coverageIn = rowsOf(Coverage)
const Counts = DataStatus.mapFields(Struct.omit(["version", "sampleOnly"]))
const statusIn = rowsOf(
  Schema.Struct({ version: Schema.Int, sampleOnly: Schema.Boolean, counts: Schema.NullOr(Counts) })
)

export const layer = Layer.effect(
  StatsReader,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const tallies = Effect.fn("PgStatsReader.tallies")((scope: TallyScope) =>
      talliesIn(
        Effect.map(TallyQuery.tallies(sql, scope), (rows) =>
          rows.map((row) => ({
            fighterId: row["fighterId"],
            name: row["name"],
            sums: Object.fromEntries(tallyFields.map((field) => [field, row[field]]))
          }))
        )
      )
    )

    const coverage = Effect.fn("PgStatsReader.coverage")((scope: TallyScope) =>
      Effect.map(coverageIn(TallyQuery.coverage(sql, scope)), ([counts]) => counts!)
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
              'measuredFights', count(*) filter (where exists (
                select from fighter_matches side join basic_match_stats on fighter_match_id = side.id
                where side.match_id = m.id)),
              'events', (select count(*) from events),
              'upcomingEvents', (select count(*) from events where status = 'scheduled' and date >= ${today}::date),
              'fighters', (select count(*) from fighters))
            from matches m join events e on e.id = m.event_id
            where ${TallyQuery.completed(sql, today)}
          ) end as counts
        from data_version`)
      const { sampleOnly, version } = row!
      const counts = row!.counts ?? known!.counts
      last = { today, version, counts }
      return { ...counts, sampleOnly, version }
    })

    return StatsReader.make({ tallies, coverage, status })
  })
)
