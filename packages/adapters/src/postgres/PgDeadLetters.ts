import { DeadLetter, type DeadLetterScope, DeadLetters } from "@mma-savant/core/collection/DeadLetters"
import { Effect, Layer, Schema, Struct } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"

const lettersIn = rowsOf(DeadLetter.mapFields(Struct.assign({ since: Schema.DateTimeUtcFromDate })))

/** They are the visits that were given up. */
export const layer = Layer.effect(
  DeadLetters,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const columns = sql.literal("run_id as run, page, attempts, cause, reason, updated_at as since")
    const within = ({ page, run }: DeadLetterScope) =>
      sql.and([
        sql`state = 'dead'`,
        ...(run === undefined ? [] : [sql`run_id = ${run}`]),
        ...(page === undefined ? [] : [sql`page = ${page}`])
      ])

    const list = Effect.fn("PgDeadLetters.list")((scope: DeadLetterScope, limit: number) =>
      lettersIn(sql`
        select ${columns} from collection_visits where ${within(scope)}
        order by updated_at desc, run_id desc, page limit ${limit}`)
    )

    const replay = Effect.fn("PgDeadLetters.replay")((scope: DeadLetterScope) =>
      lettersIn(sql`
        with dead as (
          select run_id, page, attempts, cause, reason, updated_at from collection_visits where ${within(scope)} for update
        )
        update collection_visits visit
        set state = 'waiting', attempts = 0, cause = null, reason = null, due_at = now(), updated_at = now()
        from dead where visit.run_id = dead.run_id and visit.page = dead.page
        returning dead.run_id as run, dead.page, dead.attempts, dead.cause, dead.reason, dead.updated_at as since`)
    )

    const purge = Effect.fn("PgDeadLetters.purge")((scope: DeadLetterScope) =>
      Effect.map(
        orUnavailable(sql`delete from collection_visits where ${within(scope)} returning page`),
        (rows) => rows.length
      )
    )

    return DeadLetters.of({ list, replay, purge })
  })
)
