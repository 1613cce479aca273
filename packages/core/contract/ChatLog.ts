import { assert, it } from "@effect/vitest"
import { Effect, Fiber, type Layer, Option, Stream } from "effect"
import { ChatLog } from "../src/conversation/ChatLog.ts"
import { MessageId, RunId, type SessionId } from "../src/conversation/ChatMessage.ts"
import type { FrameBody } from "../src/conversation/ChatProtocol.ts"
import { everyPart, freshSession } from "./Talk.ts"

const title = (text: string | number): FrameBody => ({ t: "title", d: { title: `${text}` } })

const titles = (count: number, from = 1): ReadonlyArray<FrameBody> =>
  Array.from({ length: count }, (_, index) => title(from + index))

const numbers = (frames: ReadonlyArray<{ readonly seq: number }>) => frames.map(({ seq }) => seq)

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index)

/** More than a log must keep. */
const many = 5000

const longLog = Effect.fnUntraced(function* (sessionId: SessionId) {
  const log = yield* ChatLog
  for (let from = 1; from <= many; from += 100) yield* log.append(sessionId, titles(100, from))
})

/** The laws of {@link ChatLog}. */
export const suite = (adapter: string, layer: Layer.Layer<ChatLog, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`ChatLog / ${adapter}`, (it) => {
    it.effect("frames come back as they were appended, numbered from 1 in their session", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const run = RunId.make(`r_${crypto.randomUUID()}`)
        const messageId = MessageId.make(crypto.randomUUID())
        const bodies: ReadonlyArray<FrameBody> = [
          title('한글 🥊 "quoted" \\ \n'),
          { t: "run.start", run, d: { run, messageId, provider: "test", model: "test-1" } },
          { t: "run.notice", run, d: { kind: "fallback", from: "test/test-1", to: "test/test-2" } },
          { t: "run.reset", run, d: { fromPart: 0 } },
          { t: "tool.call", run, d: { callId: "c", name: "n", args: { deep: [1, null, { a: "b" }] } } },
          ...everyPart.map((delta, part) => ({ t: "part.delta", run, d: { part, delta } }) as const),
          { t: "run.end", run, d: { status: "completed", messageId } }
        ]
        const logged = yield* log.append(sessionId, bodies)
        assert.deepStrictEqual(
          logged.map(({ ts: _, ...frame }) => frame),
          bodies.map((body, index) => ({ ...body, v: 1 as const, sid: sessionId, seq: index + 1 }))
        )
        for (const { ts } of logged) assert.strictEqual(new Date(ts).toISOString(), ts)
        assert.deepStrictEqual(yield* log.read(sessionId, 0, 100), logged)
      })
    )

    it.effect("the numbers go on from batch to batch, without gaps, each session by itself", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const [one, other] = [freshSession(), freshSession()]
        assert.deepStrictEqual(numbers(yield* log.append(one, titles(2))), [1, 2])
        assert.deepStrictEqual(numbers(yield* log.append(other, titles(1))), [1])
        assert.deepStrictEqual(yield* log.append(one, []), [])
        assert.deepStrictEqual(numbers(yield* log.append(one, titles(3))), [3, 4, 5])
        assert.deepStrictEqual(numbers(yield* log.read(other, 0, 100)), [1])
      })
    )

    it.effect("read gives the frames after a number, in order, at most so many", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* log.append(sessionId, titles(10))
        assert.deepStrictEqual(numbers(yield* log.read(sessionId, 3, 4)), [4, 5, 6, 7])
        assert.deepStrictEqual(numbers(yield* log.read(sessionId, 8, 4)), [9, 10])
        assert.deepStrictEqual(yield* log.read(sessionId, 10, 4), [])
        assert.deepStrictEqual(yield* log.read(sessionId, 999, 4), [])
        assert.deepStrictEqual(yield* log.read(freshSession(), 0, 4), [])
      })
    )

    it.effect("batches appended at once are numbered one after the other, none torn", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const batches = yield* Effect.all(
          Array.from({ length: 20 }, (_, writer) =>
            log.append(
              sessionId,
              Array.from({ length: 5 }, () => title(writer))
            )
          ),
          { concurrency: "unbounded" }
        )
        for (const batch of batches) assert.deepStrictEqual(numbers(batch), upTo(batch[0]!.seq + 4, batch[0]!.seq))
        const all = yield* log.read(sessionId, 0, 500)
        assert.deepStrictEqual(numbers(all), upTo(100))
        assert.deepStrictEqual(
          batches.flat().sort((a, b) => a.seq - b.seq),
          all
        )
      })
    )

    it.effect("bounds names the oldest and the newest frame, 0 and 0 of an empty log, in one epoch", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const { epoch, ...empty } = yield* log.bounds(sessionId)
        assert.deepStrictEqual(empty, { oldest: 0, head: 0 })
        yield* log.append(sessionId, titles(7))
        assert.deepStrictEqual(yield* log.bounds(sessionId), { epoch, oldest: 1, head: 7 })
      })
    )

    it.effect("of a long log the newest 2,000 frames at least are kept", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* longLog(sessionId)
        const { head, oldest } = yield* log.bounds(sessionId)
        assert.strictEqual(head, many)
        assert.isAtMost(oldest, many - 2000 + 1)
        assert.deepStrictEqual(numbers(yield* log.read(sessionId, oldest - 1, many)), upTo(many, oldest))
        assert.deepStrictEqual(numbers(yield* log.read(sessionId, many - 2000, many)), upTo(many, many - 2000 + 1))
      })
    )

    it.effect("a listener hears of appends in its session, and of no other's", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const [sessionId, other] = [freshSession(), freshSession()]
        const rings = yield* log.listen(sessionId)
        const silence = yield* log.listen(other)
        const heard = yield* Effect.forkScoped(Stream.runHead(rings))
        const unheard = yield* Effect.forkScoped(Stream.runHead(silence))
        // A ring may be lost, so the bell is rung until it is heard.
        const ringing = yield* Effect.forkScoped(
          Effect.forever(Effect.andThen(log.append(sessionId, titles(1)), Effect.sleep("50 millis")))
        )
        const ring = Option.getOrThrow(yield* Fiber.join(heard))
        yield* Fiber.interrupt(ringing)
        const { head } = yield* log.bounds(sessionId)
        assert.isAtLeast(ring, 1)
        assert.isAtMost(ring, head)
        assert.isUndefined(unheard.pollUnsafe())
      })
    )

    it.effect("followers get every frame after their number, those to come included, each once and in order", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* log.append(sessionId, titles(700))
        const follow = (after: number) =>
          Effect.forkScoped(Stream.runCollect(Stream.take(log.follow(sessionId, after), 1000 - after)))
        const followers = yield* Effect.forEach([0, 1, 699, 700], (after) =>
          Effect.map(follow(after), (fiber) => ({ after, fiber }))
        )
        yield* Effect.all(
          Array.from({ length: 30 }, () => Effect.andThen(Effect.sleep("2 millis"), log.append(sessionId, titles(10)))),
          { concurrency: 3 }
        )
        for (const { after, fiber } of followers) {
          assert.deepStrictEqual(numbers(yield* Fiber.join(fiber)), upTo(1000, after + 1))
        }
      })
    )

    it.effect("a follower of a long log that is quiet gets all of it without waiting for news", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* log.append(sessionId, titles(1700))
        const frames = yield* Stream.take(log.follow(sessionId, 0), 1700).pipe(
          Stream.runCollect,
          Effect.timeout("4 seconds")
        )
        assert.deepStrictEqual(numbers(frames), upTo(1700))
      })
    )

    it.effect("a follower of a log that has not begun gets its first frames", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const fiber = yield* Effect.forkScoped(Stream.runCollect(Stream.take(log.follow(sessionId, 0), 2)))
        yield* Effect.sleep("20 millis")
        yield* log.append(sessionId, titles(2))
        assert.deepStrictEqual(numbers(yield* Fiber.join(fiber)), [1, 2])
      })
    )
  })
