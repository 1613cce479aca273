import { Schema } from "effect"

/** How a bout ended for one of its fighters. */
export const Result = Schema.Literals(["WIN", "LOSS", "DRAW", "NC"])
export type Result = typeof Result.Type
