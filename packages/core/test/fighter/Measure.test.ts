import { assert, it } from "@effect/vitest"
import { centimetres, feetAndInches, inches, kilograms, pounds } from "../../src/fighter/Measure.ts"

it.each([
  [71, 180.3],
  [72, 182.9],
  [76.5, 194.3],
  [null, null]
])("%s inches are %s cm", (inches, expected) => {
  assert.strictEqual(centimetres(inches), expected)
})

it.each([
  [155, 70.3],
  [170, 77.1],
  [265, 120.2],
  [null, null]
])("%s pounds are %s kg", (pounds, expected) => {
  assert.strictEqual(kilograms(pounds), expected)
})

it.each([
  [71, `5'11"`],
  [72, `6'0"`],
  [71.4, `5'11"`],
  [71.5, `6'0"`],
  [83.9, `7'0"`]
])("%s inches are said %s", (inches, said) => {
  assert.strictEqual(feetAndInches(inches), said)
})

it("whole inches and pounds are the same again after they were stored", () => {
  for (let value = 48; value <= 96; value++) assert.strictEqual(Math.round(inches(centimetres(value) ?? 0)), value)
  for (let value = 100; value <= 600; value++) assert.strictEqual(pounds(kilograms(value) ?? 0), value)
})
