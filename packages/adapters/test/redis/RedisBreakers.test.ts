import { assert, it } from "@effect/vitest"
import { Context, Duration, Effect, Layer } from "effect"
import { CircuitBreaker } from "effect/persistence"
import * as RedisBreakers from "../../src/redis/RedisBreakers.ts"
import { layer as layerClient, RedisClient } from "../../src/redis/RedisClient.ts"
import { describeWithRedis, freshKeys, redisUrl } from "./TestRedis.ts"

const failure = (key: string, generation: number, openFor: Duration.Input = "1 minute") => ({
  key,
  generation,
  outcome: "Failure" as const,
  tripPolicy: CircuitBreaker.consecutive(2),
  openFor: Duration.fromInputUnsafe(openFor)
})

const rejection = <A, R>(admit: Effect.Effect<A, CircuitBreaker.CircuitBreakerError, R>) =>
  Effect.map(Effect.flip(admit), ({ reason }) => reason)

describeWithRedis("RedisBreakers", () => {
  const { client, prefix } = freshKeys()
  const layer = Layer.provideMerge(RedisBreakers.layer, client)

  it.effect("two programs share one circuit", () =>
    Effect.gen(function* () {
      const mine = yield* CircuitBreaker.CircuitBreakerStore
      const another = Layer.provide(RedisBreakers.layer, layerClient(redisUrl, prefix))
      const theirs = Context.get(yield* Layer.build(Layer.fresh(another)), CircuitBreaker.CircuitBreakerStore)
      assert.notStrictEqual(mine, theirs)
      for (const store of [mine, theirs]) {
        const { generation } = yield* store.admit("shared")
        yield* store.record(failure("shared", generation))
      }
      for (const store of [mine, theirs]) {
        assert.strictEqual((yield* rejection(store.admit("shared")))._tag, "CircuitOpen")
      }
      assert.strictEqual((yield* mine.admit("another")).probe, false)
    }).pipe(Effect.provide(layer))
  )

  it.effect("one call tries a circuit that has been open long enough", () =>
    Effect.gen(function* () {
      const store = yield* CircuitBreaker.CircuitBreakerStore
      for (let time = 0; time < 2; time++) {
        const { generation } = yield* store.admit("tried")
        yield* store.record(failure("tried", generation, 0))
      }
      const { generation, probe } = yield* store.admit("tried")
      assert.isTrue(probe)
      assert.strictEqual((yield* rejection(store.admit("tried")))._tag, "CircuitHalfOpen")
      yield* store.record({ ...failure("tried", generation), outcome: "Success" })
      assert.deepStrictEqual(yield* store.state("tried"), { _tag: "Closed", key: "tried" })
    }).pipe(Effect.provide(layer))
  )

  it.effect("every key begins with the prefix and goes when nobody uses it", () =>
    Effect.gen(function* () {
      const store = yield* CircuitBreaker.CircuitBreakerStore
      yield* store.admit("kept")
      const { run } = yield* RedisClient
      assert.deepStrictEqual(yield* run((redis) => redis.keys("*circuit:kept")), [`${prefix}circuit:kept`])
      const left = yield* run((redis) => redis.pttl("circuit:kept"))
      assert.isAbove(left, 0)
      assert.isAtMost(left, Duration.toMillis("1 hour"))
    }).pipe(Effect.provide(layer))
  )

  it.effect("a script runs on a server that has forgotten it", () =>
    Effect.gen(function* () {
      const store = yield* CircuitBreaker.CircuitBreakerStore
      yield* store.admit("forgotten")
      const { run } = yield* RedisClient
      yield* run((redis) => redis.script("FLUSH"))
      assert.strictEqual((yield* store.admit("forgotten")).probe, false)
    }).pipe(Effect.provide(layer))
  )

  it.effect("a server that is gone is an error of the store", () =>
    Effect.gen(function* () {
      const store = yield* Effect.provide(
        CircuitBreaker.CircuitBreakerStore,
        RedisBreakers.layer.pipe(Layer.provide(layerClient(redisUrl, prefix))),
        { local: true }
      )
      assert.strictEqual((yield* rejection(store.admit("gone")))._tag, "CircuitBreakerStoreError")
    })
  )
})
