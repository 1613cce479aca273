import { QueryFailed, QueryTimedOut } from "@mma-savant/core/llm/FactQuery"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Effect } from "effect"
import type { SqlError } from "effect/sql"
import { rootMessage } from "./DatabaseUnusable.ts"

const mostLetters = 300

/** SQLSTATE classes whose messages speak of the query: bad value, too many rows, no such thing, too complex, parameters. */
const ofTheQuery = /^(08P01|0A|21|22|42|54)/

/** Out of connections; going down or coming up: what a server gets over. */
const passing = /^(08|53300|57P)/

const codeOf = ({ cause }: SqlError.SqlErrorReason): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : ""

/** What the database said of a model's query, as the model may hear it. The rest is in the log alone. */
export const queryFault = (
  error: SqlError.SqlError
): Effect.Effect<never, QueryFailed | QueryTimedOut | StoreUnavailable> => {
  const code = codeOf(error.reason)
  if (code === "57014") return Effect.fail(new QueryTimedOut())
  if (code !== "42501" && ofTheQuery.test(code)) {
    const message = rootMessage(error).replace(/\s+/g, " ").slice(0, mostLetters)
    return Effect.fail(new QueryFailed({ message: `PostgreSQL says: ${message}.`, retriable: true }))
  }
  if (error.isRetryable || passing.test(code)) {
    return Effect.fail(new StoreUnavailable({ store: "postgres", cause: error }))
  }
  return Effect.andThen(
    Effect.logWarning("the database would not run a query of the assistant", error),
    Effect.fail(new QueryFailed({ message: "The query does what it may not do.", retriable: true }))
  )
}
