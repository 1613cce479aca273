import { assert, it } from "@effect/vitest"
import { Duration, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import type { Rate } from "../src/limit/Rate.ts"
import { RateLimits } from "../src/limit/RateLimits.ts"
import { freshWord } from "./Facts.ts"

/** So slow that nothing is regained while a test runs. */
const daily = (limit: number): Rate => ({ limit, window: Duration.days(1) })

/** How long the rate takes to regain as many. */
const regaining = ({ limit, window }: Rate, count: number) =>
  Duration.millis((Duration.toMillis(window) * count) / limit)

const take = (key: string, rate: Rate) => RateLimits.use((limits) => limits.take(key, rate))

const takeMany = (key: string, rate: Rate, count: number) =>
  Effect.all(
    Array.from({ length: count }, () => take(key, rate)),
    { concurrency: "unbounded" }
  )

const allowedOf = (key: string, rate: Rate, count: number) =>
  Effect.map(takeMany(key, rate, count), (verdicts) => verdicts.filter(({ allowed }) => allowed).length)

/** A date like today's: sums that are exact near 1970 need not be so here. */
const today = Layer.effectDiscard(TestClock.setTime(Date.UTC(2026, 10, 23, 4, 5, 6, 789)))

/**
 * The laws of {@link RateLimits}. `elapse` lets time pass for the adapter, that much or a few seconds more: by the test
 * clock, or in a store that has a clock of its own.
 */
export const suite = (
  adapter: string,
  layer: Layer.Layer<RateLimits, unknown>,
  elapse: (time: Duration.Duration) => Effect.Effect<void> = TestClock.adjust
) =>
  it.layer(Layer.provideMerge(layer, today), { timeout: "60 seconds" })(`RateLimits / ${adapter}`, (it) => {
    it.effect("of 200 at once as many are allowed as the limit says, to the last one", () =>
      Effect.gen(function* () {
        for (const limit of [1, 3, 7, 13, 70, 143, 199, 200, 201]) {
          const verdicts = yield* takeMany(freshWord(), daily(limit), 200)
          const allowed = verdicts.filter((verdict) => verdict.allowed)
          assert.deepStrictEqual(
            allowed.map(({ remaining }) => remaining).sort((a, b) => b - a),
            Array.from({ length: Math.min(limit, 200) }, (_, taken) => limit - 1 - taken)
          )
          for (const verdict of verdicts) {
            assert.strictEqual(verdict.limit, limit)
            if (!verdict.allowed) assert.strictEqual(verdict.remaining, 0)
          }
        }
      })
    )

    it.effect("what is used up is regained evenly, and never more than the limit", () =>
      Effect.gen(function* () {
        const [key, rate] = [freshWord(), daily(10)]
        assert.strictEqual(yield* allowedOf(key, rate, 20), 10)
        for (const [regained, expected] of [
          [1, 1],
          [3, 3],
          [0.5, 0],
          [0.5, 1],
          [2.5, 2],
          [1.5, 2],
          [10, 10],
          [1000, 10]
        ] as const) {
          yield* elapse(regaining(rate, regained))
          assert.strictEqual(yield* allowedOf(key, rate, 20), expected, `after ${regained}`)
        }
      })
    )

    it.effect("a refusal costs nothing", () =>
      Effect.gen(function* () {
        const [key, rate] = [freshWord(), daily(3)]
        assert.strictEqual(yield* allowedOf(key, rate, 3), 3)
        assert.strictEqual(yield* allowedOf(key, rate, 100), 0)
        yield* elapse(regaining(rate, 1))
        assert.strictEqual(yield* allowedOf(key, rate, 100), 1)
      })
    )

    it.effect("each verdict says how many are left and when all of them are back", () =>
      Effect.gen(function* () {
        const [key, rate] = [freshWord(), daily(4)]
        const interval = Duration.toMillis(regaining(rate, 1))
        for (let taken = 1; taken <= 4; taken++) {
          const verdict = yield* take(key, rate)
          assert.deepInclude(verdict, { allowed: true, limit: 4, remaining: 4 - taken, retryMs: 0 })
          assert.isAtMost(verdict.resetMs, taken * interval)
          assert.isAbove(verdict.resetMs, (taken - 1) * interval)
        }
        const { resetMs } = yield* take(key, rate)
        assert.isAtMost(resetMs, 4 * interval)
        yield* elapse(Duration.millis(Math.ceil(resetMs)))
        assert.deepStrictEqual(yield* take(key, rate), yield* take(freshWord(), rate))
      })
    )

    it.effect("a refusal says when the next is allowed: not before, and then indeed", () =>
      Effect.gen(function* () {
        for (const limit of [1, 7]) {
          const [key, rate] = [freshWord(), daily(limit)]
          yield* takeMany(key, rate, limit)
          const first = yield* take(key, rate)
          assert.isFalse(first.allowed)
          assert.isAbove(first.retryMs, 0)
          assert.isAtMost(first.retryMs, Duration.toMillis(regaining(rate, 1)))
          yield* elapse(Duration.millis(Math.floor(first.retryMs / 2)))
          const second = yield* take(key, rate)
          assert.isFalse(second.allowed)
          assert.isAtMost(second.retryMs, first.retryMs - Math.floor(first.retryMs / 2))
          yield* elapse(Duration.millis(Math.ceil(second.retryMs)))
          assert.isTrue((yield* take(key, rate)).allowed)
        }
      })
    )

    it.effect("after a whole window everything is as at first, be it a millisecond or a day", () =>
      Effect.gen(function* () {
        for (const window of ["1 milli", "7 millis", "1 second", "1 minute", "1 hour", "1 day"] as const) {
          for (const limit of [1, 3, 10]) {
            const [key, rate] = [freshWord(), { limit, window: Duration.fromInputUnsafe(window) }]
            const first = yield* take(key, rate)
            assert.deepInclude(first, { allowed: true, limit, remaining: limit - 1, retryMs: 0 })
            assert.isAbove(first.resetMs, 0)
            assert.isAtMost(first.resetMs, Duration.toMillis(rate.window) / limit)
            yield* takeMany(key, rate, limit)
            yield* elapse(rate.window)
            assert.deepStrictEqual(yield* take(key, rate), first, `${limit} in ${window}`)
          }
        }
      })
    )

    it.effect("keys do not touch each other, whatever they look like", () =>
      Effect.gen(function* () {
        const word = freshWord()
        const alike = ["", " ", ":", "*", "\n", "\0", "1", "Ä", "a\u0308", "🥊", "__proto__", "x".repeat(10_000)]
        const keys = [...alike.map((end) => word + end), word.toUpperCase(), ...alike.map((start) => start + word)]
        const own = keys.filter((key, at) => keys.indexOf(key) === at)
        for (const key of own) assert.isTrue((yield* take(key, daily(1))).allowed, key)
        for (const key of own) assert.isFalse((yield* take(key, daily(1))).allowed, key)
      })
    )

    it.effect("many keys at once are each counted exactly", () =>
      Effect.gen(function* () {
        const keys = Array.from({ length: 20 }, freshWord)
        const counts = yield* Effect.forEach(keys, (key, at) => allowedOf(key, daily(at + 1), 30), {
          concurrency: "unbounded"
        })
        assert.deepStrictEqual(
          counts,
          keys.map((_, at) => at + 1)
        )
      })
    )
  })
