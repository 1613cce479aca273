import { Schema } from "effect"

/** How a bout ended for one of its fighters. */
export const Result = Schema.Literals(["WIN", "LOSS", "DRAW", "NC"])
export type Result = typeof Result.Type

const other: Readonly<Record<Result, Result>> = { WIN: "LOSS", LOSS: "WIN", DRAW: "DRAW", NC: "NC" }

/** The only result the opponent can have. */
export const opposite = (result: Result): Result => other[result]
