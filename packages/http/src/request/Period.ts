import { IsoDate } from "@mma-savant/core/IsoDate"
import { Schema } from "effect"

/** Days, both included. */
export const period = { from: Schema.optionalKey(IsoDate), to: Schema.optionalKey(IsoDate) }

interface Days {
  readonly from?: IsoDate
  readonly to?: IsoDate
}

/** A question about a period, which does not end before it begins. */
export const inOrder = <Query extends Schema.Top & { readonly Type: Days }>(query: Query) =>
  query.pipe(
    Schema.check(
      Schema.makeFilter(({ from, to }: Days) =>
        from === undefined || to === undefined || from <= to ? undefined : { path: ["to"], issue: "not before from" }
      )
    )
  )
