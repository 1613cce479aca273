import { Context, Effect, Schema } from "effect"

/** What is told of a call, as clients may see it; models are named as `provider/model`. */
export const Notice = Schema.Union([
  /** The call is made once more, after a while. */
  Schema.Struct({ kind: Schema.Literal("retry"), delayMs: Schema.Int }),
  /** Another model is asked. */
  Schema.Struct({ kind: Schema.Literal("fallback"), from: Schema.String, to: Schema.String }),
  /** The answer is one that was kept. */
  Schema.Struct({ kind: Schema.Literal("cache_hit") })
])
export type Notice = typeof Notice.Type

/** What happens between a model and whoever listens, besides the parts of its answer. */
export type ModelSignal =
  /** Told before the first part of what it speaks of. */
  | ({ readonly _tag: "Notice" } & Notice)
  /** What this call has said so far does not count: it begins anew. */
  | { readonly _tag: "Reset" }

/** Takes the signals of a call, in order with its parts. */
export const SignalSink = Context.Reference<(signal: ModelSignal) => Effect.Effect<void>>(
  "@mma-savant/core/llm/SignalSink",
  { defaultValue: () => () => Effect.void }
)
