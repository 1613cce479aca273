import { Schema } from "effect"
import { IsoDate } from "../IsoDate.ts"
import { Abstention } from "./Abstention.ts"
import type { Chart } from "./chart/Chart.ts"
import type { Notice } from "./ModelSignal.ts"
import { Slots } from "./Slots.ts"
import type { ToolFailure, ToolTable } from "./ToolTable.ts"

/** Tokens of a whole answer, as the providers count them; null where one does not tell. */
export const TokenUsage = Schema.Struct({ input: Schema.NullOr(Schema.Int), output: Schema.NullOr(Schema.Int) })
export type TokenUsage = typeof TokenUsage.Type

/** What an answer rests on. */
export const AnswerSource = Schema.Struct({
  asOf: Schema.NullOr(IsoDate),
  sampleOnly: Schema.Boolean,
  /** The tools that gave the facts, each once. */
  tools: Schema.Array(Schema.String),
  /** Why there is no answer; left out where there is one. */
  abstention: Schema.optionalKey(Abstention),
  /** Numbers of the answer that no tool gave, as it writes them, at most 20: to be shown. Left out where there are none. */
  untraced: Schema.optionalKey(Schema.Array(Schema.String)),
  /** What it speaks of; none in answers of before there were any. */
  slots: Schema.optionalKey(Slots)
})
export type AnswerSource = typeof AnswerSource.Type

/** Why an answer ended. */
export const AnswerStatus = Schema.Literals(["completed", "length", "refused", "tool_limit"])
export type AnswerStatus = typeof AnswerStatus.Type

/** What happens while a question is answered, in order; `Finished` is the last. */
export type AgentEvent =
  | { readonly _tag: "Noticed"; readonly notice: Notice }
  /** The text and the calls since the last tool answered do not count: the model begins that anew. */
  | { readonly _tag: "Reset" }
  | { readonly _tag: "TextDelta"; readonly delta: string }
  | { readonly _tag: "ToolCalled"; readonly callId: string; readonly name: string; readonly args: unknown }
  | {
      readonly _tag: "ToolReturned"
      readonly callId: string
      readonly name: string
      readonly result: ToolTable | ToolFailure
      readonly milliseconds: number
      /** What the tool has drawn for the user, if anything. */
      readonly chart?: Chart
    }
  | {
      readonly _tag: "Finished"
      readonly status: AnswerStatus
      readonly source: AnswerSource
      readonly usage: TokenUsage
    }
  /** What the model thinks on the way, as far as it tells; nothing of the answer. A reset takes it back like text. */
  | { readonly _tag: "ReasoningDelta"; readonly delta: string }
