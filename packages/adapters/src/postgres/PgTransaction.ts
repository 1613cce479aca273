import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Transaction } from "@mma-savant/core/Transaction"
import { Cause, Effect, Layer } from "effect"
import { SqlClient, SqlError } from "effect/sql"
import { orUnavailable } from "./Rows.ts"

/** A connection that breaks takes the end of the transaction with it, of which the library makes a defect. */
const isBroken = (reason: Cause.Reason<unknown>): boolean =>
  Cause.isDieReason(reason) && SqlError.isSqlError(reason.defect) && reason.defect.isRetryable

/**
 * Whoever writes facts moves the version of the data at its end. Taken at the beginning, its row lets transactions pass one
 * by one, where they would otherwise wait for each other's rows in a circle. Nobody waits for the disk either: a server that
 * is cut off may lose the last of them, each as a whole, and then they are made again.
 */
export const layer = Layer.effect(
  Transaction,
  Effect.map(SqlClient.SqlClient, (sql) => {
    const beginning = sql`select version, set_config('synchronous_commit', 'off', true) from data_version for update`
    return Transaction.of({
      run: <A, E, R>(effect: Effect.Effect<A, E, R>) =>
        orUnavailable(sql.withTransaction(Effect.andThen(beginning, effect))).pipe(
          Effect.catchCause((cause) =>
            cause.reasons.some(isBroken)
              ? Effect.fail(new StoreUnavailable({ store: "postgres", cause }))
              : Effect.failCause(cause)
          )
        )
    })
  })
)
