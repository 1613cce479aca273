import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ask, bytes, claims, judging, keyServer, now, pair, sign, verdict } from "./Forge.ts"

const theirs = {
  ...claims,
  iss: "https://accounts.google.com",
  aud: "client.apps.googleusercontent.com",
  email: "ana@gmail.com",
  email_verified: true,
  name: "Ana"
}

/** A key of Google's, and what is configured to have its tokens. */
const google = Effect.gen(function* () {
  const server = yield* keyServer
  const { jwk, privateKey } = yield* Effect.promise(() => pair("RS256", "g"))
  server.publish(jwk)
  return {
    server,
    options: { google: { clientIds: ["another", "client.apps.googleusercontent.com"], keySetUrl: server.url } },
    signed: (overrides: object) => sign({ ...theirs, ...overrides }, "RS256", privateKey, "g")
  }
})

describe("Google's ID tokens", () => {
  it.effect.each([{}, { iss: "accounts.google.com" }, { email_verified: "true" }, { aud: "another" }])(
    "with %o are good at sign-in, and there alone",
    (overrides) =>
      Effect.gen(function* () {
        const { options, signed } = yield* google
        const token = yield* signed(overrides)
        yield* Effect.gen(function* () {
          assert.deepInclude(yield* ask(token, "verifyLogin"), {
            sub: "s",
            userId: null,
            account: { provider: "google", id: "s" },
            email: "ana@gmail.com",
            emailVerified: true,
            name: "Ana"
          })
          assert.strictEqual(yield* verdict(token), "TokenRejected")
        }).pipe(judging(options))
      })
  )

  it.effect.each([
    { iss: "https://accounts.google.com.example.org" },
    { iss: undefined },
    { aud: "somebody else's" },
    { aud: undefined },
    { exp: undefined },
    { exp: now - 16 },
    { email_verified: false },
    { email_verified: undefined },
    { email_verified: "yes" },
    { email: undefined },
    { sub: undefined },
    { user_id: 1, email_verified: null }
  ])("with %o are rejected", (overrides) =>
    Effect.gen(function* () {
      const { options, signed } = yield* google
      assert.strictEqual(
        yield* verdict(yield* signed(overrides), "verifyLogin").pipe(judging(options)),
        "TokenRejected"
      )
    })
  )

  it.effect("say nothing of our own ids", () =>
    Effect.gen(function* () {
      const { options, signed } = yield* google
      const data = yield* ask(yield* signed({ user_id: 1 }), "verifyLogin").pipe(judging(options))
      assert.deepInclude(data, { userId: null })
    })
  )

  it.effect("are rejected when another key has signed them, or they are but words", () =>
    Effect.gen(function* () {
      const { options } = yield* google
      const stranger = yield* Effect.promise(() => pair("RS256", "g"))
      const curve = yield* Effect.promise(() => pair("ES256", "g"))
      const tokens = yield* Effect.all([
        sign(theirs, "RS256", stranger.privateKey, "g"),
        sign(theirs, "ES256", curve.privateKey, "g"),
        sign(theirs, "HS256", bytes(JSON.stringify(stranger.jwk)), "g"),
        Effect.succeed("google-token"),
        Effect.succeed("ana@gmail.com")
      ])
      for (const token of tokens) {
        assert.strictEqual(yield* verdict(token, "verifyLogin").pipe(judging(options)), "TokenRejected")
      }
    })
  )

  it.effect("are good while another issuer's keys are out of reach", () =>
    Effect.gen(function* () {
      const { options, signed } = yield* google
      const gone = new URL("http://127.0.0.1:1/")
      const token = yield* signed({})
      assert.strictEqual(
        yield* verdict(token, "verifyLogin").pipe(judging({ ...options, keySetUrl: gone, issuer: "i", audience: "a" })),
        "good"
      )
    })
  )

  it.effect("are neither good nor bad while Google is out of reach", () =>
    Effect.gen(function* () {
      const { options, server, signed } = yield* google
      yield* Effect.promise(server.close)
      assert.strictEqual(yield* verdict(yield* signed({}), "verifyLogin").pipe(judging(options)), "StoreUnavailable")
    })
  )
})
