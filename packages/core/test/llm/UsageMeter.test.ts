import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { IsoDate } from "../../src/IsoDate.ts"
import { UsageLedger, type UsageQuery } from "../../src/llm/UsageLedger.ts"
import { UsageMeter } from "../../src/llm/UsageMeter.ts"
import { mostUsageDays } from "../../src/llm/UsageReport.ts"

type Period = Partial<Pick<UsageQuery, "from" | "to">>

/** What the ledger is asked for a period, on the day before Christmas. */
const asked = Effect.fnUntraced(function* (period: Period) {
  yield* TestClock.setTime(Date.UTC(2026, 11, 24, 23, 59))
  const queries: Array<UsageQuery> = []
  const ledger = UsageLedger.of({
    record: () => Effect.void,
    report: (query) => Effect.sync(() => void queries.push(query)).pipe(Effect.as([]))
  })
  const report = yield* UsageMeter.use((meter) =>
    meter.generateUsageReport({ userId: null, by: "model", ...period })
  ).pipe(Effect.provide(UsageMeter.layer.pipe(Layer.provide(Layer.succeed(UsageLedger, ledger))), { local: true }))
  const { from, to } = report
  assert.deepStrictEqual(queries, [{ userId: null, from, to, by: "model" }])
  return [from, to]
})

const day = (text: string) => IsoDate.make(text)

it.effect("a report is of the month so far where no day is named", () =>
  Effect.gen(function* () {
    assert.deepStrictEqual(yield* asked({}), ["2026-12-01", "2026-12-24"])
  })
)

it.effect("of a period whose beginning is open it is the month of its end, and one whose end is open ends today", () =>
  Effect.gen(function* () {
    assert.deepStrictEqual(yield* asked({ to: day("2026-02-03") }), ["2026-02-01", "2026-02-03"])
    assert.deepStrictEqual(yield* asked({ to: day("0001-01-01") }), ["0001-01-01", "0001-01-01"])
    assert.deepStrictEqual(yield* asked({ from: day("2026-02-03") }), ["2026-02-03", "2026-12-24"])
    assert.deepStrictEqual(yield* asked({ from: day("2026-12-24") }), ["2026-12-24", "2026-12-24"])
  })
)

it.effect("a whole leap year is reported at once, and no day more", () =>
  Effect.gen(function* () {
    const [from, to] = [day("2024-01-01"), day("2024-12-31")]
    assert.deepStrictEqual(yield* asked({ from, to }), [from, to])
    assert.deepInclude(yield* Effect.flip(asked({ from, to: day("2025-01-01") })), {
      _tag: "UsagePeriodInvalid",
      field: "from",
      message: `at most ${mostUsageDays} days in all`
    })
  })
)

it.effect("a period that ends before it begins is none", () =>
  Effect.gen(function* () {
    const from = day("2026-12-25")
    assert.deepInclude(yield* Effect.flip(asked({ from, to: day("2026-12-24") })), { field: "to" })
    assert.deepInclude(yield* Effect.flip(asked({ from })), { field: "from", message: "not after today" })
  })
)
