import { FactQuery, QueryFailed } from "@mma-savant/core/llm/FactQuery"
import { QueryGuard, QueryRefused } from "@mma-savant/core/llm/QueryGuard"
import { Effect, Layer } from "effect"

const reason = "The facts are kept in memory here, where no SQL can be run. Use the other tools."

/** What says that there is no SQL: the facts in memory are no database. */
export const layer = Layer.mergeAll(
  Layer.succeed(QueryGuard, QueryGuard.of({ check: () => Effect.fail(new QueryRefused({ reason })) })),
  Layer.succeed(
    FactQuery,
    FactQuery.of({ run: () => Effect.fail(new QueryFailed({ message: reason, retriable: false })) })
  )
)
