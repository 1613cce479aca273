import { assert, it } from "@effect/vitest"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import * as MemoryChatLog from "../../src/memory/MemoryChatLog.ts"

const session = () => SessionId.make(crypto.randomUUID())
const frame = { t: "title", d: { title: "x" } } as const
const frames = (count: number) => Array.from({ length: count }, () => frame)

it.effect("of a log without news for 15 minutes the newest frame is kept, and the numbers go on", () =>
  Effect.gen(function* () {
    const log = yield* ChatLog
    const [idle, busy] = [session(), session()]
    yield* log.append(idle, frames(10))
    yield* TestClock.adjust("10 minutes")
    yield* log.append(busy, frames(10))
    yield* TestClock.adjust("6 minutes")
    yield* log.append(session(), frames(1))
    const { epoch } = yield* log.bounds(session())
    assert.deepStrictEqual(yield* log.bounds(idle), { epoch, oldest: 10, head: 10 })
    assert.deepStrictEqual(yield* log.bounds(busy), { epoch, oldest: 1, head: 10 })
    yield* log.append(idle, frames(1))
    assert.deepStrictEqual(
      (yield* log.read(idle, 0, 100)).map(({ seq }) => seq),
      [10, 11]
    )
  }).pipe(Effect.provide(MemoryChatLog.layer))
)

it.effect("the numbers of another memory begin again, in another epoch", () =>
  Effect.gen(function* () {
    const sessionId = session()
    const begin = ChatLog.use((log) => Effect.andThen(log.append(sessionId, [frame]), log.bounds(sessionId))).pipe(
      Effect.provide(MemoryChatLog.layer, { local: true })
    )
    const [one, other] = [yield* begin, yield* begin]
    assert.deepStrictEqual([one.head, other.head], [1, 1])
    assert.notStrictEqual(one.epoch, other.epoch)
  })
)

it.effect("a log that grows for ever keeps less than twice what it must", () =>
  Effect.gen(function* () {
    const log = yield* ChatLog
    const sessionId = session()
    for (let count = 0; count < 20; count++) yield* log.append(sessionId, frames(999))
    const { head, oldest } = yield* log.bounds(sessionId)
    assert.strictEqual(head, 19_980)
    assert.isBelow(head - oldest, 4000)
  }).pipe(Effect.provide(MemoryChatLog.layer))
)
