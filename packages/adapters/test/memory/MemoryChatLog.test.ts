import { assert, it } from "@effect/vitest"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { RunId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { Effect, Fiber, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as MemoryChatLog from "../../src/memory/MemoryChatLog.ts"

const session = () => SessionId.make(crypto.randomUUID())
const frame = { t: "title", d: { title: "x" } } as const
const frames = (count: number) => Array.from({ length: count }, () => frame)

it.effect("of a log without news for 15 minutes no frame is kept, and the numbers go on", () =>
  Effect.gen(function* () {
    const log = yield* ChatLog
    const [idle, busy] = [session(), session()]
    yield* log.append(idle, frames(10), null)
    const { epoch } = yield* log.bounds(idle)
    yield* TestClock.adjust("10 minutes")
    yield* log.append(busy, frames(10), null)
    yield* TestClock.adjust("6 minutes")
    assert.deepStrictEqual(yield* log.bounds(idle), { epoch, oldest: 11, head: 10, open: null })
    assert.deepInclude(yield* log.bounds(busy), { oldest: 1, head: 10 })
    yield* log.append(idle, frames(1), null)
    const { frames: left } = yield* log.read(idle, 0, 100)
    assert.deepStrictEqual(
      left.map(({ seq }) => seq),
      [11]
    )
  }).pipe(Effect.provide(MemoryChatLog.layer))
)

it.effect("a log without news for a day begins anew, and whoever follows it finds its place lost", () =>
  Effect.gen(function* () {
    const log = yield* ChatLog
    const sessionId = session()
    const pen = { run: RunId.make(`r_${crypto.randomUUID()}`), number: 7 }
    yield* log.append(sessionId, frames(3), null)
    const { epoch } = yield* log.bounds(sessionId)
    yield* TestClock.adjust("23 hours")
    const follower = yield* log
      .follow(sessionId, { epoch, after: 3 })
      .pipe(Stream.runDrain, Effect.flip, Effect.forkChild)
    yield* TestClock.adjust("59 minutes")
    assert.isUndefined(follower.pollUnsafe())
    yield* TestClock.adjust("1 minute")
    assert.strictEqual((yield* Fiber.join(follower))._tag, "PlaceLost")
    assert.strictEqual((yield* Effect.flip(log.append(sessionId, frames(1), pen)))._tag, "RunClosed")
    yield* log.append(sessionId, frames(1), null)
    const anew = yield* log.bounds(sessionId)
    assert.deepInclude(anew, { oldest: 1, head: 1 })
    assert.notStrictEqual(anew.epoch, epoch)
  }).pipe(Effect.provide(MemoryChatLog.layer))
)

it.effect("the numbers of another memory begin again, in another epoch", () =>
  Effect.gen(function* () {
    const sessionId = session()
    const begin = ChatLog.use((log) =>
      Effect.andThen(log.append(sessionId, [frame], null), log.bounds(sessionId))
    ).pipe(Effect.provide(MemoryChatLog.layer, { local: true }))
    const [one, other] = [yield* begin, yield* begin]
    assert.deepStrictEqual([one.head, other.head], [1, 1])
    assert.notStrictEqual(one.epoch, other.epoch)
  })
)

it.effect("a log that grows for ever keeps less than twice what it must", () =>
  Effect.gen(function* () {
    const log = yield* ChatLog
    const sessionId = session()
    for (let count = 0; count < 20; count++) yield* log.append(sessionId, frames(999), null)
    const { head, oldest } = yield* log.bounds(sessionId)
    assert.strictEqual(head, 19_980)
    assert.isBelow(head - oldest, 4000)
  }).pipe(Effect.provide(MemoryChatLog.layer))
)
