import { Schema, SchemaTransformation } from "effect"
import { worded } from "../problem/Worded.ts"

/** Whether something is asked for, in an address. */
export const flag = Schema.Literals(["true", "false"]).pipe(
  Schema.decodeTo(
    Schema.Boolean,
    SchemaTransformation.transform({
      decode: (text) => text === "true",
      encode: (asked) => (asked ? "true" : "false")
    })
  ),
  worded("true or false")
)
