import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { AnswerDraft } from "../../src/conversation/AnswerDraft.ts"
import { FactQuery, QueryFailed, QueryTimedOut } from "../../src/llm/FactQuery.ts"
import { factViews, factViewsText } from "../../src/llm/FactViews.ts"
import { GuardedQuery, QueryGuard, QueryRefused } from "../../src/llm/QueryGuard.ts"
import { sqlAnswers } from "../../src/llm/SqlAnswers.ts"
import { SqlTool } from "../../src/llm/SqlTool.ts"
import { ToolAnswer } from "../../src/llm/ToolAnswer.ts"
import type { ToolFailure, ToolTable } from "../../src/llm/ToolTable.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"

const asked = (query: string) => Effect.flatMap(sqlAnswers, ({ sql }) => sql({ query }))

/** What the guard and the database of these tests do is said by the query. */
const guard = QueryGuard.of({
  check: (text) =>
    text === "refused"
      ? Effect.fail(new QueryRefused({ reason: "Only SELECT is allowed." }))
      : Effect.succeed(GuardedQuery({ text, columns: ["n"] }))
})

const facts = FactQuery.of({
  run: ({ columns, text }) => {
    switch (text) {
      case "failing":
        return Effect.fail(new QueryFailed({ message: "PostgreSQL says: division by zero.", retriable: true }))
      case "hopeless":
        return Effect.fail(new QueryFailed({ message: "SQL cannot be run here.", retriable: false }))
      case "slow":
        return Effect.fail(new QueryTimedOut())
      case "away":
        return Effect.fail(new StoreUnavailable({ store: "postgres", cause: "gone" }))
      default:
        return Effect.succeed({
          columns,
          rows: Array.from({ length: Number(text) }, (_, at) => [at]),
          truncated: text === "200"
        })
    }
  }
})

const over = Layer.mergeAll(Layer.succeed(QueryGuard, guard), Layer.succeed(FactQuery, facts), ToolAnswer.layer).pipe(
  Layer.provide(Memory.layer)
)

it.layer(over)("the tool sql", (it) => {
  it.effect("shows at most 100 rows and says how many there are, where that is known", () =>
    Effect.gen(function* () {
      const shown = ({ columns, rows, total, truncated }: ToolTable) => [columns, rows.length, truncated, total]
      assert.deepStrictEqual(shown(yield* asked("3")), [["n"], 3, false, 3])
      assert.deepStrictEqual(shown(yield* asked("0")), [["n"], 0, false, 0])
      assert.deepStrictEqual(shown(yield* asked("120")), [["n"], 100, true, 120])
      assert.deepStrictEqual(shown(yield* asked("200")), [["n"], 100, true, null])
    })
  )

  it.effect("says why there are no rows, as a model can act on it", () =>
    Effect.gen(function* () {
      const failure = (query: string) => Effect.flip(asked(query))
      assert.deepStrictEqual(yield* failure("refused"), { code: "SQL_REJECTED", message: "Only SELECT is allowed." })
      assert.deepStrictEqual(yield* failure("failing"), {
        code: "SQL_REJECTED",
        message: "PostgreSQL says: division by zero."
      })
      assert.deepStrictEqual(yield* failure("hopeless"), {
        code: "SQL_REJECTED",
        message: "SQL cannot be run here. Do without SQL."
      })
      assert.strictEqual((yield* failure("slow")).code, "SQL_TIMEOUT")
      assert.strictEqual((yield* failure("away")).code, "DATA_UNAVAILABLE")
    })
  )
})

it.effect("facts that are kept in memory say that there is no SQL", () =>
  Effect.gen(function* () {
    const { code, message } = yield* Effect.flip(asked("select 1"))
    assert.strictEqual(code, "SQL_REJECTED")
    assert.match(message, /kept in memory.*Use the other tools/)
  }).pipe(Effect.provide(ToolAnswer.layer.pipe(Layer.provideMerge(Memory.layer))))
)

it("a model is told of every view and column, and of no other", () => {
  const told = factViewsText.split("\n").map((line) => line.slice(0, line.indexOf(" - ")))
  assert.deepStrictEqual(told, Object.keys(factViews))
  for (const [view, { columns }] of Object.entries(factViews)) {
    const line = factViewsText.split("\n").find((text) => text.startsWith(`${view} - `)) ?? ""
    for (const column of Object.keys(columns)) assert.match(line, new RegExp(`[:,] ${column} `), `${view}.${column}`)
  }
  assert.include(SqlTool.description ?? "", factViewsText)
})

it("clients are shown the SQL with what came of it", () => {
  const draft = new AnswerDraft()
  const resultOf = (callId: string, name: string, args: unknown, result: ToolTable | ToolFailure) => {
    draft.take({ _tag: "ToolCalled", callId, name, args })
    return draft.take({ _tag: "ToolReturned", callId, name, result, milliseconds: 1 }).at(-1)?.d
  }
  const failure: ToolFailure = { code: "SQL_REJECTED", message: "no" }
  assert.deepInclude(resultOf("1", "sql", { query: "select 1" }, failure), { ok: false, sql: "select 1" })
  assert.notProperty(resultOf("2", "sql", { query: 1 }, failure), "sql")
  assert.notProperty(resultOf("3", "fights", { query: "select 1" }, failure), "sql")
})
