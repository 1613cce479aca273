import { CollectionLog, CollectionRun } from "@mma-savant/core/collection/CollectionLog"
import { wroteNothing } from "@mma-savant/core/collection/StorageReport"
import { DateTime, Effect, Layer, Schema, Struct } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { json } from "./Text.ts"

const runsIn = rowsOf(
  CollectionRun.mapFields(
    Struct.assign({ startedAt: Schema.DateTimeUtcFromDate, finishedAt: Schema.DateTimeUtcFromDate })
  )
)

export const layer = Layer.effect(
  CollectionLog,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const record = Effect.fn("PgCollectionLog.record")(function* (run: CollectionRun) {
      yield* sql`
        with run as (
          insert into collection_runs (source, started_at, finished_at, report)
          values (${run.source}, ${DateTime.toDateUtc(run.startedAt)}, ${DateTime.toDateUtc(run.finishedAt)},
            ${json(run.report)}::jsonb)
          returning id
        )
        insert into collection_findings (run_id, position, rule, place, what)
        select run.id, position, finding ->> 'rule', finding ->> 'where', finding ->> 'what'
        from run, json_array_elements(${json(run.findings)}::json) with ordinality as found (finding, position)`
      // An embedded server never counts its rows by itself, and a planner that does not know them plans badly.
      if (!wroteNothing(run.report)) {
        yield* sql`
          analyze fighters, fighter_aliases, events, matches, fighter_matches, basic_match_stats, sig_str_match_stats,
            rankings`
      }
    }, orUnavailable)

    const runs = Effect.fn("PgCollectionLog.runs")((limit: number) =>
      runsIn(sql`
        select source, started_at as "startedAt", finished_at as "finishedAt", report, coalesce((
          select json_agg(json_build_object('rule', rule, 'where', place, 'what', what) order by position)
          from collection_findings where run_id = run.id
        ), '[]') as findings
        from collection_runs run order by finished_at desc, id desc limit ${limit}`)
    )

    return CollectionLog.of({ record, runs })
  })
)
