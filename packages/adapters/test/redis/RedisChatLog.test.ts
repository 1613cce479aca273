import { assert, it } from "@effect/vitest"
import { freshMessage, freshRun, freshSession } from "@mma-savant/core/contract/Talk"
import { ChatLog, type RunPen } from "@mma-savant/core/conversation/ChatLog"
import type { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { FrameBody, LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import type { LogPlace } from "@mma-savant/core/conversation/LogTail"
import { Clock, Context, Duration, Effect, Fiber, Layer, Queue, type Redacted, Schedule, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as RedisChatLog from "../../src/redis/RedisChatLog.ts"
import { layer as layerClient, RedisClient } from "../../src/redis/RedisClient.ts"
import { describeWithRedis, freshKeys } from "./TestRedis.ts"
import { wire } from "./Wire.ts"

const frame: FrameBody = { t: "title", d: { title: "x" } }
const frames = (count: number) => Array.from({ length: count }, () => frame)

const start = ({ run }: RunPen): FrameBody => ({
  t: "run.start",
  run,
  d: { run, messageId: freshMessage(), parentId: freshMessage(), provider: "test", model: "test-1" }
})

const numbers = (all: ReadonlyArray<LoggedFrame>) => all.map(({ seq }) => seq)

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index)

/** The frames that a follower gets, as it gets them. */
const follow = Effect.fnUntraced(function* (log: ChatLog["Service"], sessionId: SessionId, from: LogPlace) {
  const got = yield* Queue.unbounded<LoggedFrame>()
  const fiber = yield* log.follow(sessionId, from).pipe(
    Stream.runForEach((batch) => Queue.offerAll(got, batch)),
    Effect.flip,
    Effect.forkScoped
  )
  return { got, failed: Fiber.join(fiber) }
})

const pull = (got: Queue.Dequeue<LoggedFrame>, count: number) => Effect.map(Queue.takeN(got, count), numbers)

describeWithRedis("RedisChatLog", () => {
  const { client, elapse, prefix } = freshKeys()
  const layer = Layer.provideMerge(RedisChatLog.layer, client)

  /** The log as another program has it. */
  const over = (url: Redacted.Redacted) =>
    Effect.map(Layer.build(Layer.fresh(RedisChatLog.layer.pipe(Layer.provide(layerClient(url, prefix))))), (context) =>
      Context.get(context, ChatLog)
    )

  const lose = (...keys: ReadonlyArray<string>) => RedisClient.use(({ run }) => run((redis) => redis.del(...keys)))

  it.effect("what one program adds, others follow, and a run is closed to all but its own", () =>
    Effect.gen(function* () {
      const log = yield* ChatLog
      const { url } = yield* wire
      const theirs = yield* over(url)
      const sessionId = freshSession()
      const { got } = yield* follow(theirs, sessionId, { epoch: "", after: 0 })
      const [mine, other] = [
        { run: freshRun(), number: 1 },
        { run: freshRun(), number: 2 }
      ]
      yield* log.append(sessionId, [start(mine), frame], mine)
      assert.strictEqual((yield* Effect.flip(theirs.append(sessionId, [start(other)], other)))._tag, "RunClosed")
      yield* theirs.append(sessionId, frames(2), null)
      assert.deepStrictEqual(yield* pull(got, 4), [1, 2, 3, 4])
    }).pipe(Effect.provide(layer))
  )

  it.effect("the keys of a session lie together; its frames go after 15 minutes, its numbers after a day", () =>
    Effect.gen(function* () {
      const log = yield* ChatLog
      const { run } = yield* RedisClient
      const sessionId = freshSession()
      const [all, state] = [`log:{${sessionId}}`, `log:{${sessionId}}:state`]
      yield* log.append(sessionId, frames(3), null)
      const { epoch } = yield* log.bounds(sessionId)
      const keys = yield* run((redis) => redis.keys(`${prefix}*${sessionId}*`))
      assert.sameMembers(keys, [prefix + all, prefix + state])
      const left = yield* run((redis) => Promise.all([redis.pttl(all), redis.pttl(state)]))
      for (const [index, time] of [Duration.minutes(15), Duration.days(1)].entries()) {
        assert.isAtMost(left[index]!, Duration.toMillis(time))
        assert.isAbove(left[index]!, Duration.toMillis(time) - 10_000)
      }
      yield* elapse(Duration.minutes(15))
      assert.deepStrictEqual(yield* log.bounds(sessionId), { epoch, head: 3, oldest: 4, open: null })
      yield* log.append(sessionId, frames(1), null)
      assert.deepInclude(yield* log.bounds(sessionId), { epoch, head: 4, oldest: 4 })
      yield* elapse(Duration.days(1))
      const { epoch: another, ...anew } = yield* log.bounds(sessionId)
      assert.notStrictEqual(another, epoch)
      assert.deepStrictEqual(anew, { head: 0, oldest: 1, open: null })
      const kept = yield* run((redis) => redis.pttl(state))
      assert.isAbove(kept, Duration.toMillis(Duration.days(1)) - 10_000)
      assert.isAtMost(kept, Duration.toMillis(Duration.days(1)))
    }).pipe(Effect.provide(layer))
  )

  it.effect("a log that the server has lost begins anew, and so does its run", () =>
    Effect.gen(function* () {
      const log = yield* ChatLog
      const sessionId = freshSession()
      const mine = { run: freshRun(), number: 1 }
      yield* log.append(sessionId, [start(mine), ...frames(9)], mine)
      const { epoch } = yield* log.bounds(sessionId)
      const { failed, got } = yield* follow(log, sessionId, { epoch, after: 0 })
      assert.deepStrictEqual(yield* pull(got, 10), upTo(10))
      yield* lose(`log:{${sessionId}}`, `log:{${sessionId}}:state`)
      assert.strictEqual((yield* Effect.flip(log.append(sessionId, frames(1), mine)))._tag, "RunClosed")
      yield* log.append(sessionId, [start(mine), ...frames(10)], mine)
      assert.strictEqual((yield* failed)._tag, "PlaceLost")
      const anew = yield* log.bounds(sessionId)
      assert.deepInclude(anew, { head: 11, oldest: 1, open: { run: mine.run, start: 1 } })
      assert.notStrictEqual(anew.epoch, epoch)
    }).pipe(Effect.provide(layer))
  )

  it.effect("of a log that the server has lost in part, no frame is taken for another", () =>
    Effect.gen(function* () {
      const log = yield* ChatLog
      const sessionId = freshSession()
      yield* log.append(sessionId, frames(5), null)
      const { epoch } = yield* log.bounds(sessionId)
      yield* lose(`log:{${sessionId}}`)
      yield* log.append(sessionId, frames(1), null)
      assert.deepStrictEqual(yield* log.bounds(sessionId), { epoch, head: 6, oldest: 6, open: null })
      const behind = yield* follow(log, sessionId, { epoch, after: 4 })
      assert.strictEqual((yield* behind.failed)._tag, "PlaceLost")
      yield* lose(`log:{${sessionId}}:state`)
      assert.deepStrictEqual(yield* log.read(sessionId, 0, 10), { epoch: "", head: 0, frames: [] })
      assert.deepInclude(yield* log.bounds(sessionId), { head: 0, oldest: 1, open: null })
      yield* log.append(sessionId, frames(2), null)
      const anew = yield* log.read(sessionId, 0, 10)
      assert.notStrictEqual(anew.epoch, epoch)
      assert.deepStrictEqual(numbers(anew.frames), [1, 2])
    }).pipe(Effect.provide(layer))
  )

  it.effect("a long log holds little more than it must", () =>
    Effect.gen(function* () {
      const log = yield* ChatLog
      const sessionId = freshSession()
      const mine = { run: freshRun(), number: 1 }
      yield* log.append(sessionId, [start(mine)], mine)
      for (let count = 0; count < 5; count++) yield* log.append(sessionId, frames(1000), mine)
      yield* log.append(sessionId, [{ t: "run.end", d: { status: "completed", messageId: freshMessage() } }], mine)
      yield* log.append(sessionId, frames(1), null)
      const { head, oldest } = yield* log.bounds(sessionId)
      assert.strictEqual(head, 5003)
      assert.isAbove(oldest, head - 2200)
    }).pipe(Effect.provide(layer))
  )

  it.live("an append whose answer was lost with the connection adds its frames once", () =>
    Effect.gen(function* () {
      const { loseAnswer, url } = yield* wire
      const theirs = yield* over(url)
      const sessionId = freshSession()
      for (let time = 0; time < 3; time++) {
        yield* loseAnswer
        const batches = Array.from({ length: 4 }, () => theirs.append(sessionId, frames(2), null))
        yield* Effect.all(batches, { concurrency: "unbounded" })
      }
      const { frames: all } = yield* ChatLog.use((log) => log.read(sessionId, 0, 100))
      assert.deepStrictEqual(numbers(all), upTo(24))
    }).pipe(Effect.provide(layer))
  )

  it.live("a server that goes away is StoreUnavailable to all, and the log goes on when it is back", () =>
    Effect.gen(function* () {
      const { cut, mend, url } = yield* wire
      const log = yield* over(url)
      const sessionId = freshSession()
      yield* log.append(sessionId, frames(2), null)
      const { epoch } = yield* log.bounds(sessionId)
      const { failed, got } = yield* follow(log, sessionId, { epoch, after: 0 })
      assert.deepStrictEqual(yield* pull(got, 2), [1, 2])
      yield* cut
      for (const attempt of [
        log.append(sessionId, frames(1), null),
        Effect.asVoid(log.bounds(sessionId)),
        Effect.asVoid(log.read(sessionId, 0, 1)),
        Effect.scoped(log.listen(freshSession(), () => {}))
      ]) {
        assert.strictEqual((yield* Effect.flip(attempt))._tag, "StoreUnavailable")
      }
      yield* mend
      yield* Effect.retry(log.append(sessionId, frames(2), null), Schedule.spaced("20 millis"))
      const after = yield* Effect.raceFirst(
        pull(got, 2),
        Effect.andThen(
          failed,
          Effect.andThen(follow(log, sessionId, { epoch, after: 2 }), ({ got }) => pull(got, 2))
        )
      )
      assert.deepStrictEqual(after, [3, 4])
    }).pipe(Effect.provide(layer))
  )

  it.live("a follower whose bells are cut again and again gets every frame once, and soon", () =>
    Effect.gen(function* () {
      const log = yield* ChatLog
      const { snap, url } = yield* wire
      const theirs = yield* over(url)
      const sessionId = freshSession()
      const { got } = yield* follow(theirs, sessionId, { epoch: "", after: 0 })
      yield* log.append(sessionId, frames(10), null)
      const all = yield* Effect.forEach(upTo(4), () =>
        Effect.gen(function* () {
          const before = yield* pull(got, 10)
          yield* snap
          for (let count = 0; count < 5; count++) yield* log.append(sessionId, frames(2), null)
          return before
        })
      ).pipe(Effect.timeout("4 seconds"))
      assert.deepStrictEqual([...all.flat(), ...(yield* pull(got, 10))], upTo(50))
    }).pipe(Effect.provide(layer))
  )

  it.effect("a reader that hears no bell finds what is new within 5 seconds", () =>
    Effect.gen(function* () {
      const log = yield* ChatLog
      const { deafen, url } = yield* wire
      const theirs = yield* over(url)
      const sessionId = freshSession()
      let lookedAt = 0
      const read: (typeof theirs)["read"] = Effect.fnUntraced(function* (...args) {
        lookedAt = yield* Clock.currentTimeMillis
        return yield* theirs.read(...args)
      })
      const { got } = yield* follow(ChatLog.make({ ...theirs, read }), sessionId, { epoch: "", after: 0 })
      yield* log.append(sessionId, frames(1), null)
      assert.deepStrictEqual(yield* pull(got, 1), [1])
      yield* deafen
      const before = yield* Clock.currentTimeMillis
      yield* log.append(sessionId, frames(1), null)
      const aMoment = TestClock.withLive(Effect.sleep("50 millis"))
      yield* aMoment
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(TestClock.adjust("1 second"), aMoment)))
      assert.deepStrictEqual(yield* pull(got, 1), [2])
      assert.isAtMost(lookedAt - before, 6000)
    }).pipe(Effect.provide(layer))
  )

  it.effect("followers leave no subscription behind", () =>
    Effect.gen(function* () {
      const log = yield* ChatLog
      const { run } = yield* RedisClient
      const sessions = Array.from({ length: 20 }, freshSession)
      const subscriptions = run((redis) => redis.pubsub("CHANNELS", `${prefix}log:*`))
      yield* Effect.scoped(
        Effect.gen(function* () {
          for (const sessionId of [...sessions, ...sessions]) {
            yield* log.append(sessionId, frames(1), null)
            const { got } = yield* follow(log, sessionId, { epoch: "", after: 0 })
            yield* pull(got, 1)
          }
          assert.lengthOf(yield* subscriptions, 20)
        })
      )
      yield* Effect.repeat(subscriptions, { until: (channels) => channels.length === 0 })
    }).pipe(Effect.provide(layer))
  )
})
