import { assert, describe, it } from "@effect/vitest"
import { day } from "../../contract/Facts.ts"
import { recordBounds } from "../../src/fighter/Experience.ts"

const until = day("2026-01-01")

describe("the bounds of a record", () => {
  it("are none where nothing is asked of it", () => {
    assert.isNull(recordBounds(until, {}))
    assert.isNull(recordBounds(until, { undefeated: false }))
  })

  it.each([
    ["rookie", 1, 10],
    ["veteran", 11, 25],
    ["legend", 26, 1000]
  ] as const)("of a %s are %i to %i bouts", (experience, minBouts, maxBouts) => {
    const bounds = recordBounds(until, { experience })
    assert.deepStrictEqual(bounds, { until, minWins: 0, maxLosses: 1000, minBouts, maxBouts })
  })

  it("of the undefeated are no loss and five wins, whatever the experience", () => {
    assert.deepInclude(recordBounds(until, { undefeated: true }), { minWins: 5, maxLosses: 0, minBouts: 1 })
    assert.deepInclude(recordBounds(until, { undefeated: true, experience: "veteran" }), { maxLosses: 0, minBouts: 11 })
  })
})
