import { assert, it } from "@effect/vitest"
import {
  isPoundForPound,
  WeightClass,
  weightClassId,
  weightClassIn,
  weightClassName,
  weightLimit
} from "../../src/ranking/WeightClass.ts"

it.each(WeightClass.literals.map((slug) => [weightClassName(slug), slug] as const))(
  "%s is read in every title that names it as %s",
  (name, slug) => {
    for (const title of [
      name,
      `${name} Bout`,
      `UFC ${name} Title Bout`,
      `UFC Interim ${name.toUpperCase()} Title Bout`
    ]) {
      assert.strictEqual(weightClassIn(title), slug)
    }
  }
)

it.each([
  ["Ultimate Fighter 33 Welterweight Tournament Title Bout", "welterweight"],
  ["UFC Women's Strawweight Title Bout", "womens-strawweight"],
  ["Super Heavyweight Bout", null],
  ["UFC 2 Tournament Title Bout", null],
  ["UFC Superfight Championship Bout", null],
  ["", null]
] as const)("%j names %s", (title, slug) => {
  assert.strictEqual(weightClassIn(title), slug)
})

it("ids run from 1 to 16 in the order of the classes", () => {
  assert.deepStrictEqual(
    WeightClass.literals.map(weightClassId),
    Array.from({ length: 16 }, (_, index) => index + 1)
  )
  assert.strictEqual(weightClassId("flyweight"), 1)
  assert.strictEqual(weightClassId("catch-weight"), 13)
})

it("men's and women's limits rise from class to class; the classes without a limit have none", () => {
  const limits = WeightClass.literals.map(weightLimit)
  assert.deepStrictEqual(limits.slice(0, 8), [125, 135, 145, 155, 170, 185, 205, 265])
  assert.deepStrictEqual(limits.slice(8, 12), [115, 125, 135, 145])
  assert.deepStrictEqual(limits.slice(12), [null, null, null, null])
})

it("two lists are pound for pound", () => {
  assert.deepStrictEqual(WeightClass.literals.filter(isPoundForPound), [
    "mens-pound-for-pound",
    "womens-pound-for-pound"
  ])
})
