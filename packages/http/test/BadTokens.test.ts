import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Duration, Effect, Layer } from "effect"
import { base64url, bytes, sign } from "../../adapters/test/jose/Forge.ts"
import * as Issuer from "./Issuers.ts"
import * as Test from "./TestServer.ts"
import { open, session } from "./TestSocket.ts"
import { enter, login, whoIs } from "./Visit.ts"

const fan = { sub: "fan", email: "fan@example.com", email_verified: true }

const badTokens = Effect.gen(function* () {
  const { google, keys, otherKey, session, shared, swapped } = yield* Issuer.Issuers
  const { tokenOf } = yield* Test.TestServer
  const good = yield* shared(fan)
  const past = Math.floor(Date.now() / 1000) - 60
  const part = (index: number) => good.split(".")[index]!
  const outcast = yield* enter("outcast", { isActive: false })
  const deleted = yield* enter("deleted")
  yield* (yield* UserRepository).remove(deleted.id)
  return {
    "of no form": "garbage",
    "of another secret": yield* sign({ ...fan, exp: past + 300 }, "HS256", bytes("another secret of 32 bytes, or so")),
    "of ours that has expired": yield* tokenOf("fan", Duration.seconds(-60)),
    "of a secret that has expired": yield* shared({ ...fan, exp: past }),
    "of a key that has expired": yield* keys({ ...fan, exp: past }),
    "of Google that has expired": yield* google({ ...fan, exp: past }),
    "without an expiry": yield* shared({ ...fan, exp: undefined }),
    "of another issuer": yield* keys({ ...fan, iss: "https://evil.example" }),
    "for another audience": yield* keys({ ...fan, aud: "another" }),
    "of Google for another client": yield* google({ ...fan, aud: "another" }),
    "of another key": yield* otherKey(fan),
    "of the public key as a secret": yield* swapped(fan),
    "of no algorithm": `${base64url('{"alg":"none"}')}.${part(1)}.`,
    "of no algorithm with a signature": `${base64url('{"alg":"none"}')}.${part(1)}.${part(2)}`,
    "without its signature": `${part(0)}.${part(1)}.`,
    "of changed claims": `${part(0)}.${base64url('{"sub":"root","exp":9999999999}')}.${part(2)}`,
    "encrypted and changed": `${(yield* session(fan)).slice(0, -4)}AAAA`,
    "of four parts": `${good}.${part(2)}`,
    "of percent signs": good.replaceAll(".", "%2E"),
    "of a broken percent sign": `${good}%E0%A4%A`,
    "of two in one": `${good},${good}`,
    "of more than 16 KiB": yield* shared({ ...fan, pad: "x".repeat(16 * 1024) }),
    "of nobody": yield* shared({ user_id: 2_000_000_000 }),
    "of a user gone": yield* shared({ user_id: deleted.id }),
    "of a user kept out": yield* shared({ user_id: outcast.id })
  }
})

/** All that a client gets but what names the single request. */
const alike = ({ headers, status, text }: Test.Answer) => {
  const id = headers.get("x-request-id")!
  const told = [...headers].filter(([name]) => !/^(date|x-request-id|ratelimit-.*)$/.test(name))
  return { status, text: text.replace(id, ""), told }
}

layer(Test.over(Layer.merge(Memory.layer, Issuer.layer)), { excludeTestServices: true })("bad tokens", (it) => {
  it.effect("all are told alike, wherever they come, and stand nowhere in the log", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      const asked = alike(yield* request("/api/auth/me"))
      const signedIn = alike(yield* login({ token: "" }))
      assert.deepStrictEqual([asked.status, signedIn.status], [401, 401])
      assert.deepStrictEqual(asked, signedIn)
      assert.deepInclude(Object.fromEntries(asked.told), {
        "cache-control": "no-store",
        "content-type": "application/problem+json",
        "www-authenticate": "Bearer"
      })
      for (const [kind, token] of Object.entries(yield* badTokens)) {
        assert.deepStrictEqual(alike(yield* request("/api/auth/me", { token })), asked, `a token ${kind}`)
        assert.deepStrictEqual(alike(yield* login({ token })), asked, `a token ${kind}, at sign-in`)
        for (const text of [token, token.split(".")[1] ?? token])
          assert.isFalse(
            logged.some((line) => text.length > 20 && line.includes(text)),
            `a token ${kind}, in the log`
          )
      }
    })
  )

  it.effect("open no socket", () =>
    Effect.gen(function* () {
      const { sessionId } = yield* session("fan")
      for (const [kind, token] of Object.entries(yield* badTokens)) {
        assert.strictEqual((yield* (yield* open(sessionId, { token })).end).code, 4401, `a token ${kind}`)
      }
    })
  )

  it.effect("a good token of any other scheme is none", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const token = yield* tokenOf("fan")
      const asked = alike(yield* request("/api/auth/me"))
      for (const authorization of [token, `Basic ${token}`, `Digest ${token}`, `Bearer${token}`, "Bearer", "Bearer "]) {
        const answer = yield* request("/api/auth/me", { headers: { authorization } })
        assert.deepStrictEqual(alike(answer), asked, authorization.slice(0, 10))
      }
      for (const scheme of ["bearer", "BEARER", "Bearer  "]) {
        const answer = yield* request("/api/auth/me", { headers: { authorization: `${scheme} ${token}` } })
        assert.strictEqual(answer.status, 200, scheme)
      }
    })
  )

  it.effect("a good token of nearly 16 KiB is one", () =>
    Effect.gen(function* () {
      const { shared } = yield* Issuer.Issuers
      const token = yield* shared({ ...fan, pad: "x".repeat(12_000) })
      assert.isAbove(token.length, 16_000)
      assert.isNotNull(yield* whoIs(token))
      assert.strictEqual((yield* login({ token })).status, 200)
    })
  )

  it.effect("a head of more than 32 KiB is refused by Node itself, which closes the connection without a word", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      const { headers, status, text } = yield* request("/api/auth/me", { token: "x".repeat(33 * 1024) })
      assert.deepStrictEqual([status, text, headers.get("connection")], [431, "", "close"])
      assert.isFalse(logged.some((line) => line.includes("xxxxxxxxxx")))
      assert.strictEqual((yield* request("/livez")).status, 200)
    })
  )

  it.effect("a body with a token that is no text names the field alone", () =>
    Effect.gen(function* () {
      for (const token of [5, null, ["secret-word"], { value: "secret-word" }]) {
        const { body, status, text } = yield* login({ token })
        assert.deepStrictEqual([status, body["code"]], [400, "VALIDATION"])
        assert.notInclude(text, "secret-word")
      }
    })
  )
})
