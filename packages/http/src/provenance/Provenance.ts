import { DataStatus } from "@mma-savant/core/stats/DataStatus"

/** What every answer from the facts says about them. */
export const provenance = {
  /** The last completed event in the data; null while there is none. */
  asOf: DataStatus.fields.asOf,
  /** True while nothing but the sample that ships with the program has been loaded. */
  sampleOnly: DataStatus.fields.sampleOnly
}
