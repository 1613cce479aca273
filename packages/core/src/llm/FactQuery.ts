import { Context, type Effect, Schema } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { GuardedQuery } from "./QueryGuard.ts"
import type { Cell } from "./ToolTable.ts"

/** The most rows that a query gives. */
export const mostQueryRows = 200

/** The most bytes of them, as JSON. */
export const mostQueryBytes = 256 * 1024

export interface QueryAnswer {
  readonly columns: ReadonlyArray<string>
  /** What is neither a text, a number nor a truth value comes as a text. */
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
  /** There is more than was fetched. */
  readonly truncated: boolean
}

/** The database would not run the query. `message` speaks of the query alone; `retriable` when another one may do. */
export class QueryFailed extends Schema.TaggedError<QueryFailed>()("QueryFailed", {
  message: Schema.String,
  retriable: Schema.Boolean
}) {}

/** The query took longer than it may, and was stopped. */
export class QueryTimedOut extends Schema.TaggedError<QueryTimedOut>()("QueryTimedOut", {}) {}

/** Runs SQL over the facts, as somebody who may read the views of `factViews` and nothing else. */
export class FactQuery extends Context.Service<
  FactQuery,
  {
    /**
     * At most 200 rows and 256 KiB, in at most 3 seconds; more is neither fetched nor sent by the database. Interrupting
     * stops the query where it runs. Nothing is changed, whatever the query says.
     */
    readonly run: (query: GuardedQuery) => Effect.Effect<QueryAnswer, QueryFailed | QueryTimedOut | StoreUnavailable>
  }
>()("@mma-savant/core/llm/FactQuery") {}
