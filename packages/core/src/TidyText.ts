import { Schema, SchemaTransformation } from "effect"

/**
 * Text without the blanks around it, in which half of a surrogate pair is the replacement character: so that those who
 * hear of it at once and those who read it in the record have the same.
 */
export const TidyText = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Trimmed,
    SchemaTransformation.transform({ decode: (text) => text.trim().toWellFormed(), encode: (text) => text })
  )
)
