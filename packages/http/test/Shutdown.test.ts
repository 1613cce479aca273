import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { Context, Effect, Exit, Layer, Scope } from "effect"
import * as Test from "./TestServer.ts"
import { session } from "./TestSocket.ts"

describe("the end of the server", () => {
  it.live("sockets are said goodbye, and the answer that was running is kept as interrupted", () =>
    Effect.gen(function* () {
      const stores = yield* Layer.build(Memory.layer)
      const scope = yield* Scope.make()
      const server = yield* Layer.buildWithScope(Test.over(Layer.succeedContext(stores)), scope)
      const { sessionId, socket } = yield* Effect.gen(function* () {
        const place = yield* session("a")
        const socket = yield* place.enter
        socket.hello(0)
        socket.ask("c1", "word ".repeat(400))
        yield* socket.awaitFrame("part.delta")
        return { ...place, socket }
      }).pipe(Effect.provideContext(server))
      const startedAt = Date.now()
      yield* Scope.close(scope, Exit.void)
      assert.isBelow(Date.now() - startedAt, 3000)
      assert.strictEqual((yield* socket.end).code, 1001)
      assert.strictEqual(socket.frames.at(-1)?.t, "goaway")
      const { messages } = Context.get(stores, ConversationRepository)
      const answer = (yield* messages(SessionId.make(sessionId), 10)).at(-1)
      assert.strictEqual(answer?.status, "interrupted")
      assert.match(JSON.stringify(answer?.parts), /word word/)
    }).pipe(Effect.scoped)
  )
})
