import { assert, it } from "@effect/vitest"
import { Clock, Context, Effect, Exit, Layer, Queue, Schedule, Scope } from "effect"
import { layer, RedisClient } from "../../src/redis/RedisClient.ts"
import { describeWithRedis, freshKeys, redisUrl } from "./TestRedis.ts"
import { wire } from "./Wire.ts"

/** What is heard on a channel from now on. */
const hear = Effect.fnUntraced(function* (channel: string) {
  const { subscribe } = yield* RedisClient
  const words = yield* Queue.unbounded<string | null>()
  yield* subscribe(channel, (word) => void Queue.offerUnsafe(words, word))
  return words
})

/** Waits until a channel has so many subscriptions. */
const subscribed = Effect.fnUntraced(function* (channel: string, count: number) {
  const { run } = yield* RedisClient
  yield* Effect.repeat(
    run((client) => client.pubsub("NUMSUB", channel)),
    { until: ([, known]) => known === count }
  )
})

describeWithRedis("channels of Redis", () => {
  const { client, prefix } = freshKeys()

  /** Another program. */
  const another = (keyPrefix: string) =>
    Effect.map(Layer.build(Layer.fresh(layer(redisUrl, keyPrefix))), (context) => Context.get(context, RedisClient))

  it.effect("what one program says, every listener of the channel hears, and no other's", () =>
    Effect.gen(function* () {
      const { publish } = yield* RedisClient
      const theirs = yield* another(prefix)
      const [one, same, other] = [yield* hear("one"), yield* hear("one"), yield* hear("other")]
      const there = yield* Effect.provideService(hear("one"), RedisClient, theirs)
      yield* theirs.publish("one", "한글 🥊")
      yield* publish("one", "")
      yield* publish("other", "last")
      for (const words of [one, same, there]) {
        assert.deepStrictEqual(yield* Queue.takeN(words, 2), ["한글 🥊", ""])
      }
      assert.deepStrictEqual(yield* Queue.takeN(other, 1), ["last"])
    }).pipe(Effect.provide(client))
  )

  it.effect("two projects on one server do not hear one another", () =>
    Effect.gen(function* () {
      const { publish } = yield* RedisClient
      const theirs = yield* another(`${prefix}theirs:`)
      const words = yield* hear("shared")
      yield* theirs.publish("shared", "theirs")
      yield* publish("shared", "ours")
      assert.strictEqual(yield* Queue.take(words), "ours")
    }).pipe(Effect.provide(client))
  )

  it.effect("a channel is subscribed once, from its first listener to its last", () =>
    Effect.gen(function* () {
      const { publish } = yield* RedisClient
      const channel = `${prefix}counted`
      for (let time = 0; time < 2; time++) {
        const [first, last] = [yield* Scope.make(), yield* Scope.make()]
        yield* Scope.provide(hear("counted"), first)
        const words = yield* Scope.provide(hear("counted"), last)
        yield* subscribed(channel, 1)
        yield* Scope.close(first, Exit.void)
        yield* publish("counted", "still")
        assert.strictEqual(yield* Queue.take(words), "still")
        yield* subscribed(channel, 1)
        yield* Scope.close(last, Exit.void)
        yield* subscribed(channel, 0)
      }
    }).pipe(Effect.provide(client))
  )

  it.effect("listeners that come and go at once are heard of in their order", () =>
    Effect.gen(function* () {
      const { publish } = yield* RedisClient
      yield* Effect.scoped(hear("hasty"))
      const words = yield* hear("hasty")
      yield* publish("hasty", "heard")
      assert.strictEqual(yield* Queue.take(words), "heard")
    }).pipe(Effect.provide(client))
  )

  it.live("when the connection was lost and is back, every listener hears that once, and all that is said since", () =>
    Effect.gen(function* () {
      const { snap, url } = yield* wire
      const words = yield* Effect.gen(function* () {
        const { publish } = yield* RedisClient
        const channels = [yield* hear("a"), yield* hear("a"), yield* hear("b")]
        yield* Effect.scoped(hear("left"))
        for (let time = 0; time < 3; time++) {
          yield* snap
          for (const words of channels) assert.isNull(yield* Queue.take(words))
          yield* publish("a", `a${time}`)
          yield* publish("b", `b${time}`)
          for (const [index, words] of channels.entries()) {
            assert.strictEqual(yield* Queue.take(words), `${index < 2 ? "a" : "b"}${time}`)
          }
        }
        yield* subscribed(`${prefix}left`, 0)
        return channels
      }).pipe(Effect.provide(layer(url, prefix)))
      for (const left of words) assert.strictEqual(yield* Queue.size(left), 0)
      yield* Effect.provide(subscribed(`${prefix}a`, 0), client)
    })
  )

  it.live("a server that does not answer is StoreUnavailable within two seconds, and is heard when it does", () =>
    Effect.gen(function* () {
      const { mute, snap, unmute, url } = yield* wire
      yield* Effect.gen(function* () {
        const { publish, subscribe } = yield* RedisClient
        yield* mute
        const before = yield* Clock.currentTimeMillis
        const error = yield* Effect.flip(subscribe("late", () => {}))
        assert.strictEqual(error._tag, "StoreUnavailable")
        assert.isBelow((yield* Clock.currentTimeMillis) - before, 4000)
        yield* unmute
        yield* snap
        const words = yield* Effect.retry(hear("late"), Schedule.spaced("20 millis"))
        yield* publish("late", "heard")
        const heard = yield* Effect.repeat(Queue.take(words), { while: (word) => word === null })
        assert.strictEqual(heard, "heard")
        yield* subscribed(`${prefix}late`, 1)
      }).pipe(Effect.provide(layer(url, prefix)))
      yield* Effect.provide(subscribed(`${prefix}late`, 0), client)
    })
  )
})
