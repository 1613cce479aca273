import { Context, Effect } from "effect"
import { FreshAnswer } from "./FreshAnswer.ts"
import type { ModelConfig } from "./ModelConfig.ts"
import type { Speaker } from "./Speaker.ts"

/** The model that goes before the models of vendors and costs nothing; null where none does. */
export const FastPath = Context.Reference<ModelConfig | null>("@mma-savant/core/llm/FastPath", {
  defaultValue: () => null
})

/**
 * The fast speaker where it is sure, else the other one, with whatever tools have found by then: within one answer they
 * may change from the fast one to the other. Who wants a `FreshAnswer` gets it from the other.
 */
export const fastPath = (isSure: NonNullable<Speaker["isSure"]>, fast: Speaker, other: Speaker): Speaker => ({
  ...other,
  speak: Effect.fnUntraced(function* (options) {
    const isFast = !(yield* FreshAnswer) && (yield* isSure(options))
    return yield* (isFast ? fast : other).speak(options)
  })
})
