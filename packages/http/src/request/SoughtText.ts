import { Schema } from "effect"

/** What somebody looks for, good or not: at most 200 characters, as the client wrote them. */
export const SoughtText = Schema.String.pipe(
  Schema.check(
    Schema.isMaxLength(200, { message: "at most 200 characters" }),
    Schema.isPattern(/^[^\0]*$/, { message: "no NUL" })
  )
)
