import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { SessionId, textOf } from "@mma-savant/core/conversation/ChatMessage"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { Context, Duration, Effect, Exit, Fiber, Layer, Scope } from "effect"
import { DrainTime } from "../src/system/Shutdown.ts"
import { gate } from "./Gates.ts"
import * as SteeredModel from "./SteeredModel.ts"
import * as Test from "./TestServer.ts"
import { entered, session } from "./TestSocket.ts"

/** A server that can be stopped, over stores that outlive it. */
const stoppable = Effect.fnUntraced(function* (drainTime: Duration.Duration) {
  const stores = yield* Layer.build(Memory.layer)
  const scope = yield* Scope.make()
  const served = Test.over(
    Layer.merge(Layer.succeedContext(stores), Layer.succeed(DrainTime, drainTime)),
    SteeredModel.layer
  )
  const server = yield* Layer.buildWithScope(served, scope)
  const { messages } = Context.get(stores, ConversationRepository)
  const record = (sessionId: string) =>
    Effect.map(messages(SessionId.make(sessionId), { limit: 10, offset: null }), ({ items }) =>
      items.map((message) => [textOf(message).trim(), message.status])
    )
  return { server, record, stop: Scope.close(scope, Exit.void) }
})

describe("the end of the server", () => {
  it.live("waits for the answers being given, tells everybody at once, and takes nobody in any more", () =>
    Effect.gen(function* () {
      const { record, server, stop } = yield* stoppable(Duration.seconds(20))
      const text = "hold until the server stops"
      const { sessionId, socket } = yield* Effect.gen(function* () {
        const { logged, request } = yield* Test.TestServer
        const calm = yield* entered("calm")
        const busy = yield* entered("busy")
        const late = yield* session("late")
        const { run } = yield* busy.socket.taken("send", { cid: "c1", text })
        yield* busy.socket.awaitFrame("part.delta")
        const stopping = yield* Effect.forkChild(stop)

        for (const { socket } of [calm, busy]) {
          const { d } = yield* socket.awaitFrame("goaway")
          const { reason, reconnectAfterMs = 0 } = d
          assert.strictEqual(reason, "stopping")
          assert.isTrue(reconnectAfterMs >= 500 && reconnectAfterMs <= 2500)
        }
        assert.strictEqual((yield* calm.socket.end).code, 1001)
        const { body, status } = yield* request("/readyz")
        assert.deepStrictEqual([status, body["detail"]], [503, "The server is stopping."])
        // It is no fault of anything.
        assert.isFalse(logged.some((line) => /"(WARN|ERROR)".*stopping|stopping.*"(WARN|ERROR)"/.test(line)))
        assert.strictEqual((yield* request("/livez")).status, 200)
        const newcomer = yield* late.enter
        newcomer.hello()
        assert.strictEqual((yield* newcomer.end).code, 1001)
        assert.deepStrictEqual(newcomer.frames, [])
        // What is asked meanwhile is kept for another server.
        const waiting = yield* busy.socket.taken("send", { cid: "c2", text: "for another server" })
        assert.deepInclude(waiting, { dup: false, ahead: 1 })

        gate(text).openUnsafe()
        const { d } = yield* busy.socket.awaitFrame("run.end")
        assert.strictEqual(d.status, "completed")
        assert.strictEqual(busy.socket.wordsOf(run), text)
        assert.strictEqual((yield* busy.socket.end).code, 1001)
        yield* Fiber.join(stopping)
        return busy
      }).pipe(Effect.provideContext(server))
      assert.isFalse(socket.log.some((frame) => frame.t === "run.start" && frame.seq > 10))
      assert.deepStrictEqual(yield* record(sessionId), [
        [text, "completed"],
        [text, "completed"],
        ["for another server", "completed"],
        ["", "queued"]
      ])
    }).pipe(Effect.scoped)
  )

  it.live("keeps what was said of an answer that takes too long as interrupted, and says so", () =>
    Effect.gen(function* () {
      const { record, server, stop } = yield* stoppable(Duration.millis(50))
      const { sessionId, socket } = yield* Effect.gen(function* () {
        const place = yield* entered("a")
        yield* place.socket.taken("send", { cid: "c1", text: "hold for ever" })
        yield* place.socket.awaitFrame("part.delta")
        return place
      }).pipe(Effect.provideContext(server))
      const startedAt = Date.now()
      yield* stop
      assert.isBelow(Date.now() - startedAt, 3000)
      assert.strictEqual((yield* socket.end).code, 1001)
      const tags = socket.frames.map((frame) => (frame.t === "run.end" ? frame.d.status : frame.t))
      assert.isTrue(tags.indexOf("goaway") < tags.indexOf("interrupted"))
      assert.deepStrictEqual(yield* record(sessionId), [
        ["hold for ever", "completed"],
        ["hold", "interrupted"]
      ])
    }).pipe(Effect.scoped)
  )
})
