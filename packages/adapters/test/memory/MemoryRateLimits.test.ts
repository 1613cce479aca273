import { assert, it } from "@effect/vitest"
import { allowance } from "@mma-savant/core/limit/Rate"
import { RateLimits } from "@mma-savant/core/limit/RateLimits"
import { Clock, Duration, Effect, Schema } from "effect"
import { TestClock } from "effect/testing"
import * as MemoryRateLimits from "../../src/memory/MemoryRateLimits.ts"

const between = (minimum: number, maximum: number) =>
  Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum, maximum })))
const takes = Schema.Array(Schema.Struct({ key: between(0, 2), pause: between(0, 300) }))

it.effect.prop(
  "every verdict is that of the rule, by the clock",
  { limit: between(1, 9), window: between(1, 1000), takes },
  ({ limit, takes, window }) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 23))
      const limits = yield* RateLimits
      const arrivals = [0, 0, 0]
      // A key is always taken from at the same rate: each has its own.
      for (const { key, pause } of takes) {
        yield* TestClock.adjust(pause)
        const rate = { limit: limit + key, window: Duration.millis(window) }
        const expected = allowance(rate, arrivals[key]!, (yield* Clock.currentTimeMillis) * 1000)
        arrivals[key] = expected.arrival
        assert.deepStrictEqual(yield* limits.take(`key ${key}`, rate), expected.allowance)
      }
    }).pipe(Effect.provide(MemoryRateLimits.layer, { local: true }))
)
