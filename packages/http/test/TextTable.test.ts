import { assert, it } from "@effect/vitest"
import { textTable } from "../src/ask/TextTable.ts"

it("columns are aligned, numbers to the right, without ids; a value is printed with its unit", () => {
  const table = {
    columns: ["rank", "name", "value", "fighterId"],
    rows: [
      [1, "Ada Stone", 0.6, 7],
      [10, "José", 1, 8],
      [11, null, 0.055, 9]
    ],
    unit: "ratio"
  }
  assert.strictEqual(
    textTable(table),
    `rank  name        value
----  ---------  ------
   1  Ada Stone   60.0%
  10  José       100.0%
  11  -            5.5%`
  )
})
