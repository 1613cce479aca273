import { assert, layer } from "@effect/vitest"
import { Array as Arr, Effect } from "effect"
import * as Test from "./TestServer.ts"
import { entered, open, session } from "./TestSocket.ts"

layer(Test.layer, { excludeTestServices: true })("bad frames", (it) => {
  it.effect("each is answered once, with what is wrong, and the socket stays open", () =>
    Effect.gen(function* () {
      const { enter } = yield* session("a")
      const bad: ReadonlyArray<readonly [frame: object | string, re: string | null, field: string | undefined]> = [
        ["{bad", null, undefined],
        ["", null, undefined],
        ["[1,2]", null, undefined],
        ['"x"', null, undefined],
        ["null", null, undefined],
        [{ t: "nope", id: "n" }, "n", "t"],
        [{ id: "no-t" }, "no-t", "t"],
        [{ t: 7, id: "odd-t" }, "odd-t", "t"],
        [{ t: "ping", d: { n: 1 } }, null, "id"],
        [{ t: "ping", id: "spaces in it", d: { n: 1 } }, "spaces in it", "id"],
        [{ t: "ping", id: "x".repeat(65), d: { n: 1 } }, null, "id"],
        [{ t: "ping", id: "no-d" }, "no-d", "d"],
        [{ t: "ping", id: "half", d: { n: 1.5 } }, "half", "d.n"],
        ['{"v":"1","t":"ping","id":"v1","d":{"n":1}}', "v1", "v"],
        ['{"t":"ping","id":"v0","d":{"n":1}}', "v0", "v"],
        [{ t: "send", id: "empty", d: { cid: "c", text: " \t\n " } }, "empty", "d.text"],
        [{ t: "send", id: "missing", d: { cid: "c" } }, "missing", "d.text"],
        [{ t: "send", id: "long", d: { cid: "c", text: "x".repeat(4001) } }, "long", "d.text"],
        [{ t: "send", id: "nul", d: { cid: "c", text: "a\u0000b" } }, "nul", "d.text"],
        [{ t: "send", id: "cid", d: { cid: "", text: "hi" } }, "cid", "d.cid"],
        [{ t: "cancel", id: "run", d: { run: "r_1" } }, "run", "d.run"],
        [{ t: "regenerate", id: "message", d: { cid: "c", messageId: "m_1" } }, "message", "d.messageId"],
        [{ t: "answer", id: "ask", d: { askId: "a_1", value: 1 } }, "ask", "d.askId"],
        [{ t: "auth", id: "ticket", d: { ticket: 7 } }, "ticket", "d.ticket"],
        [{ t: "hello", id: "twice", d: {} }, "twice", "t"]
      ]
      // As many as a socket takes at once.
      for (const some of Arr.chunksOf(bad, 15)) {
        const socket = yield* enter
        socket.hello(0)
        yield* socket.awaitFrame("welcome")
        for (const [frame] of some) socket.say(frame)
        socket.sayBytes(new TextEncoder().encode('{"v":1,"t":"ping","id":"b","d":{"n":1}}'))
        socket.say({ t: "ping", id: "last", d: { n: 1 } })
        yield* socket.awaitFrame("pong")
        const replies = socket.frames.filter((frame) => frame.t === "nack" || frame.t === "error")
        assert.deepStrictEqual(
          replies.map((reply) => [reply.t === "nack" ? reply.d.re : null, reply.d.field]),
          [...some.map(([_, re, field]) => [re, field]), [null, undefined]]
        )
        for (const { d } of replies) {
          assert.strictEqual(d.code, "VALIDATION")
          // It is told in words, not as a program sees it.
          assert.notMatch(d.message, /RegExp|\^|undefined|\{/)
        }
        assert.deepStrictEqual(socket.log, [])
        socket.close()
      }
    })
  )

  it.effect("of another version closes 4400", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("a")
      socket.say('{"v":2,"t":"ping","id":"v2","d":{"n":1}}')
      assert.strictEqual((yield* socket.end).code, 4400)
      assert.isFalse(socket.frames.some(({ t }) => t === "nack" || t === "pong"))
    })
  )

  it.effect("that come too often are refused by their id alone, and who goes on is closed 4429", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("a")
      for (let n = 0; n < 30; n++) socket.say({ t: "ping", id: `p${n}`, d: n < 25 ? { n } : "not even read" })
      const { d } = yield* socket.awaitFrame("nack", ({ d }) => d.re === "p29")
      assert.deepInclude(d, { code: "RATE_LIMITED", retryable: true })
      assert.isTrue((d.retryAfterMs ?? 0) > 0 && (d.retryAfterMs ?? 0) <= 100)
      const answers = socket.frames.filter(({ t }) => t === "pong" || t === "nack")
      assert.lengthOf(answers, 30)
      assert.lengthOf(
        answers.filter(({ t }) => t === "pong"),
        // The hello was the first of the twenty.
        19
      )
      // Whoever waits as told is heard again.
      yield* Effect.sleep(d.retryAfterMs ?? 0)
      socket.say({ t: "ping", id: "again", d: { n: 99 } })
      yield* socket.awaitFrame("pong", ({ d }) => d.n === 99)
      const before = socket.frames.length
      for (let n = 0; n < 110; n++) socket.say("{bad")
      assert.strictEqual((yield* socket.end).code, 4429)
      const refusals = socket.frames.slice(before).filter((frame) => frame.t === "error")
      assert.isAtMost(refusals.length, 20)
      for (const { d } of refusals) assert.strictEqual(d.code, "RATE_LIMITED")
    })
  )

  it.effect("a frame over 64 KiB closes 4413; one of 64 KiB is read", () =>
    Effect.gen(function* () {
      const { sessionId, token } = yield* session("a")
      const socket = yield* open(sessionId, { token })
      const padded = (length: number) => JSON.stringify({ v: 1, t: "hello", id: "h", d: {}, pad: "" }).length - length
      socket.say(JSON.stringify({ v: 1, t: "hello", id: "h", d: {}, pad: "x".repeat(-padded(65_536)) }))
      yield* socket.awaitFrame("welcome")
      socket.say(JSON.stringify({ v: 1, t: "hello", id: "h", d: {}, pad: "x".repeat(-padded(65_537)) }))
      assert.strictEqual((yield* socket.end).code, 4413)
    })
  )

  it.effect("what comes before hello is refused, and taken after it", () =>
    Effect.gen(function* () {
      const { enter } = yield* session("a")
      const socket = yield* enter
      socket.ask("c1", "too early")
      socket.say("{bad")
      assert.deepInclude((yield* socket.awaitFrame("nack")).d, { re: "ask-c1", code: "VALIDATION", field: "t" })
      yield* socket.awaitFrame("error")
      socket.hello(0)
      yield* socket.awaitFrame("welcome")
      yield* socket.taken("send", { cid: "c1", text: "in time" })
    })
  )
})
