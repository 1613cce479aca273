import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { Origins } from "../src/request/Origins.ts"
import * as Test from "./TestServer.ts"
import { open, session } from "./TestSocket.ts"

const friend = "https://friend.example"

const preflight = (origin: string) => ({
  method: "OPTIONS",
  headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" }
})

layer(Test.layer, { excludeTestServices: true })("without allowed origins", (it) => {
  it.effect("no other site may read", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { headers } = yield* request("/api/fighters", { headers: { origin: friend } })
      assert.isNull(headers.get("access-control-allow-origin"))
      assert.strictEqual((yield* request("/api/fighters", preflight(friend))).status, 405)
    })
  )
})

const allowing = Test.over(Memory.layer.pipe(Layer.provideMerge(Layer.succeed(Origins, [friend]))))

layer(allowing, { excludeTestServices: true })("with an allowed origin", (it) => {
  it.effect("its pages may read, errors included, and open sockets; others may not", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      for (const path of ["/api/fighters", "/nowhere", "/api/auth/me"]) {
        const { headers } = yield* request(path, { headers: { origin: friend } })
        assert.strictEqual(headers.get("access-control-allow-origin"), friend, path)
      }
      const asked = yield* request("/api/chat/session", preflight(friend))
      assert.strictEqual(asked.status, 204)
      assert.include(asked.headers.get("access-control-allow-headers"), "authorization")
      const foreign = yield* request("/api/fighters", { headers: { origin: "https://evil.example" } })
      assert.notStrictEqual(foreign.headers.get("access-control-allow-origin"), "https://evil.example")

      const { sessionId, token } = yield* session("a")
      const socket = yield* open(sessionId, { token, origin: friend })
      socket.hello()
      yield* socket.awaitFrame("welcome")
      const evil = yield* open(sessionId, { token, origin: "https://evil.example" })
      assert.strictEqual((yield* evil.end).code, 4403)
    })
  )
})
