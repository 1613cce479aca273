import { assert, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Latch, type Layer, Scope, Stream } from "effect"
import { ChatLog, type LogBounds, type RunPen } from "../src/conversation/ChatLog.ts"
import type { SessionId } from "../src/conversation/ChatMessage.ts"
import type { FrameBody } from "../src/conversation/ChatProtocol.ts"
import { type LogPlace, LogTails } from "../src/conversation/LogTail.ts"
import { everyPart, freshMessage, freshRun, freshSession } from "./Talk.ts"

const title = (text: string | number): FrameBody => ({ t: "title", d: { title: `${text}` } })

const titles = (count: number, from = 1): ReadonlyArray<FrameBody> =>
  Array.from({ length: count }, (_, index) => title(from + index))

const delta = (text: string): FrameBody => ({ t: "part.delta", d: { part: 0, delta: text } })

const pen = (number: number): RunPen => ({ run: freshRun(), number })

const start = ({ run }: RunPen): FrameBody => ({
  t: "run.start",
  run,
  d: { run, messageId: freshMessage(), parentId: freshMessage(), provider: "test", model: "test-1" }
})

const end: FrameBody = { t: "run.end", d: { status: "completed", messageId: freshMessage() } }

const numbers = (frames: ReadonlyArray<{ readonly seq: number }>) => frames.map(({ seq }) => seq)

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index)

/** More than a log must keep. */
const many = 5000

const appendMany = Effect.fnUntraced(function* (sessionId: SessionId, count: number, pen: RunPen | null) {
  const log = yield* ChatLog
  for (let from = 1; from <= count; from += 250) yield* log.append(sessionId, titles(250, from), pen)
})

/** What is in a log, by kind. */
const kinds = Effect.fnUntraced(function* (sessionId: SessionId) {
  const { frames } = yield* (yield* ChatLog).read(sessionId, 0, 100)
  return frames.map(({ t }) => t)
})

/** The law of every batch that is refused: nothing of it is kept, and nothing else changes. */
const assertClosed = Effect.fnUntraced(function* (sessionId: SessionId, bodies: ReadonlyArray<FrameBody>, pen: RunPen) {
  const log = yield* ChatLog
  const state = Effect.all([log.bounds(sessionId), log.read(sessionId, 0, many)])
  const before = yield* state
  const error = yield* Effect.flip(log.append(sessionId, bodies, pen))
  assert.deepInclude(error, { _tag: "RunClosed", run: pen.run })
  assert.deepStrictEqual(yield* state, before)
})

const collect = Effect.fnUntraced(function* (sessionId: SessionId, from: LogPlace, count: number) {
  const log = yield* ChatLog
  const frames = log.follow(sessionId, from).pipe(
    Stream.tap((batch) => Effect.sync(() => assert.isNotEmpty(batch))),
    Stream.flattenIterable,
    Stream.take(count)
  )
  return yield* Effect.forkScoped(Stream.runCollect(frames))
})

/** The laws of {@link ChatLog}. */
export const suite = (adapter: string, layer: Layer.Layer<ChatLog, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`ChatLog / ${adapter}`, (it) => {
    it.effect("frames come back as they were appended, numbered from 1 in their session", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const mine = pen(1)
        const { run } = mine
        const messageId = freshMessage()
        const bodies: ReadonlyArray<FrameBody> = [
          start(mine),
          { t: "run.notice", run, d: { kind: "fallback", from: "test/test-1", to: "test/test-2" } },
          { t: "run.reset", run, d: { fromPart: 0 } },
          { t: "tool.call", run, d: { callId: "c", name: "n", args: { deep: [1, null, { a: "b" }] } } },
          ...everyPart.map((delta, part) => ({ t: "part.delta", run, d: { part, delta } }) as const),
          delta('한글 🥊 "quoted" \\ \n \0 \ud83e'),
          { t: "run.end", run, d: { status: "completed", messageId } }
        ]
        yield* log.append(sessionId, bodies, mine)
        yield* log.append(sessionId, [title("")], null)
        const { frames } = yield* log.read(sessionId, 0, 100)
        assert.deepStrictEqual(
          frames.map(({ ts: _, ...frame }) => frame),
          [...bodies, title("")].map((body, index) => ({ ...body, v: 1 as const, sid: sessionId, seq: index + 1 }))
        )
        for (const { ts } of frames) assert.strictEqual(new Date(ts).toISOString(), ts)
      })
    )

    it.effect("the numbers go on from batch to batch, without gaps, each session by itself", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const [one, other] = [freshSession(), freshSession()]
        yield* log.append(one, titles(2), null)
        yield* log.append(other, titles(1), null)
        yield* log.append(one, [], null)
        yield* log.append(one, titles(3), null)
        assert.deepStrictEqual(numbers((yield* log.read(one, 0, 100)).frames), upTo(5))
        assert.deepStrictEqual(numbers((yield* log.read(other, 0, 100)).frames), [1])
      })
    )

    it.effect("read gives the frames after a number, in order, at most so many, and says which is the newest", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* log.append(sessionId, titles(10), null)
        const { epoch } = yield* log.bounds(sessionId)
        const cases = [
          { after: 3, expected: [4, 5, 6, 7] },
          { after: 8, expected: [9, 10] },
          { after: 10, expected: [] },
          { after: 999, expected: [] }
        ]
        for (const { after, expected } of cases) {
          const { frames, ...rest } = yield* log.read(sessionId, after, 4)
          assert.deepStrictEqual(numbers(frames), expected)
          assert.deepStrictEqual(rest, { epoch, head: 10 })
        }
        assert.deepStrictEqual(yield* log.read(freshSession(), 0, 4), { epoch: "", head: 0, frames: [] })
      })
    )

    it.effect("batches of two writers with the same pen are numbered one after the other, none torn", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const mine = pen(1)
        yield* log.append(sessionId, [start(mine)], mine)
        const batch = (name: string) => log.append(sessionId, Array<FrameBody>(5).fill(title(name)), mine)
        const writer = (name: string) => Effect.forEach(upTo(10), (number) => batch(`${name}${number}`))
        yield* Effect.all([writer("a"), writer("b")], { concurrency: 2 })
        const { frames } = yield* log.read(sessionId, 1, 500)
        assert.deepStrictEqual(numbers(frames), upTo(101, 2))
        const names = frames.map((frame) => (frame.t === "title" ? frame.d.title : frame.t))
        for (const index of upTo(19, 0)) assert.lengthOf(new Set(names.slice(index * 5, index * 5 + 5)), 1)
        for (const name of ["a", "b"]) {
          const own = names.filter((one) => one.startsWith(name))
          assert.deepStrictEqual(
            [...new Set(own)],
            upTo(10).map((number) => `${name}${number}`)
          )
        }
      })
    )

    it.effect("bounds names the epoch, the newest and the oldest frame, and the run that is open", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* log.append(sessionId, titles(7), null)
        const { epoch, ...begun } = yield* log.bounds(sessionId)
        assert.isNotEmpty(epoch)
        assert.deepStrictEqual(begun, { head: 7, oldest: 1, open: null })
        const mine = pen(1)
        yield* log.append(sessionId, [start(mine), delta("x")], mine)
        const open = { run: mine.run, start: 8 }
        assert.deepStrictEqual(yield* log.bounds(sessionId), { epoch, head: 9, oldest: 1, open })
        yield* log.append(sessionId, [end], mine)
        assert.deepStrictEqual(yield* log.bounds(sessionId), { epoch, head: 10, oldest: 1, open: null })
      })
    )

    it.effect("who asks for the bounds of a log that has not begun learns the epoch of the frames to come", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const [sessionId, other] = [freshSession(), freshSession()]
        const found = yield* Effect.all(
          upTo(20).map(() => log.bounds(sessionId)),
          { concurrency: "unbounded" }
        )
        const [{ epoch }] = found as [LogBounds]
        assert.isNotEmpty(epoch)
        for (const bounds of found) assert.deepStrictEqual(bounds, { epoch, head: 0, oldest: 1, open: null })
        assert.notStrictEqual((yield* log.bounds(other)).epoch, epoch)
        const follower = yield* collect(sessionId, { epoch, after: 0 }, 3)
        const mine = pen(1)
        yield* log.append(sessionId, [start(mine), delta("x")], mine)
        yield* log.append(sessionId, titles(1), null)
        const open = { run: mine.run, start: 1 }
        assert.deepStrictEqual(yield* log.bounds(sessionId), { epoch, head: 3, oldest: 1, open })
        assert.deepStrictEqual(numbers(yield* Effect.timeout(Fiber.join(follower), "4 seconds")), [1, 2, 3])
      })
    )

    it.effect("of a long log the newest 2,000 frames at least are kept", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* appendMany(sessionId, many, null)
        const { head, oldest } = yield* log.bounds(sessionId)
        assert.strictEqual(head, many)
        assert.isAtMost(oldest, many - 2000 + 1)
        assert.deepStrictEqual(numbers((yield* log.read(sessionId, oldest - 1, many)).frames), upTo(many, oldest))
      })
    )

    it.effect("of the run that is open all frames are kept, however many", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const mine = pen(1)
        yield* log.append(sessionId, titles(10), null)
        yield* log.append(sessionId, [start(mine)], mine)
        yield* appendMany(sessionId, many, mine)
        const { open } = yield* log.bounds(sessionId)
        assert.deepStrictEqual(open, { run: mine.run, start: 11 })
        assert.deepStrictEqual(numbers((yield* log.read(sessionId, 10, 2 * many)).frames), upTo(many + 11, 11))
      })
    )

    it.effect("a run writes between its start and its end, and never again", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const mine = pen(1)
        yield* assertClosed(sessionId, [delta("x")], mine)
        yield* assertClosed(sessionId, [end], mine)
        yield* log.append(sessionId, [start(mine)], mine)
        yield* log.append(sessionId, [delta("x")], mine)
        yield* log.append(sessionId, [delta("y"), end], mine)
        assert.deepStrictEqual(yield* kinds(sessionId), ["run.start", "part.delta", "part.delta", "run.end"])
        yield* assertClosed(sessionId, [delta("z")], mine)
        yield* assertClosed(sessionId, [end], mine)
        yield* assertClosed(sessionId, [start(mine)], mine)
        yield* assertClosed(sessionId, [start(mine), delta("z"), end], mine)
      })
    )

    it.effect("a run may begin and end in one batch", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        for (const number of [1, 2]) {
          const mine = pen(number)
          yield* log.append(sessionId, [start(mine), delta("x"), end], mine)
          yield* assertClosed(sessionId, [start(mine), delta("x"), end], mine)
        }
        const once = ["run.start", "part.delta", "run.end"]
        assert.deepStrictEqual(yield* kinds(sessionId), [...once, ...once])
      })
    )

    it.effect("a batch that is refused in its midst leaves nothing, and the run as it was", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const mine = pen(1)
        yield* assertClosed(sessionId, [start(mine), end, delta("x")], mine)
        yield* log.append(sessionId, [start(mine)], mine)
        yield* assertClosed(sessionId, [delta("x"), end, delta("y")], mine)
        yield* assertClosed(sessionId, [end, start(mine)], mine)
        yield* log.append(sessionId, [end], mine)
        assert.deepStrictEqual(yield* kinds(sessionId), ["run.start", "run.end"])
      })
    )

    it.effect("the start of a run that is open is left out, and the rest is taken", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const mine = pen(1)
        yield* log.append(sessionId, [title("x"), title("y")], null)
        yield* log.append(sessionId, [start(mine), delta("x")], mine)
        yield* log.append(sessionId, [start(mine)], mine)
        yield* log.append(sessionId, [delta("y"), start(mine), delta("z")], mine)
        assert.deepStrictEqual((yield* log.bounds(sessionId)).open, { run: mine.run, start: 3 })
        const before = ["title", "title", "run.start", "part.delta"]
        assert.deepStrictEqual(yield* kinds(sessionId), [...before, "part.delta", "part.delta"])
        yield* log.append(sessionId, [start(mine), end], mine)
        assert.strictEqual((yield* log.bounds(sessionId)).open, null)
      })
    )

    it.effect("while a run is open no other begins or writes, and one of a lower number never does", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const [lower, mine, higher] = [pen(10), pen(20), pen(30)]
        yield* log.append(sessionId, [start(mine)], mine)
        for (const other of [lower, higher, pen(20)]) {
          for (const bodies of [[start(other)], [delta("x")], [end], [start(other), end]]) {
            yield* assertClosed(sessionId, bodies, other)
          }
        }
        yield* log.append(sessionId, [end], mine)
        for (const other of [lower, pen(20)]) {
          for (const bodies of [[start(other)], [delta("x")], [end]]) yield* assertClosed(sessionId, bodies, other)
        }
        yield* log.append(sessionId, [start(higher)], higher)
        yield* assertClosed(sessionId, [delta("x")], mine)
        yield* assertClosed(sessionId, [start(mine)], mine)
        yield* log.append(sessionId, [end], higher)
        assert.deepStrictEqual(yield* kinds(sessionId), ["run.start", "run.end", "run.start", "run.end"])
      })
    )

    it.effect("of runs that begin at once one is open", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const begin = (number: number) => {
          const mine = pen(number)
          return Effect.exit(log.append(sessionId, [start(mine)], mine))
        }
        const exits = yield* Effect.all(upTo(20).map(begin), { concurrency: "unbounded" })
        assert.lengthOf(exits.filter(Exit.isSuccess), 1)
        assert.deepStrictEqual(yield* kinds(sessionId), ["run.start"])
      })
    )

    it.effect("frames without a pen are always taken, and end no run", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const [sessionId, other] = [freshSession(), freshSession()]
        const mine = pen(1)
        yield* log.append(sessionId, [title("before"), end, start(pen(9))], null)
        yield* log.append(sessionId, [start(mine)], mine)
        yield* log.append(sessionId, [title("between"), end, start(pen(9))], null)
        assert.deepStrictEqual((yield* log.bounds(sessionId)).open, { run: mine.run, start: 4 })
        yield* log.append(sessionId, [end], mine)
        yield* log.append(sessionId, [title("after")], null)
        assert.strictEqual((yield* log.bounds(sessionId)).head, 9)
        yield* assertClosed(other, [delta("another session")], mine)
      })
    )

    it.effect("a run without a number is told of once, beside the one that is open, however many tell of it", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const [sessionId, other] = [freshSession(), freshSession()]
        const mine = pen(10)
        const beside: RunPen = { run: freshRun(), number: null }
        const story = [start(beside), end]
        yield* log.append(sessionId, [start(mine)], mine)
        yield* Effect.all(
          upTo(10).map(() => log.append(sessionId, story, beside)),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual((yield* log.bounds(sessionId)).open, { run: mine.run, start: 1 })
        yield* log.append(sessionId, [delta("x"), end], mine)
        for (const _ of upTo(30)) yield* log.append(sessionId, titles(1), null)
        for (const _ of upTo(20)) {
          const another: RunPen = { run: freshRun(), number: null }
          yield* log.append(sessionId, [start(another), end], another)
        }
        const before = yield* log.bounds(sessionId)
        yield* log.append(sessionId, story, beside)
        assert.deepStrictEqual(yield* log.bounds(sessionId), before)
        assert.deepStrictEqual((yield* kinds(sessionId)).slice(0, 5), [
          ...["run.start", "run.start", "run.end"],
          ...["part.delta", "run.end"]
        ])
        yield* log.append(other, story, beside)
        assert.deepStrictEqual(yield* kinds(other), ["run.start", "run.end"])
        const next = pen(11)
        yield* log.append(sessionId, [start(next), end], next)
      })
    )

    it.effect("a listener hears of the next append in its session, and of no other's", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const silent = freshSession()
        let heard = 0
        yield* log.listen(silent, () => {
          heard += 1
        })
        const listen = Effect.gen(function* () {
          const sessionId = freshSession()
          const bell = Latch.makeUnsafe(false)
          const other = Latch.makeUnsafe(false)
          yield* log.listen(sessionId, () => void bell.openUnsafe())
          yield* log.listen(sessionId, () => void other.openUnsafe())
          yield* log.append(sessionId, titles(1), null)
          yield* Effect.all([bell.await, other.await])
        })
        yield* Effect.all(
          upTo(10).map(() => listen),
          { concurrency: "unbounded" }
        ).pipe(Effect.timeout("4 seconds"))
        assert.strictEqual(heard, 0)
      })
    )

    it.effect("one who listens no more hears nothing, and those who still do hear on", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const scope = yield* Scope.make()
        let heard = 0
        const listen = (bell: Latch.Latch) =>
          log.listen(sessionId, () => {
            heard += 1
            bell.openUnsafe()
          })
        const [gone, bell] = [Latch.makeUnsafe(false), Latch.makeUnsafe(false)]
        yield* Scope.provide(listen(gone), scope)
        yield* listen(bell)
        yield* Scope.close(scope, Exit.void)
        yield* log.append(sessionId, titles(1), null)
        yield* Effect.timeout(bell.await, "4 seconds")
        assert.strictEqual(heard, 1)
      })
    )

    it.effect("followers get every frame after their place, those to come included, each once and in order", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* log.append(sessionId, titles(700), null)
        const { epoch } = yield* log.bounds(sessionId)
        const followers = yield* Effect.forEach([0, 1, 699, 700], (after) =>
          Effect.map(collect(sessionId, { epoch, after }, 1000 - after), (fiber) => ({ after, fiber }))
        )
        const writer = Effect.repeat(
          Effect.andThen(Effect.sleep("2 millis"), log.append(sessionId, titles(10), null)),
          {
            times: 9
          }
        )
        yield* Effect.all([writer, writer, writer], { concurrency: 3 })
        for (const { after, fiber } of followers) {
          assert.deepStrictEqual(numbers(yield* Fiber.join(fiber)), upTo(1000, after + 1))
        }
      })
    )

    it.effect("a follower of a long log that is quiet gets all of it without waiting for news", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        yield* log.append(sessionId, titles(1700), null)
        const { epoch } = yield* log.bounds(sessionId)
        const fiber = yield* collect(sessionId, { epoch, after: 0 }, 1700)
        assert.deepStrictEqual(numbers(yield* Effect.timeout(Fiber.join(fiber), "4 seconds")), upTo(1700))
      })
    )

    it.effect("a follower of a log that has not begun gets its first frames", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const looked = yield* Deferred.make<void>()
        const read: (typeof log)["read"] = (...args) =>
          Effect.tap(log.read(...args), () => Deferred.succeed(looked, undefined))
        const pull = yield* new LogTails({ listen: log.listen, read }).follow(sessionId, { epoch: "", after: 0 })
        const frames = Stream.flattenIterable(Stream.fromEffectRepeat(pull))
        const fiber = yield* Effect.forkScoped(Stream.runCollect(Stream.take(frames, 3)))
        yield* Deferred.await(looked)
        yield* log.append(sessionId, titles(2), null)
        yield* log.append(sessionId, titles(1), null)
        assert.deepStrictEqual(numbers(yield* Effect.timeout(Fiber.join(fiber), "4 seconds")), [1, 2, 3])
      })
    )

    it.effect("a log that is forgotten begins anew, and whoever follows it finds its place lost", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const [sessionId, other] = [freshSession(), freshSession()]
        const mine = pen(1)
        yield* log.append(other, titles(1), null)
        yield* log.append(sessionId, [start(mine), delta("x")], mine)
        const { epoch } = yield* log.bounds(sessionId)
        const got = Latch.makeUnsafe(false)
        const follower = yield* log.follow(sessionId, { epoch, after: 0 }).pipe(
          Stream.runForEach(() => got.open),
          Effect.flip,
          Effect.forkScoped
        )
        yield* got.await
        yield* log.forget(sessionId)
        assert.strictEqual((yield* Effect.timeout(Fiber.join(follower), "4 seconds"))._tag, "PlaceLost")
        assert.deepStrictEqual(yield* log.read(sessionId, 0, 10), { epoch: "", head: 0, frames: [] })
        yield* assertClosed(sessionId, [delta("y")], mine)
        yield* log.append(sessionId, [start(mine)], mine)
        const anew = yield* log.bounds(sessionId)
        assert.deepInclude(anew, { head: 1, open: { run: mine.run, start: 1 } })
        assert.notStrictEqual(anew.epoch, epoch)
        yield* log.forget(freshSession())
        assert.strictEqual((yield* log.bounds(other)).head, 1)
      })
    )

    it.effect("so does whoever follows one that is forgotten before its first frame", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const sessionId = freshSession()
        const { epoch } = yield* log.bounds(sessionId)
        const looked = yield* Deferred.make<void>()
        const read: (typeof log)["read"] = (...args) =>
          Effect.tap(log.read(...args), () => Deferred.succeed(looked, undefined))
        const pull = yield* new LogTails({ listen: log.listen, read }).follow(sessionId, { epoch, after: 0 })
        const follower = yield* Effect.forkScoped(Effect.flip(pull))
        yield* Deferred.await(looked)
        yield* log.forget(sessionId)
        assert.strictEqual((yield* Effect.timeout(Fiber.join(follower), "4 seconds"))._tag, "PlaceLost")
      })
    )

    it.effect("a place that is not in the log is lost", () =>
      Effect.gen(function* () {
        const log = yield* ChatLog
        const [sessionId, empty] = [freshSession(), freshSession()]
        yield* appendMany(sessionId, many, null)
        const { epoch, head, oldest } = yield* log.bounds(sessionId)
        const lost: ReadonlyArray<readonly [SessionId, LogPlace]> = [
          [sessionId, { epoch: crypto.randomUUID(), after: head }],
          [sessionId, { epoch: "", after: head }],
          [sessionId, { epoch, after: head + 1 }],
          [empty, { epoch, after: 0 }],
          [empty, { epoch: "", after: 1 }],
          ...(oldest === 1 ? [] : [[sessionId, { epoch, after: oldest - 2 }] as const])
        ]
        for (const [session, from] of lost) {
          const error = yield* Effect.flip(Stream.runDrain(log.follow(session, from)))
          assert.strictEqual(error._tag, "PlaceLost")
        }
        const fiber = yield* collect(sessionId, { epoch, after: oldest - 1 }, 1)
        assert.deepStrictEqual(numbers(yield* Fiber.join(fiber)), [oldest])
      })
    )
  })
