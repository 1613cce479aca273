import { Schema } from "effect"

/**
 * The store could not answer now; the caller may try again. It is the only infrastructure failure the domain knows:
 * whatever a retry cannot mend is a defect.
 */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>()("StoreUnavailable", {
  store: Schema.String,
  cause: Schema.Defect()
}) {}
