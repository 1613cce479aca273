import { assert, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { TestClock } from "effect/testing"
import { day } from "../../contract/Facts.ts"
import { type NamedDays, namedDays } from "../../src/event/NamedDays.ts"
import { addDays, daysBetween, todayIn } from "../../src/IsoDate.ts"

// The first of March 2024 is a Friday, after a leap day.
it.each<readonly [NamedDays, on: string, from: string, to: string]>([
  ["yesterday", "2024-03-01", "2024-02-29", "2024-02-29"],
  ["today", "2024-03-01", "2024-03-01", "2024-03-01"],
  ["tomorrow", "2024-02-29", "2024-03-01", "2024-03-01"],
  ["this-weekend", "2024-03-01", "2024-03-02", "2024-03-03"],
  ["this-weekend", "2024-03-03", "2024-03-02", "2024-03-03"],
  ["this-weekend", "2024-03-04", "2024-03-09", "2024-03-10"],
  ["last-weekend", "2024-03-03", "2024-02-24", "2024-02-25"],
  ["last-weekend", "2024-03-04", "2024-03-02", "2024-03-03"],
  ["next-weekend", "2024-03-01", "2024-03-09", "2024-03-10"],
  ["this-week", "2024-03-03", "2024-02-26", "2024-03-03"],
  ["last-saturday", "2024-03-01", "2024-02-24", "2024-02-24"],
  ["last-saturday", "2024-03-02", "2024-02-24", "2024-02-24"],
  ["last-saturday", "2024-03-03", "2024-03-02", "2024-03-02"],
  ["next-saturday", "2024-03-01", "2024-03-02", "2024-03-02"],
  ["next-saturday", "2024-03-02", "2024-03-09", "2024-03-09"],
  ["last-month", "2024-03-31", "2024-02-01", "2024-02-29"],
  ["next-month", "2024-12-31", "2025-01-01", "2025-01-31"],
  ["last-year", "2024-03-01", "2023-01-01", "2023-12-31"]
])("%s on %s is from %s to %s", (name, on, from, to) => {
  assert.deepStrictEqual(namedDays(name, day(on)), { from: day(from), to: day(to) })
})

it.effect("the day is that of the time zone, and there is none where there is no such zone", () =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.parse("2024-03-01T20:00:00Z"))
    assert.deepStrictEqual(yield* todayIn("Asia/Seoul"), Option.some(day("2024-03-02")))
    assert.deepStrictEqual(yield* todayIn("America/Los_Angeles"), Option.some(day("2024-03-01")))
    assert.deepStrictEqual(yield* todayIn("Asia/Nowhere"), Option.none())
  })
)

it("days are counted by the calendar", () => {
  assert.strictEqual(daysBetween(day("1987-07-19"), day("2011-03-19")), 8644)
  assert.strictEqual(addDays(day("2024-02-28"), 2), "2024-03-01")
})
