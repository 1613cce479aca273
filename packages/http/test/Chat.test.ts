import { assert, layer } from "@effect/vitest"
import { textOf } from "@mma-savant/core/conversation/ChatMessage"
import { Effect } from "effect"
import * as Test from "./TestServer.ts"
import { entered, type TestSocket } from "./TestSocket.ts"

const consecutive = (socket: TestSocket, from: number) => {
  const numbers = socket.log.map(({ seq }) => seq)
  assert.deepStrictEqual(
    numbers,
    numbers.map((_, index) => from + index)
  )
}

layer(Test.layer, { excludeTestServices: true })("a talk", (it) => {
  it.effect("a question is acknowledged, echoed, answered word by word and ended, numbered without gaps", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { sessionId, socket, token } = yield* entered("a")
      socket.ask("c1", "  one two three four  ")
      const ack = yield* socket.awaitFrame("ack")
      const end = yield* socket.awaitFrame("run.end")
      assert.deepInclude(ack.d, { re: "ask-c1", dup: false })
      consecutive(socket, 1)
      const run = ack.d.run
      assert.deepStrictEqual(
        socket.log.filter(({ t }) => t !== "part.delta").map((frame) => [frame.t, frame.run]),
        [
          ["message", undefined],
          ["title", undefined],
          ["run.start", run],
          ["part.start", run],
          ["part.end", run],
          ["part.start", run],
          ["part.end", run],
          ["usage", run],
          ["run.end", run]
        ]
      )
      assert.strictEqual(end.d.status, "completed")
      assert.strictEqual(socket.wordsOf(run), "one two three four")
      const stored = yield* request(`/api/chat/session/${sessionId}`, { token })
      assert.strictEqual(stored.body["title"], "one two three four")
      const messages = Array.from(Object(stored.body["messages"]), (message) => Object(message))
      assert.deepStrictEqual(
        messages.map(({ id, role, status }) => [id, role, status]),
        [
          [ack.d.messageId, "user", "completed"],
          [end.d.messageId, "assistant", "completed"]
        ]
      )
      assert.strictEqual(textOf(messages[1]), socket.wordsOf(run))
    })
  )

  it.effect("the same question again is the same turn; the same id for another text is a conflict", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("a")
      socket.ask("c1", "what is it", "first")
      socket.ask("c1", "what is it", "second")
      const first = yield* socket.awaitFrame("ack", ({ d }) => d.re === "first")
      const second = yield* socket.awaitFrame("ack", ({ d }) => d.re === "second")
      yield* socket.awaitFrame("run.end")
      socket.ask("c1", "what is it", "third")
      const third = yield* socket.awaitFrame("ack", ({ d }) => d.re === "third")
      for (const { d } of [second, third]) {
        assert.deepStrictEqual([d.messageId, d.run, d.dup], [first.d.messageId, first.d.run, true])
      }
      socket.ask("c1", "something else", "fourth")
      const conflict = yield* socket.awaitFrame("nack")
      assert.deepInclude(conflict.d, { re: "fourth", code: "CID_CONFLICT", field: "d.cid" })
      assert.lengthOf(
        socket.log.filter(({ t }) => t === "message"),
        1
      )
      assert.lengthOf(
        socket.log.filter(({ t }) => t === "run.start"),
        1
      )
    })
  )

  it.effect("a ping is answered while an answer streams, and a second question waits for the first answer", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("a")
      socket.ask("c1", "word ".repeat(60))
      yield* socket.awaitFrame("part.delta")
      socket.say({ t: "ping", id: "p1", d: { n: 7 } })
      const { run } = yield* socket.taken("send", { cid: "c2", text: "and another" })
      assert.deepInclude((yield* socket.awaitFrame("pong")).d, { re: "p1", n: 7 })
      assert.isFalse(socket.frames.some(({ t }) => t === "run.end"))
      yield* socket.awaitFrame("run.end", (frame) => frame.run === run)
      consecutive(socket, 1)
    })
  )

  it.effect("an answer that fails ends once, with a code and an id that stands in the log", () =>
    Effect.gen(function* () {
      const { logged } = yield* Test.TestServer
      for (const [word, code] of [
        ["fail", "PROVIDER_AUTH"],
        ["break", "INTERNAL"]
      ] as const) {
        const { socket } = yield* entered("a")
        socket.ask("c1", `${word} after two words`)
        const { d } = yield* socket.awaitFrame("run.end")
        assert.deepInclude(d, { status: "failed" })
        assert.strictEqual(d.error?.code, code)
        assert.notInclude(JSON.stringify(socket.frames), "a secret reason")
        assert.isTrue(logged.some((line) => line.includes(d.error?.errorId ?? "nothing")))
        socket.ask("c2", "and now")
        yield* socket.awaitFrame("run.end", (frame) => frame.d.status === "completed")
      }
    })
  )

  it.effect("a socket that closes does not stop its answer, and who comes back misses nothing", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("a")
      socket.ask("c1", "word ".repeat(40))
      yield* socket.awaitFrame("part.delta")
      socket.close()
      yield* socket.end
      const seen = socket.log.at(-1)?.seq ?? 0
      const { d: welcome } = yield* socket.awaitFrame("welcome")
      const back = yield* enter
      back.hello(seen, welcome.epoch)
      const end = yield* back.awaitFrame("run.end")
      assert.strictEqual(end.d.status, "completed")
      assert.isFalse(back.frames.some(({ t }) => t === "snapshot"))
      consecutive(back, seen + 1)
      const run = end.run ?? ""
      assert.strictEqual(socket.wordsOf(run) + back.wordsOf(run), "word ".repeat(40).trim())
    })
  )

  it.effect("two sockets of a session see the same log", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("a")
      const other = yield* enter
      other.hello(0)
      yield* other.awaitFrame("welcome")
      socket.ask("c1", "who sees this")
      yield* Effect.all([socket.awaitFrame("run.end"), other.awaitFrame("run.end")])
      assert.deepStrictEqual(other.log, socket.log)
      assert.isFalse(other.frames.some(({ t }) => t === "ack"))
    })
  )

  it.effect("without a place in the log, a foreign one included, a client gets a snapshot and then the rest", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("a")
      socket.ask("c1", "the first question")
      const { seq } = yield* socket.awaitFrame("run.end")
      for (const after of [undefined, 9999, 1]) {
        const late = yield* enter
        late.hello(after)
        const { d } = yield* late.awaitFrame("snapshot")
        assert.strictEqual(d.head, seq)
        assert.deepStrictEqual(d.messages.map(textOf), ["the first question", "the first question"])
        assert.deepStrictEqual(late.log, [])
      }
    })
  )

  it.effect("a place counted in another epoch is none, for its numbers may have begun again", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("a")
      socket.ask("c1", "the first question")
      const { seq } = yield* socket.awaitFrame("run.end")
      const before = yield* enter
      before.hello(1, crypto.randomUUID())
      const { d: snapshot } = yield* before.awaitFrame("snapshot")
      assert.strictEqual(snapshot.head, seq)
      assert.deepStrictEqual(before.log, [])
      const back = yield* enter
      back.hello(1, snapshot.epoch)
      yield* back.awaitFrame("run.end")
      consecutive(back, 2)
      assert.isFalse(back.frames.some(({ t }) => t === "snapshot"))
    })
  )

  it.effect("who comes without a place while an answer streams gets what there is of it, and then the rest", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("a")
      socket.ask("c1", "word ".repeat(40))
      const { d: start } = yield* socket.awaitFrame("run.start")
      yield* socket.awaitFrame("part.delta")
      const late = yield* enter
      late.hello()
      const { d: welcome } = yield* late.awaitFrame("welcome")
      const { d: snapshot } = yield* late.awaitFrame("snapshot")
      assert.strictEqual(welcome.activeRun, start.run)
      assert.deepStrictEqual(
        snapshot.messages.map(({ role }) => role),
        ["user"]
      )
      const { inFlight } = snapshot
      assert.deepInclude(inFlight, { run: start.run, messageId: start.messageId, parentId: start.parentId, ask: null })
      yield* late.awaitFrame("run.end")
      consecutive(late, snapshot.head + 1)
      assert.strictEqual(textOf(inFlight!) + late.wordsOf(start.run), "word ".repeat(40).trim())
    })
  )

  it.effect("who loses track asks anew over the same socket, and is told like one that comes in", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("a")
      socket.ask("c1", "the first question")
      const { seq } = yield* socket.awaitFrame("run.end")
      const { d: first } = yield* socket.awaitFrame("welcome")
      socket.say({ t: "resync", id: "s1", d: { after: seq - 2, epoch: first.epoch } })
      const second = yield* socket.awaitFrame("welcome", ({ d }) => d.head === seq)
      assert.notStrictEqual(second.d.head, first.head)
      const { run } = yield* socket.taken("send", { cid: "c2", text: "and the next" })
      yield* socket.awaitFrame("run.end", (frame) => frame.run === run)
      const numbers = socket.log.map((frame) => frame.seq)
      assert.deepStrictEqual(numbers.slice(seq, seq + 3), [seq - 1, seq, seq + 1])
      socket.say({ t: "resync", id: "s2", d: {} })
      const { d: snapshot } = yield* socket.awaitFrame("snapshot")
      assert.lengthOf(snapshot.messages, 4)
      assert.strictEqual(snapshot.head, socket.log.at(-1)?.seq)
    })
  )
})
