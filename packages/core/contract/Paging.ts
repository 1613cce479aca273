import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { Listing, Position } from "../src/Listing.ts"

type Page<A, E> = (after: Position | null, limit: number) => Effect.Effect<Listing<A>, E>

/** Every page from `after` on; a list that never ends fails. */
export const walk = Effect.fnUntraced(function* <A, E>(page: Page<A, E>, limit: number, after: Position | null = null) {
  const pages: Array<ReadonlyArray<A>> = []
  let position = after
  do {
    const { items, next } = yield* page(position, limit)
    pages.push(items)
    assert.isBelow(pages.length, 10_000, "the list never ends")
    position = next
  } while (position !== null)
  return pages
})

/**
 * The law of every paged list: whatever the limit, the pages together are the whole list in order, each full but the
 * last, and none empty unless the list is.
 */
export const pagesAreTheList = Effect.fnUntraced(function* <A extends { readonly id: number }, E>(
  page: Page<A, E>,
  ids: ReadonlyArray<number>
) {
  for (const limit of [1, 2, 3, ids.length, ids.length + 1]) {
    const pages = yield* walk(page, limit)
    assert.deepStrictEqual(
      pages.flat().map((item) => item.id),
      ids,
      `in pages of ${limit}`
    )
    assert.strictEqual(pages.length, Math.ceil(ids.length / limit), `number of pages of ${limit}`)
    for (const full of pages.slice(0, -1)) assert.strictEqual(full.length, limit)
  }
})
