import { assert, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import { type Bookmark, Cursor, listing, type Position } from "../src/Listing.ts"

const encode = Schema.encodeSync(Cursor)
const decode = Schema.decodeUnknownResult(Cursor)

const bookmarks: ReadonlyArray<Bookmark> = [
  { key: "", id: 0, list: 0 },
  { key: "2026-08-20|12", id: 2_147_483_647, list: -2_147_483_648 },
  { key: 'jiri "denisa" \\ prochazka', id: 7, list: 1 },
  { key: "정찬성 🥊 %_", id: 1, list: -1 },
  { key: "한".repeat(200), id: 2_147_483_647, list: -2_147_483_648 },
  { key: "\\".repeat(200), id: 2_147_483_647, list: -2_147_483_648 },
  { key: "ss".repeat(200), id: 2_147_483_647, list: -2_147_483_648 }
]

it.each(bookmarks)("a cursor carries $key and comes back the same, safe in an address", (bookmark) => {
  const cursor = encode(bookmark)
  assert.match(cursor, /^[\w-]+$/)
  assert.deepStrictEqual(decode(cursor), Result.succeed(bookmark))
})

const base64 = (text: string) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")

it.each([
  "",
  "*",
  "a",
  "eyJ",
  base64("not json"),
  base64("{}"),
  base64("[]"),
  base64('["a"]'),
  base64('["a",1]'),
  base64('["a","b",1]'),
  base64('["a",1.5,1]'),
  base64('["a",-1,1]'),
  base64('["a",2147483648,1]'),
  base64('["a",null,1]'),
  base64('["a",1,null]'),
  base64('["a",1,"b"]'),
  base64('["a",1,1.5]'),
  base64("[1,1,1]"),
  base64('["\\u0000",1,1]'),
  "A".repeat(2000)
])("%s is no cursor", (text) => {
  assert.isTrue(Result.isFailure(decode(text)))
})

const position = (id: number): Position => ({ key: "k", id })

it("a page names the next one only when there is more", () => {
  assert.deepStrictEqual(listing([1, 2, 3], 2, position), { items: [1, 2], next: { key: "k", id: 2 } })
  assert.deepStrictEqual(listing([1, 2], 2, position), { items: [1, 2], next: null })
  assert.deepStrictEqual(listing([1], 2, position), { items: [1], next: null })
  assert.deepStrictEqual(listing([], 2, position), { items: [], next: null })
})
