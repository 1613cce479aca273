import { Schema, SchemaTransformation } from "effect"
import { worded } from "../problem/Worded.ts"

/** A number from 1 in an address, written in one way: digits, without a sign, a point or zeros in front. */
export const wholeNumber = <S extends Schema.Codec<number>>(schema: S, maximum: number) =>
  Schema.String.annotate({ description: `A whole number from 1 to ${maximum}` }).pipe(
    Schema.check(Schema.isPattern(/^[1-9]\d{0,9}$/)),
    Schema.decodeTo(schema, SchemaTransformation.numberFromString),
    worded(`a whole number from 1 to ${maximum}`)
  )

/** One of our own ids in an address. */
export const idParameter = <S extends Schema.Codec<number>>(id: S) => wholeNumber(id, 2_147_483_647)
