import { type UsageEntry, UsageLedger, type UsageQuery } from "@mma-savant/core/llm/UsageLedger"
import { mostUsageDays, type UsageBy, UsageRow } from "@mma-savant/core/llm/UsageReport"
import { DateTime, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { callColumns, callFields, callRow } from "./CallRow.ts"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { json } from "./Text.ts"

const usageIn = rowsOf(UsageRow)

const keys: Readonly<Record<UsageBy, string>> = {
  day: "to_char(created_at at time zone 'UTC', 'YYYY-MM-DD')",
  model: "provider || '/' || model",
  user: "user_id::text"
}

/** The rows that are given, and in which order. */
const orders: Readonly<Record<UsageBy, string>> = {
  day: `key limit ${mostUsageDays}`,
  model: `cost desc nulls last, calls desc, key collate "C" limit 100`,
  user: `cost desc nulls last, calls desc, key collate "C" nulls last limit 100`
}

export const layer = Layer.effect(
  UsageLedger,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const record = Effect.fn("PgUsageLedger.record")((entries: ReadonlyArray<UsageEntry>) => {
      const rows = entries.map(({ at, call, userId }) => ({
        ...callRow(call),
        user_id: userId,
        created_at: DateTime.formatIso(at)
      }))
      return Effect.asVoid(
        orUnavailable(sql`
          insert into usage_ledger (user_id, created_at, ${sql.literal(callColumns)})
          select (select id from users where id = call.user_id), created_at, ${sql.literal(callColumns)}
          from jsonb_to_recordset(${json(rows)}::jsonb)
            as call(user_id int, created_at timestamptz, ${sql.literal(callFields)})`)
      )
    })

    const report = Effect.fn("PgUsageLedger.report")(({ by, from, to, userId }: UsageQuery) =>
      usageIn(sql`
        select key, calls, failed, tokens, cost, "medianFirstTokenMs", "medianTotalMs"
        from (
          select ${sql.literal(keys[by])} as key,
            count(*)::int as calls,
            (count(*) filter (where outcome = 'failed'))::int as failed,
            jsonb_build_object(
              'input', sum(input_tokens),
              'cacheRead', sum(cache_read_tokens),
              'cacheWrite', sum(cache_write_tokens),
              'output', sum(output_tokens),
              'reasoning', sum(reasoning_tokens)
            ) as tokens,
            sum(cost)::float8 as cost,
            percentile_cont(0.5) within group (order by first_token_ms) filter (where outcome = 'completed')
              as "medianFirstTokenMs",
            percentile_cont(0.5) within group (order by total_ms) filter (where outcome = 'completed')
              as "medianTotalMs"
          from usage_ledger
          where created_at >= ${from}::date::timestamp at time zone 'UTC'
            and created_at < (${to}::date + 1)::timestamp at time zone 'UTC'
            and ${userId === null ? sql.literal("true") : sql`user_id = ${userId}`}
          group by 1
        ) gathered
        order by ${sql.literal(orders[by])}`)
    )

    return UsageLedger.of({ record, report })
  })
)
