import { Schema } from "effect"
import { Tool } from "effect/ai"
import { answered, fighterId } from "./ToolArguments.ts"

/** Who would win, as far as ratings can tell. */
export const PredictTool = Tool.make("predict", {
  description:
    "Each of two fighters' probability of beating the other by their Elo ratings, and how often the favourites of such " +
    "bouts really won in the last three years: always tell both. Never advice for a bet.",
  parameters: Schema.Struct({ a: fighterId, b: fighterId }),
  ...answered
})
