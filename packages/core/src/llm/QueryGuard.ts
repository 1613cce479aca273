import { type Brand, Brand as Brands, Context, type Effect, Schema } from "effect"

/** A query that a guard has let pass: one SELECT over the views of `factViews`. */
export type GuardedQuery = Brand.Branded<
  {
    /** Without comments at the ends and without a semicolon. */
    readonly text: string
    /** What its columns are called, each differently. */
    readonly columns: ReadonlyArray<string>
  },
  "GuardedQuery"
>

/** Only guards make one, and tests that do without a guard. */
export const GuardedQuery = Brands.nominal<GuardedQuery>()

/** The query is not let pass. `reason` says in a sentence or two what to write instead. */
export class QueryRefused extends Schema.TaggedError<QueryRefused>()("QueryRefused", { reason: Schema.String }) {}

/** Decides which SQL may run. */
export class QueryGuard extends Context.Service<
  QueryGuard,
  {
    /**
     * Lets pass one SELECT that reads nothing but the views, and calls nothing that could do more than compute. What it
     * does not know it refuses. Fences and `{"query": ...}` around the SQL are taken off; `DESC` comes to say NULLS LAST.
     */
    readonly check: (written: string) => Effect.Effect<GuardedQuery, QueryRefused>
  }
>()("@mma-savant/core/llm/QueryGuard") {}
