import { assert, it } from "@effect/vitest"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { FactQuery } from "@mma-savant/core/llm/FactQuery"
import { type FactView, factViews } from "@mma-savant/core/llm/FactViews"
import { GuardedQuery, QueryGuard } from "@mma-savant/core/llm/QueryGuard"
import { metric } from "@mma-savant/core/stats/Metric"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import * as PgQueryGuard from "../../src/pgquery/PgQueryGuard.ts"
import * as PgFactQuery from "../../src/postgres/PgFactQuery.ts"
import { attacks, good } from "../pgquery/Corpus.ts"
import * as Sampled from "./Sampled.ts"
import { testDatabases } from "./TestDatabases.ts"

const asked = (sql: string) =>
  Effect.gen(function* () {
    const guarded = yield* (yield* QueryGuard).check(sql)
    return yield* (yield* FactQuery).run(guarded)
  })

/** Straight to the database. */
const unguarded = (text: string, columns: ReadonlyArray<string> = ["c"]) =>
  FactQuery.use(({ run }) => run(GuardedQuery({ text, columns })))

const types: Readonly<Record<string, ReadonlyArray<string>>> = {
  int: ["integer"],
  number: ["double precision", "numeric"],
  text: ["text"],
  date: ["date"],
  boolean: ["boolean"]
}

for (const { layer: database, name } of testDatabases()) {
  const layer = Layer.mergeAll(PgFactQuery.layer, PgQueryGuard.layer).pipe(
    Layer.provideMerge(Sampled.layer),
    Layer.provideMerge(database)
  )
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`PgFactQuery / ${name}`, (it) => {
    it.effect("good questions are answered, and rightly", () =>
      Effect.forEach(good, ({ rows, sql }) =>
        Effect.map(asked(sql), (answer) => {
          assert.deepStrictEqual(answer.rows, rows, sql)
          assert.isFalse(answer.truncated)
        })
      )
    )

    it.effect("the views are those that are described, column for column", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const found = yield* sql<{ view: string; column: string; type: string }>`
          select table_name as view, column_name as column, data_type as type from information_schema.columns
          where table_schema = 'mma_ro' order by table_name, ordinal_position`
        const described = Object.entries<FactView>(factViews).sort(([a], [b]) => (a < b ? -1 : 1))
        assert.deepStrictEqual(
          found.map(({ column, view }) => `${view}.${column}`),
          described.flatMap(([view, { columns }]) => Object.keys(columns).map((column) => `${view}.${column}`))
        )
        const all = described.flatMap(([, { columns }]) => Object.values(columns))
        for (const [at, { column, type, view }] of found.entries()) {
          assert.include(types[all[at]!.type]!, type, `${view}.${column}`)
        }
        for (const [view] of described) {
          const { columns } = yield* asked(`select * from ${view} limit 1`)
          assert.deepStrictEqual(columns, Object.keys(described.find(([known]) => known === view)![1].columns))
        }
      })
    )

    it.effect("records are the registry's", () =>
      Effect.gen(function* () {
        const { tallies } = yield* StatsReader
        const all = yield* tallies({ to: IsoDate.make("2026-10-01") })
        const { rows, truncated } = yield* asked(
          `select fighter_id, fights, wins, losses, draws, no_contests, ko_tko_wins, submission_wins, decision_wins,
            ko_tko_losses, submission_losses, decision_losses, finish_wins, title_fights, title_wins, win_streak,
            loss_streak, win_rate, finish_rate
          from fighter_records where fighter_id % 2 = 0 order by fighter_id`
        )
        assert.isFalse(truncated)
        const percent = (ratio: number | null) => (ratio === null ? null : Math.round(ratio * 10_000) / 100)
        assert.deepStrictEqual(
          rows,
          all
            .filter(({ fighterId }) => fighterId % 2 === 0)
            .sort((a, b) => a.fighterId - b.fighterId)
            .map(({ fighterId, sums: t }) => [
              ...[fighterId, t.fights, t.wins, t.losses, t.draws, t.noContests, t.koTkoWins, t.submissionWins],
              ...[t.decisionWins, t.koTkoLosses, t.submissionLosses, t.decisionLosses],
              ...[metric("finish-wins").value(t), t.titleFights, t.titleWins, t.winStreak, t.lossStreak],
              ...[percent(metric("win-rate").value(t)), percent(metric("finish-rate").value(t))]
            ])
        )
      })
    )

    it.effect("no more than 200 rows and 256 KiB come, and it is said that there are more", () =>
      Effect.gen(function* () {
        const many = yield* asked("select a.id, b.id as other from fighters a, fighters b limit 5000")
        assert.deepStrictEqual([many.rows.length, many.truncated, many.columns], [200, true, ["id", "other"]])
        const all = yield* asked("select id from fighters order by id limit 200")
        assert.deepStrictEqual([all.rows.length, all.truncated], [200, false])
        const wide = yield* unguarded("select repeat('ü', 10000) from mma_ro.fighters")
        assert.isTrue(wide.truncated)
        assert.deepStrictEqual(wide.rows.length, 13)
        const huge = yield* Effect.flip(unguarded("select repeat('x', 10000000)"))
        assert.deepInclude(huge, { _tag: "QueryFailed", retriable: true })
      })
    )

    it.effect("what is no cell comes as a text", () =>
      Effect.gen(function* () {
        const { rows } = yield* asked(
          "select date '2020-02-01' as d, interval '1 day' as i, array[1, 2] as a, 1.50 as n, true as b, null as x, 'NaN'::float8 as f"
        )
        assert.deepStrictEqual(rows, [["2020-02-01", "1 day", "[1,2]", 1.5, true, null, "NaN"]])
      })
    )

    it.effect("the database's word on the query is told, and nothing else of it", () =>
      Effect.gen(function* () {
        for (const [sql, message] of [
          ["select 1 / (id - id) from fighters", /^PostgreSQL says: division by zero\.$/],
          ["select name + 1 from fighters", /does not take texts/],
          ["select sum(stance) from fighters", /takes numbers/],
          ["select id from fighters where name = 1", /^PostgreSQL says: operator does not exist: text = integer\.$/],
          ["select stance, count(*) from fighters", /must appear in the GROUP BY clause/]
        ] as const) {
          const error = yield* Effect.flip(asked(sql))
          assert.match(error._tag === "QueryFailed" ? error.message : "reason" in error ? error.reason : "", message)
        }
      })
    )

    it.effect("what would cost too much does not begin", () =>
      Effect.gen(function* () {
        for (const { sql } of attacks.filter(({ alone }) => alone === "priced")) {
          const error = yield* Effect.flip(asked(sql))
          assert.deepInclude(error, { _tag: "QueryFailed", retriable: true }, sql)
        }
      })
    )

    it.effect("nothing stays behind: the next statement of the program may write, as itself", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const state = sql`select current_user as "user", current_setting('search_path') as path,
          current_setting('statement_timeout') as time, current_setting('transaction_read_only') as "readOnly"`
        const before = yield* state
        yield* asked("select 1")
        yield* Effect.exit(unguarded("select 1 / 0"))
        yield* Effect.exit(unguarded("insert into fighters values (1)"))
        assert.deepStrictEqual(yield* state, before)
        yield* sql`update fighters set updated_at = now() where id = 1`
      })
    )
  })
}
