import { Context, Effect, Schema } from "effect"
import { Provider } from "./ModelConfig.ts"

const count = Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0))))

/** Tokens of one call as the vendor counts them; null where it does not tell. */
export const CallTokens = Schema.Struct({
  /** All that was read, cached or not. */
  input: count,
  /** Of the input: read from the vendor's cache, and written into it. */
  cacheRead: count,
  cacheWrite: count,
  /** All that was written, thought included. */
  output: count,
  /** Of the output: thought. */
  reasoning: count
})
export type CallTokens = typeof CallTokens.Type

/** Of a call of which the vendor has told nothing. */
export const untoldTokens: CallTokens = {
  input: null,
  cacheRead: null,
  cacheWrite: null,
  output: null,
  reasoning: null
}

/** One call of a language model, as the ledger keeps it. */
export const ModelCall = Schema.Struct({
  provider: Provider,
  model: Schema.String,
  /** Where the words came from: the model, an equal call that was under way, or an answer kept. The latter two cost nothing. */
  source: Schema.Literals(["model", "shared", "cache"]),
  tokens: CallTokens,
  /** Whether the tokens are our own estimate, since the vendor told none. */
  estimated: Schema.Boolean,
  /** US dollars; null where the price is not known. */
  cost: Schema.NullOr(Schema.Finite),
  /** Milliseconds to the first piece of the answer, null when none came, and to the end. */
  firstTokenMs: Schema.NullOr(Schema.Int),
  totalMs: Schema.Int,
  outcome: Schema.Literals(["completed", "cancelled", "failed"])
})
export type ModelCall = typeof ModelCall.Type

/** Takes the calls of one answer or side job, in the order in which they end. */
export const CallLog = Context.Reference<(call: ModelCall) => Effect.Effect<void>>("@mma-savant/core/llm/CallLog", {
  defaultValue: () => () => Effect.void
})
