import { request as httpRequest } from "node:http"
import { assert, layer } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { SignJWT } from "jose"
import * as Test from "./TestServer.ts"
import { open, session } from "./TestSocket.ts"

const key = new TextEncoder().encode("a secret of the tests, long enough")

const signed = (claims: Record<string, unknown>, otherKey = key) =>
  Effect.promise(() =>
    new SignJWT({ provider: "test", sub: "x", iss: "mma-savant", aud: "mma-savant", ...claims })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuedAt()
      .sign(otherKey)
  )

const soon = Math.floor(Date.now() / 1000) + 300

const protectedRoutes = [
  ["GET", "/api/auth/me"],
  ["POST", "/api/auth/ws-ticket"],
  ["POST", "/api/chat/session"],
  ["GET", "/api/chat/session/6f9619ff-8b86-4011-b42d-00c04fc964ff"]
] as const

layer(Test.layer, { excludeTestServices: true })("who is asking", (it) => {
  const badTokens = Effect.gen(function* () {
    const { tokenOf } = yield* Test.TestServer
    const good = yield* tokenOf("x")
    return {
      garbage: "garbage",
      "none at all": "",
      "of another secret": yield* signed({ exp: soon }, new TextEncoder().encode("another secret of 32 bytes, or so")),
      "without an expiry": yield* signed({}),
      expired: yield* tokenOf("x", Duration.seconds(-20)),
      "of another issuer": yield* signed({ exp: soon, iss: "somebody" }),
      "for another audience": yield* signed({ exp: soon, aud: "somebody" }),
      "for nobody": yield* signed({ exp: soon, provider: undefined, sub: "2147483647" }),
      "for no id": yield* signed({ exp: soon, provider: undefined }),
      "for an unknown account without an address": yield* signed({ exp: soon, sub: "nobody" }),
      unsigned: `${Buffer.from('{"alg":"none"}').toString("base64url")}.${good.split(".")[1]}.`,
      tampered: `${good.slice(0, -4)}AAAA`
    }
  })

  it.effect.each(protectedRoutes)("%s %s answers nobody without a good token", ([method, path]) =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      const without = yield* request(path, { method })
      assert.deepStrictEqual([without.status, without.body["code"]], [401, "UNAUTHORIZED"])
      assert.strictEqual(without.headers.get("www-authenticate"), "Bearer")
      for (const [kind, token] of Object.entries(yield* badTokens)) {
        const { body, status } = yield* request(path, { method, token })
        assert.deepStrictEqual([status, body["detail"]], [401, without.body["detail"]], kind)
        if (token.length > 20)
          assert.isFalse(
            logged.some((line) => line.includes(token)),
            kind
          )
      }
      const basic = yield* request(path, { method, headers: { authorization: "Basic eDp5" } })
      assert.strictEqual(basic.status, 401)
    })
  )

  it.effect("a token that differs from the bad ones in what is bad about them alone is good", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const token = yield* signed({ exp: soon, email: "x@example.org" })
      assert.strictEqual((yield* request("/api/auth/me", { token })).status, 200)
    })
  )

  it.effect("a token just expired is still good, for the skew of clocks", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const token = yield* tokenOf("x", Duration.seconds(-5))
      assert.strictEqual((yield* request("/api/auth/me", { token })).status, 200)
    })
  )

  it.effect("facts are for everybody", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      for (const path of ["/api/fighters", "/api/events", "/api/rankings"]) {
        assert.strictEqual((yield* request(path)).status, 200, path)
      }
    })
  )

  it.effect("a socket opens with a ticket or a bearer token, and says the protocol", () =>
    Effect.gen(function* () {
      const { enter, sessionId, token } = yield* session("a")
      for (const socket of [yield* enter, yield* open(sessionId, { token })]) {
        assert.strictEqual(socket.protocol, "mma.chat.v1")
        socket.hello()
        assert.strictEqual((yield* socket.awaitFrame("welcome")).sid, sessionId)
      }
    })
  )

  it.effect("a ticket is good once, and for its session alone", () =>
    Effect.gen(function* () {
      const { logged } = yield* Test.TestServer
      const mine = yield* session("a")
      const other = yield* session("a")
      const ticket = yield* mine.ticket
      const first = yield* open(mine.sessionId, { ticket })
      first.hello()
      yield* first.awaitFrame("welcome")
      const again = yield* open(mine.sessionId, { ticket })
      assert.strictEqual((yield* again.end).code, 4401)
      const elsewhere = yield* open(other.sessionId, { ticket: yield* mine.ticket })
      assert.strictEqual((yield* elsewhere.end).code, 4401)
      assert.isFalse(logged.some((line) => line.includes(ticket)))
    })
  )

  it.effect("a socket without a good ticket or token is closed 4401", () =>
    Effect.gen(function* () {
      const { sessionId } = yield* session("a")
      const openings = [{}, { ticket: "guess" }, ...Object.values(yield* badTokens).map((token) => ({ token }))]
      for (const opening of openings) {
        const socket = yield* open(sessionId, opening)
        assert.strictEqual((yield* socket.end).code, 4401, JSON.stringify(opening).slice(0, 60))
        assert.deepStrictEqual(socket.frames, [])
      }
    })
  )

  it.effect("a session of somebody else, an unknown one and no session at all are closed 4404 alike", () =>
    Effect.gen(function* () {
      const mine = yield* session("a")
      const { token } = yield* session("b")
      const reasons: Array<string> = []
      for (const sessionId of [mine.sessionId, "6f9619ff-8b86-4011-b42d-00c04fc964ff", "nonsense"]) {
        const { code, reason } = yield* (yield* open(sessionId, { token })).end
        assert.strictEqual(code, 4404, sessionId)
        reasons.push(reason)
      }
      assert.strictEqual(new Set(reasons).size, 1)
    })
  )

  it.effect("pages of other origins are closed 4403; our own may connect", () =>
    Effect.gen(function* () {
      const { url } = yield* Test.TestServer
      const { sessionId, token } = yield* session("a")
      const foreign = yield* open(sessionId, { token, origin: "https://evil.example" })
      assert.strictEqual((yield* foreign.end).code, 4403)
      const own = yield* open(sessionId, { token, origin: url })
      own.hello()
      yield* own.awaitFrame("welcome")
    })
  )

  it.effect("a handshake that is none is the client's fault, and no failure of ours", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      const { sessionId, token } = yield* session("a")
      const { port } = new URL((yield* Test.TestServer).url)
      const status = yield* Effect.callback<number | null>((resume) => {
        const headers = { authorization: `Bearer ${token}`, connection: "Upgrade", upgrade: "websocket" }
        const asked = httpRequest({
          host: "127.0.0.1",
          port,
          path: `/ws/chat/${sessionId}`,
          headers: { ...headers, "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==", "sec-websocket-version": "99" }
        })
        asked.on("response", (answer) => resume(Effect.succeed(answer.statusCode ?? null)))
        asked.on("error", () => resume(Effect.succeed(null)))
        asked.end()
      })
      assert.strictEqual(status, 400)
      assert.strictEqual((yield* request("/livez")).status, 200)
      const lines = logged.filter((line) => line.includes(`/ws/chat/${sessionId}`))
      assert.lengthOf(lines, 1)
      assert.isFalse(logged.some((line) => line.includes("SocketError")))
    })
  )

  it.effect("another subprotocol is refused, and a plain request is told to upgrade", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { sessionId, token } = yield* session("a")
      const exit = yield* Effect.exit(open(sessionId, { token, protocols: ["mma.chat.v0"] }))
      assert.strictEqual(exit._tag, "Failure")
      const plain = yield* request(`/ws/chat/${sessionId}`, { token })
      assert.deepStrictEqual([plain.status, plain.body["code"]], [426, "UPGRADE_REQUIRED"])
    })
  )
})
