import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Transaction } from "@mma-savant/core/Transaction"
import { Cause, Effect, Layer } from "effect"
import { SqlClient, SqlError } from "effect/sql"
import { orUnavailable } from "./Rows.ts"

/** A connection that breaks takes the end of the transaction with it, of which the library makes a defect. */
const isBroken = (reason: Cause.Reason<unknown>): boolean =>
  Cause.isDieReason(reason) && SqlError.isSqlError(reason.defect) && reason.defect.isRetryable

/** Our classes of advisory locks: of all subjects together, and of each by its hash. */
const [every, each] = [1_835_888_980, 1_835_888_981]

/** Whoever is about more subjects has all of them: a server keeps some 64 locks for each of its sessions. */
const mostSubjects = 64

/**
 * The subjects are locked, in one order, so that nobody waits for another in a circle. A page of a few subjects shares the
 * lock of all of them, which a list takes for itself. Nobody waits for the disk either: a server that is cut off may lose
 * the last transactions, each as a whole, and then they are made again.
 */
export const layer = Layer.effect(
  Transaction,
  Effect.map(SqlClient.SqlClient, (sql) => {
    const beginning = (subjects: ReadonlyArray<string>) =>
      subjects.length > mostSubjects
        ? sql`select set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(${every}, 0)`
        : sql`
            select set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock_shared(${every}, 0)
            union all
            select null, pg_advisory_xact_lock(${each}, subject)
            from (select distinct hashtext(key) as subject from unnest(${subjects}::text[]) key order by subject) ordered`
    return Transaction.of({
      run: <A, E, R>(subjects: ReadonlyArray<string>, effect: Effect.Effect<A, E, R>) =>
        orUnavailable(sql.withTransaction(Effect.andThen(beginning(subjects), effect))).pipe(
          Effect.catchCause((cause) =>
            cause.reasons.some(isBroken)
              ? Effect.fail(new StoreUnavailable({ store: "postgres", cause }))
              : Effect.failCause(cause)
          )
        )
    })
  })
)
