import { assert, it } from "@effect/vitest"
import { Duration, Schema } from "effect"
import { allowance, pace, type Rate } from "../../src/limit/Rate.ts"

const between = (minimum: number, maximum: number) =>
  Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum, maximum })))

/** Microseconds since 1970, today. */
const today = Date.UTC(2026, 10, 23) * 1000

const anyRate = { limit: between(1, 300), window: between(1, 86_400_000) }

/** How long after one request the next comes, as shares of an interval in percent. */
const pauses = Schema.Array(between(0, 500)).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(100)))

const rateOf = ({ limit, window }: { readonly limit: number; readonly window: number }): Rate => ({
  limit,
  window: Duration.millis(window)
})

/** What becomes of requests that come after these pauses, and the instants at which they come. */
const requests = (rate: Rate, percents: ReadonlyArray<number>) => {
  const { interval } = pace(rate)
  let [arrival, now] = [0, today]
  return percents.map((percent) => {
    now += Math.floor((interval * percent) / 100)
    const before = arrival
    const next = allowance(rate, arrival, now)
    arrival = next.arrival
    return { now, before, arrival, ...next.allowance }
  })
}

it.prop("at once there are as many as the limit says, at whatever date", anyRate, (numbers) => {
  const rate = rateOf(numbers)
  const verdicts = requests(rate, Array(rate.limit + 5).fill(0))
  assert.deepStrictEqual(
    verdicts.map(({ allowed }) => allowed),
    verdicts.map((_, at) => at < rate.limit)
  )
  assert.deepStrictEqual(
    verdicts.map(({ remaining }) => remaining),
    verdicts.map((_, at) => Math.max(0, rate.limit - 1 - at))
  )
})

it.prop(
  "in no stretch of time are there more than the limit and what is regained in it",
  [Schema.Struct({ ...anyRate, percents: pauses })],
  ([{ percents, ...numbers }]) => {
    const rate = rateOf(numbers)
    const { interval } = pace(rate)
    const allowed = requests(rate, percents).filter((one) => one.allowed)
    for (const [first, from] of allowed.entries()) {
      for (const [last, to] of allowed.entries()) {
        if (last < first) continue
        assert.isAtMost(last - first + 1, rate.limit + Math.floor((to.now - from.now) / interval))
      }
    }
  }
)

it.prop(
  "whoever keeps to the pace is never refused",
  { ...anyRate, count: between(1, 500) },
  ({ count, ...numbers }) => {
    assert.isTrue(
      requests(rateOf(numbers), Array(count).fill(100)).every(({ allowed, retryMs }) => allowed && retryMs === 0)
    )
  }
)

it.prop(
  "a refusal leaves the arrival as it was, and says exactly when the next is allowed",
  [Schema.Struct({ ...anyRate, percents: pauses })],
  ([{ percents, ...numbers }]) => {
    const rate = rateOf(numbers)
    for (const { allowed, arrival, before, now, retryMs } of requests(rate, percents)) {
      if (allowed) continue
      assert.strictEqual(arrival, before)
      const then = now + Math.round(retryMs * 1000)
      assert.isFalse(allowance(rate, arrival, then - 1).allowance.allowed)
      assert.isTrue(allowance(rate, arrival, then).allowance.allowed)
    }
  }
)

it.prop(
  "all of the limit is there again exactly when it is said, within the window",
  [Schema.Struct({ ...anyRate, percents: pauses })],
  ([{ percents, ...numbers }]) => {
    const rate = rateOf(numbers)
    for (const { arrival, limit, now, remaining, resetMs } of requests(rate, percents)) {
      assert.isAtMost(resetMs, numbers.window)
      assert.isAtLeast(remaining, 0)
      assert.isBelow(remaining, limit)
      const then = now + Math.round(resetMs * 1000)
      assert.strictEqual(arrival, then)
      assert.strictEqual(allowance(rate, arrival, then).allowance.remaining, limit - 1)
      if (remaining < limit - 1) assert.isBelow(allowance(rate, arrival, then - 1).allowance.remaining, limit - 1)
    }
  }
)

it.prop(
  "time only gives",
  { ...anyRate, ahead: between(0, 86_400_000), later: between(0, 86_400_000) },
  ({ ahead, later, ...numbers }) => {
    const rate = rateOf(numbers)
    const soon = allowance(rate, today + ahead, today).allowance
    const late = allowance(rate, today + ahead, today + later).allowance
    assert.isAtLeast(late.remaining, soon.remaining - (soon.allowed ? 0 : 1))
    assert.isAtMost(late.retryMs, soon.retryMs)
    assert.isTrue(late.allowed || !soon.allowed)
  }
)

it.prop(
  "a clock that goes back takes no more than one limit",
  { ...anyRate, back: between(1, 1_000_000_000) },
  ({ back, ...numbers }) => {
    const rate = rateOf(numbers)
    const { arrival } = allowance(rate, 0, today + back * 1000)
    const { retryMs, resetMs } = allowance(rate, arrival, today).allowance
    assert.isAtMost(retryMs, Duration.toMillis(rate.window))
    assert.isAtMost(resetMs, Duration.toMillis(rate.window))
  }
)
