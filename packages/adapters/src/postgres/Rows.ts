import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Effect, Option, Schema } from "effect"
import { type SqlClient, SqlError } from "effect/sql"

/** Out of connections, memory or disk; going down or coming up: what a server gets over. */
const passing = /^(53|57P)/

const isPassing = ({ cause }: SqlError.SqlErrorReason): boolean =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" && passing.test(cause.code)

type Fault = SqlError.SqlError | Schema.SchemaError

const isFault = <E>(error: E): error is E & Fault => SqlError.isSqlError(error) || Schema.isSchemaError(error)

/** What a retry may mend becomes StoreUnavailable; bad SQL and rows that are not what they should be are our bugs. */
export const orUnavailable = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.catchIf(effect, isFault<E>, (cause) =>
    cause._tag === "SqlError" && (cause.isRetryable || isPassing(cause.reason))
      ? Effect.fail(new StoreUnavailable({ store: "postgres", cause }))
      : Effect.die(cause)
  )

/** Reads the rows of a statement as what they stand for. */
export const rowsOf = <A, I>(schema: Schema.Codec<A, I>) => {
  const decode = Schema.decodeUnknownEffect(Schema.Array(schema))
  return <R>(statement: Effect.Effect<ReadonlyArray<object>, SqlError.SqlError, R>) =>
    orUnavailable(Effect.flatMap(statement, decode))
}

/** Several statements as a whole: in a transaction of their own, or as a part of the one that is underway. */
export const wholly =
  (sql: SqlClient.SqlClient) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | SqlError.SqlError, R> =>
    Effect.flatMap(Effect.serviceOption(sql.transactionService), (underway) =>
      Option.isSome(underway) ? effect : sql.withTransaction(effect)
    )
