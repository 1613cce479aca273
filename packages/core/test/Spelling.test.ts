import { assert, it } from "@effect/vitest"
import { distance, Spelling, tolerance } from "../src/Spelling.ts"

it.each<readonly [a: string, b: string, edits: number]>([
  ["stone", "stone", 0],
  ["stone", "stones", 1],
  ["stone", "tone", 1],
  ["stone", "stole", 1],
  ["stone", "sotne", 1],
  ["stone", "sotnes", 2],
  ["", "ab", 2]
])("from %s to %s it is %d edits, and back", (a, b, edits) => {
  assert.strictEqual(distance(a, b, 3), edits)
  assert.strictEqual(distance(b, a, 3), edits)
})

it("a distance above the limit is only told to be above it", () => {
  assert.strictEqual(distance("abcdef", "uvwxyz", 2), 3)
})

const letters = "abcdefghijklmnopqrstuvwxyzéñ 가나"

/** Texts of 3 to 16 letters that differ little: every third is an earlier one with a few letters changed. */
const texts = (() => {
  let state = 7
  const below = (bound: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * bound)
  }
  const letter = () => letters.charAt(below(letters.length))
  const made: Array<string> = []
  for (let count = 0; count < 600; count++) {
    const before = made[below(made.length || 1)] ?? "first"
    const at = below(before.length)
    made.push(
      count % 3 === 0
        ? before.slice(0, at) + letter() + before.slice(at + below(2))
        : Array.from({ length: 3 + below(14) }, letter).join("")
    )
  }
  return [...new Set(made)]
})()

it("every text within the tolerance is found, and no other", () => {
  const spelling = new Spelling(texts)
  let found = 0
  for (const wanted of texts) {
    const limit = tolerance(wanted.length)
    const expected = limit === 0 ? [] : texts.filter((text) => distance(wanted, text, limit) <= limit)
    assert.deepStrictEqual(
      spelling.near(wanted).map(([text]) => text),
      expected
    )
    found += expected.length
  }
  assert.isAbove(found, texts.length)
})
