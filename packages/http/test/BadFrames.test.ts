import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import * as Test from "./TestServer.ts"
import { open, session } from "./TestSocket.ts"

layer(Test.layer, { excludeTestServices: true })("bad frames", (it) => {
  it.effect("each is answered once, with what is wrong, and the socket stays open", () =>
    Effect.gen(function* () {
      const { enter } = yield* session("a")
      const socket = yield* enter
      socket.hello(0)
      yield* socket.awaitFrame("welcome")
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
        ['{"v":2,"t":"ping","id":"v2","d":{"n":1}}', "v2", "v"],
        [{ t: "send", id: "empty", d: { cid: "c", text: " \t\n " } }, "empty", "d.text"],
        [{ t: "send", id: "missing", d: { cid: "c" } }, "missing", "d.text"],
        [{ t: "send", id: "long", d: { cid: "c", text: "x".repeat(4001) } }, "long", "d.text"],
        [{ t: "send", id: "nul", d: { cid: "c", text: "a\u0000b" } }, "nul", "d.text"],
        [{ t: "send", id: "cid", d: { cid: "", text: "hi" } }, "cid", "d.cid"],
        [{ t: "hello", id: "twice", d: {} }, "twice", "t"]
      ]
      for (const [frame] of bad) socket.say(frame)
      socket.sayBytes(new TextEncoder().encode('{"v":1,"t":"ping","id":"b","d":{"n":1}}'))
      socket.say({ t: "ping", id: "last", d: { n: 1 } })
      yield* socket.awaitFrame("pong")
      const replies = socket.frames.filter(({ t }) => t === "nack" || t === "error")
      assert.deepStrictEqual(
        replies.map((reply) => [
          reply.t === "nack" ? reply.d.re : null,
          reply.t === "nack" || reply.t === "error" ? reply.d.field : ""
        ]),
        [...bad.map(([_, re, field]) => [re, field]), [null, undefined]]
      )
      for (const reply of replies) {
        if (reply.t === "nack" || reply.t === "error") assert.strictEqual(reply.d.code, "VALIDATION")
      }
      assert.deepStrictEqual(socket.log, [])
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

  it.effect("what comes before hello is refused, and without hello the socket closes 4408", () =>
    Effect.gen(function* () {
      const { enter } = yield* session("a")
      const socket = yield* enter
      socket.ask("c1", "too early")
      socket.say("{bad")
      assert.deepInclude((yield* socket.awaitFrame("nack")).d, { re: "ask-c1", code: "VALIDATION", field: "t" })
      yield* socket.awaitFrame("error")
      const startedAt = Date.now()
      assert.strictEqual((yield* socket.end).code, 4408)
      assert.isAtLeast(Date.now() - startedAt, 4000)
      assert.isFalse(socket.frames.some(({ t }) => t === "welcome"))
    })
  )
})
