import { allowance, pace } from "@mma-savant/core/limit/Rate"
import { RateLimits } from "@mma-savant/core/limit/RateLimits"
import { Effect, Layer } from "effect"
import { digest } from "./Digest.ts"
import { RedisClient } from "./RedisClient.ts"

/**
 * The step of `allowance`, by the server's clock: it keeps the arrival, in microseconds, until that has passed, and
 * answers how far it was ahead of now before.
 */
const step = `
local time = redis.call("TIME")
local now = time[1] * 1000000 + time[2]
local interval, span = tonumber(ARGV[1]), tonumber(ARGV[2])
local arrival = tonumber(redis.call("GET", KEYS[1]) or now)
local ahead = math.min(math.max(arrival - now, 0), span)
if ahead + interval <= span then
  local next = now + ahead + interval
  redis.call("SET", KEYS[1], string.format("%.0f", next), "PXAT", string.format("%.0f", math.ceil(next / 1000)))
end
return ahead`

export const layer = Layer.effect(
  RateLimits,
  Effect.gen(function* () {
    const take = (yield* RedisClient).script<number>(step)

    return RateLimits.of({
      take: Effect.fn("RedisRateLimits.take")(function* (key, rate) {
        const { interval, span } = pace(rate)
        const ahead = yield* take([`limit:${digest(key)}`], interval, span)
        return allowance(rate, ahead, 0).allowance
      })
    })
  })
)
