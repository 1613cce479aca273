import { Schema, SchemaGetter, SchemaTransformation } from "effect"

/** The sort key and id of the last item a client has seen. Keyset paging: no page shifts when rows are added. */
export const Position = Schema.Struct({
  // No text that a store keeps contains NUL, and not every store can be asked for it.
  key: Schema.String.pipe(Schema.check(Schema.isPattern(/^[^\0]*$/))),
  id: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 2_147_483_647 })))
})
export type Position = typeof Position.Type

/** A position in one list, asked for in one way: `list` tells lists from each other and is good for nothing else. */
export const Bookmark = Schema.Struct({ ...Position.fields, list: Schema.Int })
export type Bookmark = typeof Bookmark.Type

/**
 * A {@link Bookmark} as clients carry it: opaque text of at most 1024 characters, in which a folded name of 200 fits in
 * any script.
 */
export const Cursor = Schema.String.pipe(
  Schema.check(Schema.isMaxLength(1024)),
  Schema.decodeTo(Schema.fromJsonString(Schema.Tuple([Schema.String, Schema.Int, Schema.Int])), {
    decode: SchemaGetter.decodeBase64UrlString(),
    encode: SchemaGetter.encodeBase64Url()
  }),
  Schema.decodeTo(
    Bookmark,
    SchemaTransformation.transform({
      decode: ([key, id, list]) => ({ key, id, list }),
      encode: ({ id, key, list }) => [key, id, list] as const
    })
  )
)

/** One page of a list and where the next begins; `next` is null on the last page. */
export interface Listing<A> {
  readonly items: ReadonlyArray<A>
  readonly next: Position | null
}

/** The most items any list gives at once. */
export const maxLimit = 100

/** Cuts one page out of `limit + 1` rows read in order: the extra row only tells that there is more. */
export const listing = <A>(rows: ReadonlyArray<A>, limit: number, position: (item: A) => Position): Listing<A> => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? position(last) : null }
}
