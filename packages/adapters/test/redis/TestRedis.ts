import { Duration, Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { afterAll, describe } from "vitest"
import * as RedisClient from "../../src/redis/RedisClient.ts"

const address = process.env["TEST_REDIS_URL"]

export const redisUrl = Redacted.make(address ?? "redis://127.0.0.1:6379")

/** Tests that need the server: left out, and seen to be, where there is none. */
export const describeWithRedis = (name: string, tests: () => void): void => {
  describe.skipIf(address === undefined)(`${name} (needs TEST_REDIS_URL)`, tests)
}

const wipe = `for _, key in ipairs(redis.call("KEYS", ARGV[1] .. "*")) do redis.call("DEL", key) end`

/** Everything is as it would be so many milliseconds later: keys nearer to their end, arrivals nearer to now. */
const age = `
for _, key in ipairs(redis.call("KEYS", ARGV[1] .. "*")) do
  local left = redis.call("PTTL", key) - ARGV[2]
  local for_good = redis.call("PTTL", key) == -1
  if left <= 0 and not for_good then
    redis.call("DEL", key)
  elseif not for_good then
    if key:find("limit:", 1, true) then
      local arrival = redis.call("GET", key) - ARGV[2] * 1000
      redis.call("SET", key, string.format("%.0f", arrival))
    end
    redis.call("PEXPIRE", key, left)
  end
end`

/** Keys of its own on the server, gone at the end of the test file. */
export const freshKeys = () => {
  const prefix = `mma-test-${crypto.randomUUID()}:`
  const evaluate = (lua: string, ...args: ReadonlyArray<number>) =>
    RedisClient.RedisClient.use(({ run }) => run((client) => client.eval(lua, 0, prefix, ...args)))
  const wiped = Layer.effectDiscard(Effect.acquireRelease(Effect.void, () => Effect.orDie(evaluate(wipe))))
  const runtime = ManagedRuntime.make(Layer.provideMerge(wiped, RedisClient.layer(redisUrl, prefix)))
  afterAll(() => runtime.dispose())
  const client = Layer.effectContext(runtime.contextEffect)
  return {
    prefix,
    client,
    elapse: (time: Duration.Duration): Effect.Effect<void> =>
      Effect.andThen(
        TestClock.adjust(time),
        Effect.orDie(Effect.provide(evaluate(age, Duration.toMillis(time)), client))
      )
  }
}
