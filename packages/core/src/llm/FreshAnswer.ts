import { Context } from "effect"

/** Whether the model itself must be asked: an answer that was kept, or that somebody else is being given, will not do. */
export const FreshAnswer = Context.Reference<boolean>("@mma-savant/core/llm/FreshAnswer", {
  defaultValue: () => false
})
