import { assert, describe, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import type { ServerFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import { UserId } from "@mma-savant/core/Identity"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Duration, Effect, Layer } from "effect"
import { CurrentRates } from "../src/limit/RateClass.ts"
import { DrainTime } from "../src/system/Shutdown.ts"
import { gate } from "./Gates.ts"
import * as SteeredModel from "./SteeredModel.ts"
import * as Test from "./TestServer.ts"
import { entered, type TestSocket } from "./TestSocket.ts"
import { whoIs } from "./Visit.ts"

/** A record that cannot be reached for some questions, and breaks at others. */
const faulty = Layer.effect(
  TurnRepository,
  Effect.map(TurnRepository, (turns) => ({
    ...turns,
    begin: (turn: Parameters<typeof turns.begin>[0]) => {
      if (turn.ask.kind === "regenerate") return turns.begin(turn)
      if (turn.ask.text === "out of reach")
        return Effect.fail(new StoreUnavailable({ store: "turns", cause: "a secret" }))
      return turn.ask.text === "broken" ? Effect.die(new Error("a secret reason")) : turns.begin(turn)
    }
  }))
).pipe(Layer.provideMerge(Memory.layer))

const talks = Layer.merge(faulty, Layer.succeed(DrainTime, Duration.zero))
const served = Test.over(talks, SteeredModel.layer)

const of = <T extends ServerFrame["t"]>({ frames }: TestSocket, t: T) =>
  frames.filter((frame): frame is Extract<ServerFrame, { t: T }> => frame.t === t)

const unknown = crypto.randomUUID()

layer(served, { excludeTestServices: true })("what a client asks", (it) => {
  const answered = (socket: TestSocket, text: string) =>
    Effect.gen(function* () {
      const { messageId, run } = yield* socket.taken("send", { cid: crypto.randomUUID(), text })
      const { d } = yield* socket.awaitFrame("run.end", (frame) => frame.run === run)
      return { question: messageId!, run: run!, answer: d.messageId, status: d.status }
    })

  const limitTo = Effect.fnUntraced(function* (token: string, dailyRequestLimit: number) {
    const id = UserId.make((yield* whoIs(token)) ?? 0)
    yield* UserRepository.use((users) => users.update(id, { dailyRequestLimit }))
  })

  it.effect("is done once, however often it is asked, and each time answered", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("twice")
      const { answer, question } = yield* answered(socket, "one two")
      for (const [t, d] of [
        ["send", { cid: "c1", text: "three four" }],
        ["regenerate", { cid: "c2", messageId: answer, model: "steered/steered-1" }],
        ["edit", { cid: "c3", messageId: question, text: "five six" }]
      ] as const) {
        const first = yield* socket.taken(t, d)
        const second = yield* socket.taken(t, d)
        assert.deepInclude(first, { dup: false, ahead: 0 })
        yield* socket.awaitFrame("run.end", ({ run }) => run === first.run)
        for (const { dup, messageId, run } of [second, yield* socket.taken(t, d)]) {
          assert.deepStrictEqual([dup, messageId, run], [true, first.messageId, first.run])
        }
      }
      assert.lengthOf(of(socket, "run.start"), 4)
      assert.lengthOf(of(socket, "message"), 3)
      for (const n of [7, 7]) socket.say({ t: "ping", id: "same", d: { n } })
      for (const after of [0, 1]) socket.say({ t: "resync", id: "again", d: { after } })
      socket.say({ t: "ping", id: "last", d: { n: 1 } })
      yield* socket.awaitFrame("pong", ({ d }) => d.n === 1)
      assert.lengthOf(of(socket, "pong"), 3)
      assert.lengthOf(of(socket, "welcome"), 3)
      assert.lengthOf(of(socket, "ack"), 10)
    })
  )

  it.effect("is told with what is left of the day, to every socket of the user", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("quota")
      const other = yield* enter
      const { socket: elsewhere } = yield* entered("quota")
      const { socket: somebody } = yield* entered("nobody")
      other.hello()
      const { d: welcome } = yield* other.awaitFrame("welcome")
      assert.strictEqual(welcome.limits.quota.used, 0)
      assert.deepInclude(welcome.limits, { framesPerSecond: 10, framesAtOnce: 20, maxQueued: 3, maxQuestion: 4000 })
      yield* socket.taken("send", { cid: "c1", text: "one two" })
      for (const tab of [socket, other]) {
        const { d } = yield* tab.awaitFrame("quota")
        assert.deepStrictEqual([d.used, d.limit - d.remaining], [1, 1])
        yield* tab.awaitFrame("run.end")
      }
      yield* elsewhere.awaitFrame("quota", ({ d }) => d.used === 1)
      // What did not count is given back, and told when the answer has ended.
      const { run } = yield* socket.taken("send", { cid: "c2", text: "mute until it is stopped" })
      for (const tab of [other, elsewhere]) yield* tab.awaitFrame("quota", ({ d }) => d.used === 2)
      yield* socket.taken("cancel", { run })
      for (const tab of [socket, other]) {
        const end = yield* tab.awaitFrame("run.end", (frame) => frame.run === run)
        yield* tab.awaitFrame("quota", (quota) => tab.frames.indexOf(quota) > tab.frames.indexOf(end))
        assert.strictEqual(of(tab, "quota").at(-1)?.d.used, 1)
      }
      yield* elsewhere.awaitFrame("quota", (frame) => frame.d.used === 1 && of(elsewhere, "quota").indexOf(frame) === 2)
      assert.lengthOf(of(elsewhere, "quota"), 3)
      assert.deepStrictEqual(of(somebody, "quota"), [])
    })
  )

  it.effect("names messages of the session, of the right kind, or the field is told", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("fields")
      const elsewhere = yield* answered((yield* entered("fields")).socket, "elsewhere")
      const { answer, question } = yield* answered(socket, "one two")
      const cid = "never"
      for (const [t, d, field] of [
        ["send", { cid, text: "x", parentId: unknown }, "d.parentId"],
        ["send", { cid, text: "x", parentId: question }, "d.parentId"],
        ["send", { cid, text: "x", parentId: elsewhere.answer }, "d.parentId"],
        ["send", { cid, text: "x", parentId: "no uuid" }, "d.parentId"],
        ["regenerate", { cid, messageId: unknown }, "d.messageId"],
        ["regenerate", { cid, messageId: elsewhere.answer }, "d.messageId"],
        ["edit", { cid, messageId: unknown, text: "x" }, "d.messageId"],
        ["edit", { cid, messageId: answer, text: "x" }, "d.messageId"],
        ["edit", { cid, messageId: question, text: " " }, "d.text"],
        ["send", { cid, text: "x", model: "steered/other" }, "d.model"],
        ["send", { cid, text: "x", mode: "hurry" }, "d.mode"],
        ["cancel", { run: "r_1" }, "d.run"],
        ["answer", { askId: "no uuid", value: 1 }, "d.askId"],
        ["answer", { askId: unknown, value: 0 }, "d.value"],
        ["auth", { ticket: 7 }, "d.ticket"],
        ["resync", { after: -1 }, "d.after"]
      ] as const) {
        const refusal = yield* socket.refused(t, d)
        assert.deepInclude(refusal, { code: "VALIDATION", field, retryable: false }, `${t} ${JSON.stringify(d)}`)
      }
      assert.lengthOf(of(socket, "run.start"), 1)
    })
  )

  it.effect("is refused under an id that was used for something else, whatever its kind", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("conflict")
      const { messageId, run } = yield* socket.taken("send", { cid: "c1", text: "one two" })
      yield* socket.awaitFrame("run.end", (frame) => frame.run === run)
      for (const [t, d] of [
        ["send", { text: "another" }],
        ["edit", { messageId, text: "one two" }],
        ["regenerate", { messageId }]
      ] as const) {
        const refusal = yield* socket.refused(t, { cid: "c1", ...d })
        assert.deepInclude(refusal, { code: "CID_CONFLICT", field: "d.cid", retryable: false })
      }
    })
  )

  it.effect("of a run or a question that is not there changes nothing", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("old")
      const { run } = yield* answered(socket, "one two")
      const elsewhere = yield* entered("old")
      const foreign = yield* elsewhere.socket.taken("send", { cid: "c1", text: "hold the other session" })
      const running = yield* socket.taken("send", { cid: "c1", text: "hold this session" })
      for (const old of [run, foreign.run, `r_${unknown}`]) {
        assert.deepInclude(yield* socket.refused("cancel", { run: old }), { code: "RUN_NOT_ACTIVE", retryable: false })
      }
      assert.deepInclude(yield* socket.refused("answer", { askId: unknown, value: 1 }), { code: "ASK_CLOSED" })
      gate("hold this session").openUnsafe()
      gate("hold the other session").openUnsafe()
      for (const [tab, started] of [
        [socket, running],
        [elsewhere.socket, foreign]
      ] as const) {
        const { d } = yield* tab.awaitFrame("run.end", (frame) => frame.run === started.run)
        assert.strictEqual(d.status, "completed")
      }
    })
  )

  it.effect("waits its turn behind three at most, and is told how many are ahead", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("queue")
      const texts = ["hold the queue", "b", "c", "d"]
      const acks = yield* Effect.forEach(texts, (text, at) => socket.taken("send", { cid: `c${at}`, text }))
      assert.deepStrictEqual(
        acks.map(({ ahead }) => ahead),
        [0, 1, 2, 3]
      )
      assert.deepInclude(yield* socket.refused("send", { cid: "c4", text: "e" }), {
        code: "QUEUE_FULL",
        retryable: true
      })
      const late = yield* enter
      late.hello()
      const { d: welcome } = yield* late.awaitFrame("welcome")
      assert.strictEqual(welcome.activeRun, acks[0]?.run)
      assert.deepStrictEqual(
        welcome.queue,
        acks.slice(1).flatMap(({ run }) => run ?? [])
      )
      // One that waits is cancelled without having begun to speak.
      yield* socket.taken("cancel", { run: acks[2]?.run })
      yield* socket.awaitFrame("run.end", ({ d, run }) => run === acks[2]?.run && d.status === "cancelled")
      gate("hold the queue").openUnsafe()
      for (const at of [0, 1, 3]) yield* socket.awaitFrame("run.end", ({ run }) => run === acks[at]?.run)
      const order = of(socket, "run.end").map(({ run }) => acks.findIndex((ack) => ack.run === run))
      assert.deepStrictEqual(order, [2, 0, 1, 3])
      assert.strictEqual(socket.wordsOf(acks[2]?.run), "")
      assert.strictEqual(socket.wordsOf(acks[3]?.run), "d")
    })
  )

  it.effect("with `interrupt` comes in the place of what is answered and what waits", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("interrupt")
      const first = yield* socket.taken("send", { cid: "c1", text: "hold for ever" })
      const second = yield* socket.taken("send", { cid: "c2", text: "never answered" })
      yield* socket.awaitFrame("part.delta", ({ run }) => run === first.run)
      const third = yield* socket.taken("send", { cid: "c3", text: "at once", mode: "interrupt" })
      const { d } = yield* socket.awaitFrame("run.end", ({ run }) => run === third.run)
      assert.strictEqual(d.status, "completed")
      assert.sameDeepMembers(
        of(socket, "run.end").map(({ d, run }) => [run, d.status]),
        [
          [first.run, "cancelled"],
          [second.run, "cancelled"],
          [third.run, "completed"]
        ]
      )
      assert.strictEqual(socket.wordsOf(first.run), "hold ")
    })
  )

  it.effect("is refused when the day is used up, until it ends", () =>
    Effect.gen(function* () {
      const { socket, token } = yield* entered("spent")
      yield* limitTo(token, 1)
      yield* answered(socket, "one two")
      const refusal = yield* socket.refused("send", { cid: "c2", text: "three" })
      assert.deepInclude(refusal, { code: "QUOTA_EXCEEDED", retryable: true })
      const reset = Date.parse(of(socket, "quota").at(-1)!.d.resetAt)
      assert.closeTo(Date.now() + (refusal.retryAfterMs ?? 0), reset, 2000)
      assert.lengthOf(of(socket, "message"), 1)
    })
  )

  it.effect("is refused while the record cannot be reached, and named in the log where something broke", () =>
    Effect.gen(function* () {
      const { logged } = yield* Test.TestServer
      const { socket } = yield* entered("broken")
      const unreachable = yield* socket.refused("send", { cid: "c1", text: "out of reach" })
      assert.deepInclude(unreachable, { code: "DATA_UNAVAILABLE", retryable: true })
      const broken = yield* socket.refused("send", { cid: "c1", text: "broken" })
      assert.deepInclude(broken, { code: "INTERNAL", retryable: true })
      assert.isTrue(
        logged.some((line) => line.includes(broken.errorId ?? "nothing") && line.includes("a secret reason"))
      )
      assert.notInclude(JSON.stringify(socket.frames), "secret")
      yield* answered(socket, "and goes on")
    })
  )
})

const tight = { ...Test.plenty, write: { limit: 2, window: Duration.minutes(1) } }

describe("questions", () => {
  layer(Test.over(Layer.merge(Memory.layer, Layer.succeed(CurrentRates, tight))), { excludeTestServices: true })(
    (it) => {
      it.effect("count as what a user writes, and who asks too often is told when to go on", () =>
        Effect.gen(function* () {
          const { socket } = yield* entered("a")
          yield* socket.taken("send", { cid: "c1", text: "one" })
          const refusal = yield* socket.refused("edit", { cid: "c2", messageId: unknown, text: "two" })
          assert.deepInclude(refusal, { code: "RATE_LIMITED", retryable: true })
          assert.isTrue((refusal.retryAfterMs ?? 0) > 0 && (refusal.retryAfterMs ?? 0) <= 30_000)
          assert.deepInclude(yield* socket.refused("cancel", { run: `r_${unknown}` }), { code: "RUN_NOT_ACTIVE" })
        })
      )
    }
  )
})
