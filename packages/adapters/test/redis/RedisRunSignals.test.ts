import { assert, it } from "@effect/vitest"
import { freshRun } from "@mma-savant/core/contract/Talk"
import type { RunId } from "@mma-savant/core/conversation/ChatMessage"
import { RunSignals } from "@mma-savant/core/conversation/RunSignals"
import { Context, Effect, Fiber, Layer, Queue, Stream } from "effect"
import { layer as layerClient, RedisClient } from "../../src/redis/RedisClient.ts"
import * as RedisRunSignals from "../../src/redis/RedisRunSignals.ts"
import { describeWithRedis, freshKeys } from "./TestRedis.ts"
import { wire } from "./Wire.ts"

/** The runs that one who listens hears of. */
const listen = Effect.fnUntraced(function* ({ rings }: RunSignals["Service"]) {
  const runs = yield* Queue.unbounded<RunId>()
  yield* Effect.forkScoped(Stream.runForEach(rings, (run) => Queue.offer(runs, run)))
  return runs
})

/** Rings for a run until it has been heard of. */
const untilHeard = Effect.fnUntraced(function* (runs: Queue.Dequeue<RunId>) {
  const { ring } = yield* RunSignals
  const run = freshRun()
  const ringing = yield* Effect.forkScoped(Effect.forever(Effect.andThen(ring(run), Effect.sleep("10 millis"))))
  yield* Effect.repeat(Queue.take(runs), { until: (heard) => heard === run })
  yield* Fiber.interrupt(ringing)
})

describeWithRedis("RedisRunSignals", () => {
  const { client, prefix } = freshKeys()
  const layer = Layer.provideMerge(RedisRunSignals.layer, client)

  it.live("a program hears what others ring for whenever it can reach the server, from whenever it can", () =>
    Effect.gen(function* () {
      const { cut, mend, snap, url } = yield* wire
      const theirs = Context.get(
        yield* Layer.build(Layer.fresh(RedisRunSignals.layer.pipe(Layer.provide(layerClient(url, prefix))))),
        RunSignals
      )
      yield* cut
      const runs = yield* listen(theirs)
      assert.strictEqual((yield* Effect.flip(theirs.ring(freshRun())))._tag, "StoreUnavailable")
      yield* mend
      yield* untilHeard(runs)
      yield* snap
      yield* untilHeard(runs)
    }).pipe(Effect.provide(layer))
  )

  it.live("what is no run is not heard", () =>
    Effect.gen(function* () {
      const signals = yield* RunSignals
      const { publish } = yield* RedisClient
      const runs = yield* listen(signals)
      yield* untilHeard(runs)
      const run = freshRun()
      yield* publish("runs", "nonsense")
      yield* signals.ring(run)
      const heard = yield* Effect.repeat(Queue.take(runs), { until: (one) => one === run || !one.startsWith("r_") })
      assert.strictEqual(heard, run)
    }).pipe(Effect.provide(layer))
  )
})
