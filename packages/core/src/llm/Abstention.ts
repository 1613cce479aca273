import { Effect, Schema } from "effect"
import { Tool } from "effect/ai"
import { ToolAnswer } from "./ToolAnswer.ts"
import { answered } from "./ToolArguments.ts"
import { isTable, type ToolFailure, type ToolTable } from "./ToolTable.ts"

/** Why there is no answer: the data never holds it, does not hold it yet, or the question could not be understood. */
export const Abstention = Schema.Literals(["not_in_data", "not_ingested", "not_understood"])
export type Abstention = typeof Abstention.Type

/** Says that there is no answer, and tells what the data does hold. */
export const AbstainTool = Tool.make("abstain", {
  description:
    "Call this before you say that there is no answer: not_in_data for what the data never holds (purses, odds, " +
    "injuries, other leagues, the future), not_ingested for what it may hold later, not_understood for a question you " +
    "cannot make sense of. It tells what the data does hold.",
  parameters: Schema.Struct({ reason: Abstention }),
  ...answered
})

export const abstentionAnswers = Effect.gen(function* () {
  const { answer, status } = yield* ToolAnswer
  return {
    abstain: ({ reason }: { readonly reason: Abstention }) =>
      answer(
        Effect.map(status, ({ asOf, events, fighters, fights, since }) => ({
          columns: ["reason", "since", "asOf", "events", "fights", "fighters"],
          rows: [[reason, since, asOf, events, fights, fighters]]
        }))
      )
  }
})

const isAbstention = Schema.is(Abstention)

/**
 * Whether an answer is none, by what its tools said: one that was called `abstain` for, or whose every call found that
 * there is no such thing. A list without rows is an answer: nobody did.
 */
export const abstentionOf = (
  calls: ReadonlyArray<{ readonly name: string; readonly result: ToolTable | ToolFailure }>
): Abstention | null => {
  for (const { name, result } of calls) {
    const reason = isTable(result) ? result.rows[0]?.[0] : null
    if (name === "abstain" && isAbstention(reason)) return reason
  }
  const whys = calls.map(({ name, result }) =>
    isTable(result) ? (name === "resolve" && result.rows.length === 0 ? "NOT_FOUND" : null) : result.code
  )
  if (whys.length === 0 || whys.some((why) => why !== "NOT_FOUND" && why !== "NOT_INGESTED")) return null
  return whys.includes("NOT_INGESTED") ? "not_ingested" : "not_in_data"
}
