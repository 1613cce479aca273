import { assert, it } from "@effect/vitest"
import { amount } from "../../src/stats/Amount.ts"

it.each([
  [0.6, "ratio", "60.0%"],
  [12, "count", "12"],
  [12, null, "12"],
  [270, "seconds", "4:30 min"],
  [3.2149, "per minute", "3.21 per minute"]
] as const)("%s in %s reads %s", (value, unit, text) => {
  assert.strictEqual(amount(value, unit), text)
})
