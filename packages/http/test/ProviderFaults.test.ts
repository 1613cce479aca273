import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as ScriptedModel from "@mma-savant/adapters/scripted/ScriptedModel"
import { providerFault } from "@mma-savant/core/llm/ProviderFault"
import { FaultKind, vendorError } from "@mma-savant/core/llm/VendorFault"
import { Effect } from "effect"
import * as Test from "./TestServer.ts"
import { session } from "./TestSocket.ts"

const errorOf = (kind: FaultKind) => vendorError("Some", { kind, words: `canary-${kind}` })

/** Every kind of fault, one question after the other, after half an answer. */
const script = FaultKind.literals.map((kind) => [{ text: "Half an" }, { fails: errorOf(kind).reason }])

layer(Test.over(Memory.layer, ScriptedModel.layer(script)), { excludeTestServices: true })("a fault", (it) => {
  it.effect("of every kind ends its answer by its own code; what the vendor said stands in the log alone", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      const place = yield* session("a")
      const socket = yield* place.enter
      socket.hello(0)
      for (const kind of FaultKind.literals) {
        socket.ask(kind, "Who is Ada?")
        const { run } = (yield* socket.awaitFrame("ack", ({ d }) => d.re === `ask-${kind}`)).d
        const { d } = yield* socket.awaitFrame("run.end", (frame) => frame.run === run)
        const { errorId, ...error } = d.error ?? {}
        assert.deepStrictEqual([d.status, error], ["failed", { ...providerFault(errorOf(kind)) }])
        assert.strictEqual(socket.wordsOf(run!), "Half an")
        assert.isTrue(logged.some((line) => line.includes(errorId ?? "none") && line.includes(`canary-${kind}`)))
      }
      assert.notInclude(JSON.stringify(socket.frames), "canary")
      const stored = yield* request(`/api/chat/session/${place.sessionId}`, { token: place.token })
      assert.notInclude(stored.text, "canary")
    })
  )
})
