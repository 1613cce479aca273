import { assert, it } from "@effect/vitest"
import { clock, fightSeconds, roundLengths, scheduledRounds } from "../../src/match/TimeFormat.ts"

it.each([
  ["3 Rnd (5-5-5)", [300, 300, 300]],
  ["5 Rnd (5-5-5-5-5)", [300, 300, 300, 300, 300]],
  ["3 Rnd + OT (5-5-5-5)", [300, 300, 300, 300]],
  ["1 Rnd + 2OT (15-3-3)", [900, 180, 180]],
  ["1 Rnd + OT (31-5)", [1860, 300]],
  ["1 Rnd (20)", [1200]],
  ["No Time Limit", null],
  ["Unlimited Rnd ()", null],
  ["", null],
  [null, null]
])("the rounds of %j last %j", (timeFormat, lengths) => {
  assert.deepStrictEqual(roundLengths(timeFormat), lengths)
})

it.each([
  ["3 Rnd (5-5-5)", 3],
  ["1 Rnd + 2OT (15-3-3)", 1],
  ["3 Rnd + OT (5-5-5-5)", 3],
  ["No Time Limit", null],
  [null, null]
])("scheduled rounds of %j: %j", (timeFormat, rounds) => {
  assert.strictEqual(scheduledRounds(timeFormat), rounds)
})

it.each([
  ["3 Rnd (5-5-5)", 1, 0, 0],
  ["3 Rnd (5-5-5)", 1, 275, 275],
  ["3 Rnd (5-5-5)", 3, 300, 900],
  ["5 Rnd (5-5-5-5-5)", 5, 300, 1500],
  ["1 Rnd + 2OT (15-3-3)", 1, 605, 605],
  ["1 Rnd + 2OT (15-3-3)", 2, 61, 961],
  ["1 Rnd + 2OT (15-3-3)", 3, 180, 1260],
  ["No Time Limit", 1, 1810, 1810],
  [null, 3, 60, 660],
  ["1 Rnd (20)", 2, 10, 1210],
  ["1 Rnd (20)", 3, 10, 1510],
  ["3 Rnd (5-5-5)", null, 60, null],
  ["3 Rnd (5-5-5)", 2, null, null]
])("%s, ended in round %s at %s s: %s s were fought", (timeFormat, resultRound, resultTime, seconds) => {
  assert.strictEqual(fightSeconds({ timeFormat, resultRound, resultTime }), seconds)
})

it.each([
  [0, "0:00"],
  [5, "0:05"],
  [275, "4:35"],
  [605, "10:05"],
  [59.6, "1:00"],
  [119.4, "1:59"],
  [3661, "61:01"]
])("%s s are printed %s", (seconds, printed) => {
  assert.strictEqual(clock(seconds), printed)
})
