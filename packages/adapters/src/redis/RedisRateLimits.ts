import { type Allowance, allowance, pace, type Rate } from "@mma-savant/core/limit/Rate"
import { RateLimits } from "@mma-savant/core/limit/RateLimits"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Effect, Exit, Layer } from "effect"
import { digest } from "./Digest.ts"
import { RedisClient } from "./RedisClient.ts"

/**
 * Takes so many from each key by the step of `allowance`, and by the server's clock: it keeps the arrival, in microseconds,
 * until that has passed, and answers how far it was ahead of now before.
 */
const steps = `
local time = redis.call("TIME")
local now = time[1] * 1000000 + time[2]
local before = {}
for i, key in ipairs(KEYS) do
  local interval, span, count = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local arrival = tonumber(redis.call("GET", key) or now)
  local ahead = math.min(math.max(arrival - now, 0), span)
  before[i] = ahead
  local possible = math.min(count, math.floor((span - ahead) / interval))
  if possible > 0 then
    local next = now + ahead + possible * interval
    redis.call("SET", key, string.format("%.0f", next), "PXAT", string.format("%.0f", math.ceil(next / 1000)))
  end
end
return before`

/** Who waits for an allowance of a key, in the order in which they are given it. */
interface Queue {
  readonly rate: Rate
  readonly waiting: Array<(taken: Exit.Exit<Allowance, StoreUnavailable>) => void>
}

/** What one turn of the event loop takes goes to the server as one command: each is a step of its own all the same. */
export const layer = Layer.effect(
  RateLimits,
  Effect.gen(function* () {
    const takeAll = (yield* RedisClient).script<ReadonlyArray<number>>(steps)
    const run = Effect.runForkWith(yield* Effect.context<never>())
    let queues = new Map<string, Queue>()

    const give = (taking: ReadonlyArray<Queue>, taken: Exit.Exit<ReadonlyArray<number>, StoreUnavailable>) => {
      for (const [i, { rate, waiting }] of taking.entries()) {
        let ahead = Exit.isSuccess(taken) ? taken.value[i]! : 0
        for (const hear of waiting) {
          const next = allowance(rate, ahead, 0)
          ahead = next.arrival
          hear(Exit.map(taken, () => next.allowance))
        }
      }
    }

    const send = () => {
      const taking = [...queues.values()]
      const keys = [...queues.keys()].map((key) => `limit:${digest(key)}`)
      const counts = taking.flatMap(({ rate, waiting }) => {
        const { interval, span } = pace(rate)
        return [interval, span, waiting.length]
      })
      queues = new Map()
      run(
        takeAll(keys, ...counts).pipe(
          Effect.withSpan("RedisRateLimits.take"),
          Effect.exit,
          Effect.map((taken) => give(taking, taken))
        )
      )
    }

    return RateLimits.of({
      take: (key, rate) =>
        Effect.callback<Allowance, StoreUnavailable>((hear) => {
          if (queues.size === 0) setImmediate(send)
          const queue = queues.get(key)
          if (queue === undefined) queues.set(key, { rate, waiting: [hear] })
          else queue.waiting.push(hear)
        })
    })
  })
)
