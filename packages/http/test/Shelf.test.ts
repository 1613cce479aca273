import { assert, it } from "@effect/vitest"
import { HttpServerResponse } from "effect/http"
import { keptAnswer } from "../src/keeping/KeptAnswer.ts"
import { Shelf } from "../src/keeping/Shelf.ts"

const answer = keptAnswer(HttpServerResponse.jsonUnsafe("x".repeat(10_000)))!

const keysIn = (shelf: Shelf, keys: string) => [...keys].filter((key) => shelf.find(key) !== undefined).join("")

it("what has not been asked for the longest makes room", () => {
  const shelf = new Shelf(35_000)
  shelf.turnTo("now")
  for (const key of "abc") shelf.keep("now", key, answer)
  assert.strictEqual(keysIn(shelf, "bca"), "bca")
  shelf.keep("now", "d", answer)
  assert.strictEqual(keysIn(shelf, "abcd"), "acd")
})

it("an answer that is kept again takes its room once", () => {
  const shelf = new Shelf(35_000)
  shelf.turnTo("now")
  for (const key of "aaaaabbbbbc") shelf.keep("now", key, answer)
  assert.strictEqual(keysIn(shelf, "abc"), "abc")
})

it("what is larger than the room is not kept, and nothing makes room for it", () => {
  const shelf = new Shelf(5000)
  shelf.turnTo("now")
  shelf.keep("now", "small", keptAnswer(HttpServerResponse.jsonUnsafe("x"))!)
  shelf.keep("now", "large", answer)
  assert.isUndefined(shelf.find("large"))
  assert.isDefined(shelf.find("small"))
})

it("nothing is kept of another state, whose room is free again", () => {
  const shelf = new Shelf(35_000)
  shelf.turnTo("then")
  for (const key of "abc") shelf.keep("then", key, answer)
  shelf.turnTo("now")
  shelf.keep("then", "d", answer)
  assert.strictEqual(keysIn(shelf, "abcd"), "")
  for (const key of "abc") shelf.keep("now", key, answer)
  shelf.turnTo("now")
  assert.strictEqual(keysIn(shelf, "abc"), "abc")
})
