import { Schema, SchemaTransformation } from "effect"
import { worded } from "../problem/Worded.ts"

/** The largest number that we count to: what an `int` of Postgres holds. */
const largest = 2_147_483_647

const written = /^(0|[1-9]\d{0,9})$/

/** A number in an address, written in one way: digits, without a sign, a point or zeros in front. */
export const wholeNumber = <S extends Schema.Codec<number>>(schema: S, maximum: number, minimum = 1) => {
  const words = `whole number from ${minimum} to ${maximum}`
  return Schema.String.annotate({ description: `A ${words}` }).pipe(
    Schema.check(
      Schema.isPattern(written),
      Schema.makeFilter((text) => Number(text) >= minimum && Number(text) <= maximum)
    ),
    Schema.decodeTo(schema, SchemaTransformation.numberFromString),
    worded(`a ${words}`)
  )
}

/** One of our own ids in an address. */
export const idParameter = <S extends Schema.Codec<number>>(id: S) => wholeNumber(id, largest)

/** How many items come before a page, from 0 on. */
export const offset = Schema.optionalKey(wholeNumber(Schema.Int, largest, 0))
