import { Schema, SchemaTransformation } from "effect"
import { worded } from "../problem/Worded.ts"

const most = 2_147_483_647

/** How many items of a list come before a page: from 0 on, written in one way. */
export const offset = Schema.optionalKey(
  Schema.String.annotate({ description: `A whole number from 0 to ${most}` }).pipe(
    Schema.check(Schema.isPattern(/^(0|[1-9]\d{0,9})$/)),
    Schema.decodeTo(
      Schema.Int.pipe(Schema.check(Schema.isLessThanOrEqualTo(most))),
      SchemaTransformation.numberFromString
    ),
    worded(`a whole number from 0 to ${most}`)
  )
)
