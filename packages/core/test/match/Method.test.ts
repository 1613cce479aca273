import { assert, it } from "@effect/vitest"
import { Method, MethodFamily, methodFamily, methodsOf } from "../../src/match/Method.ts"

it.each([
  ["KO/TKO", "KO/TKO"],
  ["TKO - Doctor's Stoppage", "KO/TKO"],
  ["SUB", "SUB"],
  ["U-DEC", "DEC"],
  ["S-DEC", "DEC"],
  ["M-DEC", "DEC"],
  ["DEC", "DEC"],
  ["DQ", "DQ"],
  ["CNC", "OTHER"],
  ["Overturned", "OTHER"],
  ["Other", "OTHER"]
] as const)("%s counts as %s", (method, family) => {
  assert.strictEqual(methodFamily(method), family)
})

it("every method belongs to exactly one family", () => {
  const listed = MethodFamily.literals.flatMap(methodsOf)
  assert.sameMembers([...listed], [...Method.literals])
  assert.strictEqual(listed.length, Method.literals.length)
})
