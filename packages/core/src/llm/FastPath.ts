import { Context, Effect } from "effect"
import type { LanguageModel } from "effect/ai"
import { FreshAnswer } from "./FreshAnswer.ts"
import type { Speaker } from "./Speaker.ts"

/** A speaker that costs nothing and knows, before it speaks, whether it is sure of what it would say. */
export interface FastSpeaker extends Speaker {
  readonly isConfident: (options: LanguageModel.ProviderOptions) => Effect.Effect<boolean>
}

/** The speaker that goes before the models of vendors; null where none does. */
export const FastPath = Context.Reference<FastSpeaker | null>("@mma-savant/core/llm/FastPath", {
  defaultValue: () => null
})

/**
 * The fast speaker where it is sure, else the other one, with whatever tools have found by then: the two may take turns
 * within one answer, from the fast one to the other and not back. Who wants a `FreshAnswer` is answered by the other.
 */
export const fastPath = ({ isConfident }: FastSpeaker, fast: Speaker, other: Speaker): Speaker => ({
  ...other,
  speak: Effect.fnUntraced(function* (options) {
    const isFast = !(yield* FreshAnswer) && (yield* isConfident(options))
    return yield* (isFast ? fast : other).speak(options)
  })
})
