import { fold } from "@mma-savant/core/Fold"
import { type Bookmark, Cursor, type Listing, maxLimit, type Position } from "@mma-savant/core/Listing"
import { Effect, Hash, Schema } from "effect"
import { RequestInvalid } from "../problem/Problem.ts"
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

const ofAnother = "not a cursor of this list"

/** Where a page begins: the `nextCursor` of the page before, which must be one that the list could have given. */
export const cursorWhere = (fits: (position: Position) => boolean) =>
  Schema.optionalKey(Cursor.pipe(Schema.check(Schema.makeFilter(fits)), worded(ofAnother)))

interface Turning {
  readonly limit?: number
  readonly cursor?: Bookmark
}

/** What a reader is asked for: what the client wants, and the page of it. */
type Wanted<Query extends Turning> = Omit<Query, keyof Turning> & {
  readonly limit: number
  readonly after: Position | null
}

/** What makes two questions the same list: its name and every parameter, as it is searched, but those that turn its pages. */
const listOf = (name: string, wanted: object): number => {
  const parameters = Object.entries(wanted).sort(([a], [b]) => (a < b ? -1 : 1))
  return Hash.string(
    JSON.stringify([name, parameters], (_, value) => (typeof value === "string" ? fold(value) : value))
  )
}

/** One page of a list. A cursor turns the pages of the list that gave it, asked for in the same way, and of no other. */
export const paged = <Query extends Turning, A, E, R>(
  name: string,
  { cursor, limit = standardLimit, ...wanted }: Query,
  read: (wanted: Wanted<Query>) => Effect.Effect<Listing<A>, E, R>
) =>
  Effect.gen(function* () {
    const list = listOf(name, wanted)
    if (cursor !== undefined && cursor.list !== list) {
      return yield* new RequestInvalid({ errors: [{ field: "cursor", message: ofAnother }] })
    }
    const after = cursor === undefined ? null : { key: cursor.key, id: cursor.id }
    const { items, next } = yield* read({ ...wanted, limit, after })
    return { items, nextCursor: next === null ? null : { ...next, list } }
  })
