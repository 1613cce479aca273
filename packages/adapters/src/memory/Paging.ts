import { type Listing, listing, type Position } from "@mma-savant/core/Listing"

type Compare = (a: Position, b: Position) => number

export const ascending: Compare = (a, b) => (a.key === b.key ? a.id - b.id : a.key < b.key ? -1 : 1)

export const descending: Compare = (a, b) => ascending(b, a)

/** The page of at most `limit` items that follows `after` in the order of their positions. */
export const pageOf = <A>(
  items: ReadonlyArray<A>,
  position: (item: A) => Position,
  compare: Compare,
  { after, limit }: { readonly after: Position | null; readonly limit: number }
): Listing<A> => {
  const rows = items
    .map((item) => ({ item, at: position(item) }))
    .filter(({ at }) => after === null || compare(at, after) > 0)
    .sort((a, b) => compare(a.at, b.at))
  const { items: page, next } = listing(rows, limit, ({ at }) => at)
  return { items: page.map(({ item }) => item), next }
}
