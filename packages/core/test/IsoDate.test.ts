import { assert, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import { TestClock } from "effect/testing"
import { IsoDate, today, yearsBefore, yearsBetween } from "../src/IsoDate.ts"

const decode = Schema.decodeUnknownResult(IsoDate)

it.each(["2026-01-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])("%s is a day", (text) => {
  assert.isTrue(Result.isSuccess(decode(text)))
})

it.each([
  "2023-02-29",
  "1900-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-04-31",
  "2026-1-1",
  "0000-01-01",
  "20260101",
  "2026-01-01T00:00:00Z",
  " 2026-01-01",
  "2026-01-01\n",
  "",
  null
])("%j is no day", (text) => {
  assert.isTrue(Result.isFailure(decode(text)))
})

it.effect("today is the day in UTC", () =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 7, 20, 23, 59, 59, 999))
    assert.strictEqual(yield* today, "2026-08-20")
    yield* TestClock.adjust("1 millis")
    assert.strictEqual(yield* today, "2026-08-21")
  })
)

it.each([
  ["1988-07-14", "2021-07-13", 32],
  ["1988-07-14", "2021-07-14", 33],
  ["2000-02-29", "2021-02-28", 20],
  ["2000-02-29", "2021-03-01", 21],
  ["2000-02-29", "2024-02-29", 24],
  ["1999-12-31", "2000-01-01", 0]
])("from %s to %s are %i years", (birth, day, years) => {
  assert.strictEqual(yearsBetween(IsoDate.make(birth), IsoDate.make(day)), years)
})

it.each([
  ["2026-08-01", 3, "2023-08-01"],
  ["2024-02-29", 4, "2020-02-29"],
  ["2024-02-29", 3, "2021-02-28"],
  ["1001-01-01", 10, "0991-01-01"]
])("%s less %i years is %s", (day, years, before) => {
  assert.strictEqual(yearsBefore(IsoDate.make(day), years), before)
})
