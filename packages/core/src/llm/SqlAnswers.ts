import { Effect } from "effect"
import { FactQuery } from "./FactQuery.ts"
import { QueryGuard } from "./QueryGuard.ts"
import type { SavantTools } from "./SavantTools.ts"
import { ToolAnswer } from "./ToolAnswer.ts"
import { mostTableRows, type ToolFailure } from "./ToolTable.ts"

type Handlers = Parameters<(typeof SavantTools)["of"]>[0]

const fail = (code: ToolFailure["code"], message: string) => Effect.fail<ToolFailure>({ code, message })

/** The tool that runs a model's own SQL, once the guard has let it pass. */
export const sqlAnswers = Effect.gen(function* () {
  const { answer } = yield* ToolAnswer
  const guard = yield* QueryGuard
  const facts = yield* FactQuery

  return {
    sql: ({ query }) =>
      answer(
        Effect.gen(function* () {
          const { columns, rows, truncated } = yield* facts.run(yield* guard.check(query))
          return {
            columns,
            rows: rows.slice(0, mostTableRows),
            truncated: truncated || rows.length > mostTableRows,
            total: truncated ? null : rows.length
          }
        }).pipe(
          Effect.catchTags({
            QueryRefused: ({ reason }) => fail("SQL_REJECTED", reason),
            QueryFailed: ({ message, retriable }) =>
              fail("SQL_REJECTED", retriable ? message : `${message} Do without SQL.`),
            QueryTimedOut: () => fail("SQL_TIMEOUT", "The query took too long and was stopped. Ask for less.")
          })
        )
      )
  } satisfies Partial<Handlers>
})
