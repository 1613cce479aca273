import { assert, it } from "@effect/vitest"
import { TicketBook } from "@mma-savant/core/auth/TicketBook"
import { TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import { UserId } from "@mma-savant/core/Identity"
import { RateLimits } from "@mma-savant/core/limit/RateLimits"
import { DateTime, Duration, Effect, Layer, Redacted } from "effect"
import * as Redis from "../../src/redis/Redis.ts"
import { layer as layerClient, RedisClient } from "../../src/redis/RedisClient.ts"
import * as RedisRateLimits from "../../src/redis/RedisRateLimits.ts"
import * as RedisTicketBook from "../../src/redis/RedisTicketBook.ts"
import * as RedisTokenRevocations from "../../src/redis/RedisTokenRevocations.ts"
import type { RedisUnusable } from "../../src/redis/RedisUnusable.ts"
import { describeWithRedis, freshKeys, redisUrl } from "./TestRedis.ts"

/** All that is kept: keys, values, and milliseconds until they go. */
const kept = (prefix: string) =>
  RedisClient.use(({ run }) =>
    run(async (client) => {
      const keys = (await client.keys(`${prefix}*`)).map((key) => key.slice(prefix.length))
      return Promise.all(keys.map(async (key) => ({ key, value: await client.get(key), left: await client.pttl(key) })))
    })
  )

const rate = { limit: 100, window: Duration.days(1) }

describeWithRedis("Redis", () => {
  const shared = freshKeys()

  it.effect("two programs share one limit, to the last one", () => {
    const programOver = (client: Layer.Layer<RedisClient, RedisUnusable>) =>
      Effect.provide(Redis.layer.pipe(Layer.provide(client)), { local: true })
    const both = Effect.fnUntraced(function* (one: RateLimits["Service"]) {
      const other = yield* RateLimits
      assert.notStrictEqual(one, other)
      const verdicts = yield* Effect.forEach(
        Array.from({ length: 200 }),
        (_, at) => (at % 2 === 0 ? one : other).take("shared", rate),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(verdicts.filter(({ allowed }) => allowed).length, 100)
    })
    return RateLimits.use((one) => programOver(layerClient(redisUrl, shared.prefix))(both(one))).pipe(
      programOver(shared.client)
    )
  })

  const { client, elapse, prefix } = freshKeys()
  // Without the circuits, which stir every minute: months pass here.
  const layer = Layer.provideMerge(
    Layer.mergeAll(RedisRateLimits.layer, RedisTicketBook.layer, RedisTokenRevocations.layer),
    client
  )

  it.effect(
    "one instant of a user is kept for good and nothing else, and what is kept shows no key, token or ticket",
    () =>
      Effect.gen(function* () {
        const limits = yield* RateLimits
        const revocations = yield* TokenRevocations
        const book = yield* TicketBook
        yield* limits.take("canary", rate)
        yield* revocations.revoke({ id: "canary", exp: 900 })
        yield* revocations.revokeUntil(UserId.make(7), DateTime.makeUnsafe(0))
        const ticket = yield* book.issue({
          userId: UserId.make(7),
          sessionId: "session",
          token: { id: "jwt 1", iat: 1, exp: 901 }
        })
        const entries = yield* kept(prefix)
        assert.strictEqual(entries.length, 4)
        const forGood = entries.filter(({ left }) => left < 0).map(({ key }) => key)
        assert.deepStrictEqual(forGood, ["revoked:user:7"])
        const all = JSON.stringify(entries)
        assert.notInclude(all, "canary")
        assert.notInclude(all, Redacted.value(ticket))
        yield* elapse(Duration.days(91))
        assert.deepStrictEqual(
          (yield* kept(prefix)).map(({ key }) => key),
          forGood
        )
      }).pipe(Effect.provide(layer))
  )

  it.effect("a key goes when all of its limit is there again", () =>
    Effect.gen(function* () {
      const limits = yield* RateLimits
      const others = yield* kept(prefix)
      const { resetMs } = yield* limits.take("one", rate)
      assert.strictEqual((yield* kept(prefix)).length, others.length + 1)
      yield* elapse(Duration.millis(resetMs + 1))
      assert.deepStrictEqual(yield* kept(prefix), others)
    }).pipe(Effect.provide(layer))
  )
})
