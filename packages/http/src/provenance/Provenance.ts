import { DataStatus } from "@mma-savant/core/stats/DataStatus"

import { type Schema, SchemaAST } from "effect"

/** What every answer from the facts says about them. */
export const provenance = {
  /** The last completed event in the data; null while there is none. */
  asOf: DataStatus.fields.asOf,
  /** True while nothing but the sample that ships with the program has been loaded. */
  sampleOnly: DataStatus.fields.sampleOnly
}

/** Whether answers of a schema say it. */
export const saysProvenance = ({ ast }: Schema.Top): boolean =>
  SchemaAST.isObjects(ast) &&
  Object.keys(provenance).every((name) => ast.propertySignatures.some((property) => property.name === name))
