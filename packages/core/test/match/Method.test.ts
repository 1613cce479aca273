import { assert, it } from "@effect/vitest"
import { isFinish, Method, MethodFamily, methodFamily, methodsOf } from "../../src/match/Method.ts"
import { opposite, Result } from "../../src/match/Result.ts"

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

it("knockouts, doctor's stoppages and submissions are finishes; a disqualification and an unknown method are not", () => {
  assert.deepStrictEqual(Method.literals.filter(isFinish), ["KO/TKO", "TKO - Doctor's Stoppage", "SUB"])
  assert.isFalse(isFinish(null))
})

it("the opponent's result is the opposite, and the opposite of that one's own", () => {
  assert.deepStrictEqual(Result.literals.map(opposite), ["LOSS", "WIN", "DRAW", "NC"])
  assert.deepStrictEqual(Result.literals.map(opposite).map(opposite), [...Result.literals])
})
