import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import {
  CollectionRun,
  OrderedRun,
  type RunNumber,
  type RunPlan,
  type RunStatus
} from "@mma-savant/core/collection/CollectionRun"
import { Finding } from "@mma-savant/core/collection/Finding"
import { wroteNothing } from "@mma-savant/core/collection/StorageReport"
import { noOutcome, type VisitOutcome } from "@mma-savant/core/collection/VisitOutcome"
import { Effect, Layer, Option, Schema, Struct } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { json } from "./Text.ts"

const runsIn = rowsOf(
  CollectionRun.mapFields(
    Struct.assign({
      startedAt: Schema.DateTimeUtcFromDate,
      finishedAt: Schema.NullOr(Schema.DateTimeUtcFromDate)
    })
  )
)
const underwayIn = rowsOf(OrderedRun)
const findingsIn = rowsOf(Finding)

export const layer = Layer.effect(
  CollectionLog,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const columns = sql.literal(`id as number, status, started_at as "startedAt", finished_at as "finishedAt", outcome,
      json_build_object('flow', flow, 'source', source, 'subject', subject, 'since', since, 'force', force,
        'allowShrink', allow_shrink, 'maxRequests', max_requests) as plan`)

    const begin = Effect.fn("PgCollectionLog.begin")(function* (plan: RunPlan, order?: string) {
      const name = order ?? null
      const [begun] = yield* runsIn(sql`
        insert into collection_runs (flow, source, subject, since, force, allow_shrink, max_requests, status, outcome,
          ordered_as)
        values (${plan.flow}, ${plan.source}, ${plan.subject}, ${plan.since}::date, ${plan.force}, ${plan.allowShrink},
          ${plan.maxRequests}, 'running', ${json(noOutcome)}::jsonb, ${name})
        on conflict (ordered_as) do nothing
        returning ${columns}`)
      if (begun !== undefined) return begun
      const [known] = yield* runsIn(sql`select ${columns} from collection_runs where ordered_as = ${name}`)
      return known!
    })

    const settle = Effect.fn("PgCollectionLog.settle")(function* (
      number: RunNumber,
      status: RunStatus,
      outcome: VisitOutcome
    ) {
      const [run] = yield* runsIn(sql`
        update collection_runs
        set status = ${status}, outcome = ${json(outcome)}::jsonb,
          finished_at = case when ${status} <> 'running' then now() end
        where id = ${number}
        returning ${columns}`)
      // An embedded server never counts its rows by itself, and a planner that does not know them plans badly.
      if (status !== "running" && !wroteNothing(outcome.storage)) {
        yield* orUnavailable(sql`
          analyze fighters, fighter_aliases, events, matches, fighter_matches, basic_match_stats, sig_str_match_stats,
            basic_match_totals, sig_str_match_totals, rankings`)
      }
      return run!
    })

    const spend = Effect.fn("PgCollectionLog.spend")((number: RunNumber) =>
      Effect.map(
        orUnavailable(sql`
          update collection_runs set requests = requests + 1
          where id = ${number} and (max_requests is null or requests < max_requests)
          returning id`),
        (rows) => rows.length > 0
      )
    )

    const note = Effect.fn("PgCollectionLog.note")(
      (number: RunNumber, findings: ReadonlyArray<Finding>) =>
        sql`
        insert into collection_findings (run_id, rule, place, what)
        select ${number}, finding ->> 'rule', finding ->> 'where', finding ->> 'what'
        from json_array_elements(${json(findings)}::json) with ordinality as found (finding, position)
        order by position`,
      Effect.asVoid,
      orUnavailable
    )

    const find = Effect.fn("PgCollectionLog.find")((number: RunNumber) =>
      Effect.map(runsIn(sql`select ${columns} from collection_runs where id = ${number}`), ([run]) =>
        Option.fromUndefinedOr(run)
      )
    )

    const underway = underwayIn(sql`
      select id as run, ordered_as as "order" from collection_runs
      where status = 'running' and ordered_as is not null order by id`)

    const runs = Effect.fn("PgCollectionLog.runs")((limit: number) =>
      runsIn(sql`select ${columns} from collection_runs order by id desc limit ${limit}`)
    )

    const findings = Effect.fn("PgCollectionLog.findings")((number: RunNumber, after: number, limit: number) =>
      findingsIn(sql`
        select rule, place as "where", what from collection_findings where run_id = ${number}
        order by id offset ${after} limit ${limit}`)
    )

    return CollectionLog.of({ begin, settle, spend, note, find, underway, runs, findings })
  })
)
