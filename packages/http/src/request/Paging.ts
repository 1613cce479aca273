import { Cursor, maxLimit, type Position } from "@mma-savant/core/Listing"
import { Schema } from "effect"
import { worded } from "../problem/Worded.ts"
import { provenance } from "../provenance/Provenance.ts"
import { wholeNumber } from "./WholeNumber.ts"

/** One page of a list: `nextCursor` is null on the last. */
export const page = <A extends Schema.Top>(item: A) =>
  Schema.Struct({ items: Schema.Array(item), nextCursor: Schema.NullOr(Cursor), ...provenance })

/** How many items a page has when the client does not say. */
export const standardLimit = 20

/** How many items a page has: 1 to 100. */
export const limit = Schema.optionalKey(wholeNumber(Schema.Int, maxLimit))

/** Where a page begins: the `nextCursor` of the page before, which must be one that the list could have given. */
export const cursorWhere = (fits: (position: Position) => boolean) =>
  Schema.optionalKey(Cursor.pipe(Schema.check(Schema.makeFilter(fits)), worded("not a cursor of this list")))
