import { assert, it } from "@effect/vitest"
import { emptyReport, withCounts, wroteNothing } from "../../src/collection/StorageReport.ts"

const counts = { inserted: 1, updated: 2, unchanged: 3, fields: { reach: 2, wins: 1 } }

it("counts of one table add up and leave the others alone", () => {
  const twice = withCounts(withCounts(emptyReport, "fighters", counts), "fighters", { ...counts, fields: { wins: 4 } })
  const sum = { inserted: 2, updated: 4, unchanged: 6, fields: { reach: 2, wins: 5 } }
  assert.deepStrictEqual(twice, { ...emptyReport, fighters: sum })
  assert.deepStrictEqual(emptyReport.fighters.fields, {})
})

it("nothing was written when nothing was inserted or updated, however much was unchanged", () => {
  const unchanged = { inserted: 0, updated: 0, unchanged: 9, fields: {} }
  assert.isTrue(wroteNothing(withCounts(emptyReport, "matches", unchanged)))
  assert.isFalse(wroteNothing(withCounts(emptyReport, "matches", { ...unchanged, inserted: 1 })))
  assert.isFalse(wroteNothing(withCounts(emptyReport, "rankings", { ...unchanged, updated: 1 })))
})
