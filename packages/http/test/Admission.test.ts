import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Effect, Layer } from "effect"
import * as Test from "./TestServer.ts"
import { open } from "./TestSocket.ts"

const gone = new StoreUnavailable({ store: "database", cause: new Error("geheim") })

/** Talks can be begun, but not found again. */
const unfindable = Layer.effect(
  ConversationRepository,
  Effect.map(ConversationRepository, (talks) =>
    ConversationRepository.make({ ...talks, find: () => Effect.fail(gone) })
  )
).pipe(Layer.provideMerge(Memory.layer))

layer(Test.over(unfindable), { excludeTestServices: true })("a socket of a store out of reach", (it) => {
  it.effect("closes 1013 and leaves a warning in the log, which alone tells why", () =>
    Effect.gen(function* () {
      const { logged, request, tokenOf } = yield* Test.TestServer
      const token = yield* tokenOf("a")
      const { body } = yield* request("/api/chat/session", { method: "POST", token })
      const socket = yield* open(String(body["sessionId"]), { token })
      const { code, reason } = yield* socket.end
      assert.strictEqual(code, 1013)
      assert.notInclude(reason, "geheim")
      assert.isTrue(logged.some((line) => line.includes('"WARN"') && line.includes("a socket lost the data")))
    })
  )
})
