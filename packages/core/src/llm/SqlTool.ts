import { Schema } from "effect"
import { Tool } from "effect/ai"
import { factViewsText } from "./FactViews.ts"
import { answered } from "./ToolArguments.ts"
import { mostTableRows } from "./ToolTable.ts"

/** A question that no other tool answers, in SQL. */
export const SqlTool = Tool.make("sql", {
  description: `The last resort, for what no other tool answers: one PostgreSQL SELECT over the views below. It shows at most ${mostTableRows} rows: aggregate, order and limit. Find fighters with \`resolve\` and filter by their id; match other texts with ILIKE. Fails with SQL_REJECTED, which says what to write instead, or SQL_TIMEOUT: then ask for less.
${factViewsText}`,
  parameters: Schema.Struct({ query: Schema.NonEmptyString }),
  ...answered
})
