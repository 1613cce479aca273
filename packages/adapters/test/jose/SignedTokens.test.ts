import { assert, describe, it } from "@effect/vitest"
import { UserId } from "@mma-savant/core/Identity"
import { Effect, Redacted } from "effect"
import { exportSPKI, importJWK } from "jose"
import {
  type Algorithm,
  ask,
  bytes,
  claims,
  judging,
  keyServer,
  now,
  pair,
  sign,
  signedSecret,
  verdict
} from "./Forge.ts"

const shared = { signedSecret: Redacted.make(signedSecret) }

const seventh = UserId.make(7)

const issuer = "https://issuer.example.org/"
const parties = { issuer, audience: "savant" }
const theirs = { ...claims, iss: issuer, aud: ["other", "savant"] }

describe("tokens signed with a shared secret", () => {
  const signed = (overrides: object) => sign({ ...claims, ...overrides }, "HS256", bytes(signedSecret))

  it.effect.each([
    [{}, { sub: "s", userId: null, account: { provider: "jwt", id: "s" }, email: null, emailVerified: false }],
    [{ iss: "i" }, { account: { provider: "i", id: "s" } }],
    [{ user_id: 7 }, { userId: seventh }],
    [
      { userId: 7, sub: undefined },
      { sub: "7", userId: seventh }
    ],
    [{ email: "a@b.c" }, { email: "a@b.c", emailVerified: true }],
    [
      { email: "a@b.c", email_verified: false },
      { email: "a@b.c", emailVerified: false }
    ],
    [{ email: "a@b.c", email_verified: "false" }, { emailVerified: false }],
    [{ email: "a@b.c", sub: undefined }, { account: { provider: "jwt", id: "a@b.c" } }]
  ] as const)("with %o say %o", ([overrides, expected]) =>
    Effect.gen(function* () {
      const token = yield* signed(overrides)
      assert.deepInclude(yield* ask(token), expected)
      assert.deepInclude(yield* ask(token, "verifyLogin"), expected)
    }).pipe(judging(shared))
  )

  it.effect("name nobody by an address that is not proven", () =>
    Effect.gen(function* () {
      const claimed = { sub: undefined, email: "a@b.c", email_verified: false }
      assert.strictEqual(yield* verdict(yield* signed(claimed)), "TokenRejected")
    }).pipe(judging(shared))
  )

  it.effect("need the issuer and the audience that are configured", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* signed({ iss: issuer, aud: "savant" })), "good")
      for (const bad of [{ iss: issuer }, { aud: "savant" }, { iss: "x", aud: "savant" }, { iss: issuer, aud: "x" }]) {
        assert.strictEqual(yield* verdict(yield* signed(bad)), "TokenRejected")
      }
    }).pipe(judging({ ...shared, ...parties }))
  )

  it.effect("are rejected when another secret has signed them", () =>
    Effect.gen(function* () {
      const token = yield* sign(claims, "HS256", bytes("another secret of 32 bytes ......"))
      assert.strictEqual(yield* verdict(token), "TokenRejected")
    }).pipe(judging(shared))
  )
})

describe("tokens signed with a key of a set", () => {
  it.effect.each(["RS256", "ES256", "EdDSA"] as const)("are good by %s", (alg) =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const { jwk, privateKey } = yield* Effect.promise(() => pair(alg, "k"))
      server.publish(jwk)
      const said = { user_id: 7, email: "a@b.c", email_verified: true, name: "Ana" }
      const token = yield* sign({ ...theirs, ...said }, alg, privateKey, "k")
      yield* Effect.gen(function* () {
        for (const question of ["verify", "verifyLogin"] as const) {
          assert.deepInclude(yield* ask(token, question), {
            sub: "s",
            userId: null,
            account: { provider: issuer, id: "s" },
            email: "a@b.c",
            emailVerified: true,
            name: "Ana"
          })
        }
      }).pipe(judging({ keySetUrl: server.url, ...parties }))
    })
  )

  it.effect("answer for an address only where they say so", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const { jwk, privateKey } = yield* Effect.promise(() => pair("ES256", "k"))
      server.publish(jwk)
      yield* Effect.gen(function* () {
        for (const claim of [{}, { email_verified: "true" }, { email_verified: false }, { emailVerified: true }]) {
          const token = yield* sign({ ...theirs, email: "a@b.c", ...claim }, "ES256", privateKey, "k")
          assert.deepInclude(yield* ask(token), { email: "a@b.c", emailVerified: false })
        }
      }).pipe(judging({ keySetUrl: server.url, ...parties }))
    })
  )

  it.effect("are rejected for another issuer, audience, key or algorithm, or an expiry that is missing", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const { jwk, privateKey } = yield* Effect.promise(() => pair("RS256", "k"))
      const stranger = yield* Effect.promise(() => pair("RS256", "k"))
      const weak = yield* Effect.promise(() => pair("PS256", "p"))
      const { alg: _, ...anyAlgorithm } = weak.jwk
      server.publish(jwk, anyAlgorithm)
      const tokens = yield* Effect.all([
        sign({ ...theirs, iss: "https://issuer.example.org" }, "RS256", privateKey, "k"),
        sign({ ...theirs, iss: undefined }, "RS256", privateKey, "k"),
        sign({ ...theirs, aud: "other" }, "RS256", privateKey, "k"),
        sign({ ...theirs, aud: undefined }, "RS256", privateKey, "k"),
        sign({ ...theirs, exp: undefined }, "RS256", privateKey, "k"),
        sign({ ...theirs, exp: now - 16 }, "RS256", privateKey, "k"),
        sign({ ...theirs, sub: undefined, email: "a@b.c" }, "RS256", privateKey, "k"),
        sign(theirs, "RS256", stranger.privateKey, "k"),
        sign(theirs, "RS256", privateKey, "p"),
        sign(theirs, "PS256", weak.privateKey, "p")
      ])
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* verdict(yield* sign(theirs, "RS256", privateKey, "k")), "good")
        for (const token of tokens) assert.strictEqual(yield* verdict(token), "TokenRejected")
      }).pipe(judging({ keySetUrl: server.url, ...parties }))
    })
  )

  it.effect.each(["RS256", "ES256", "EdDSA"] as const)(
    "are rejected when the public key of %s is taken for a shared secret",
    (alg: Algorithm) =>
      Effect.gen(function* () {
        const server = yield* keyServer
        const { jwk } = yield* Effect.promise(() => pair(alg, "k"))
        server.publish(jwk)
        const pem = yield* Effect.promise(async () =>
          exportSPKI((await importJWK({ ...jwk, ext: true }, alg)) as Parameters<typeof exportSPKI>[0])
        )
        yield* Effect.gen(function* () {
          for (const text of [pem, pem.trim(), JSON.stringify(jwk), jwk.n ?? jwk.x!]) {
            for (const kid of ["k", undefined]) {
              const token = yield* sign(theirs, "HS256", bytes(text.padEnd(32)), kid)
              assert.strictEqual(yield* verdict(token), "TokenRejected")
            }
          }
        }).pipe(judging({ keySetUrl: server.url, ...parties, ...shared }))
      })
  )

  it.effect("live beside those of a shared secret", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const { jwk, privateKey } = yield* Effect.promise(() => pair("EdDSA", "k"))
      server.publish(jwk)
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* verdict(yield* sign(theirs, "EdDSA", privateKey, "k")), "good")
        assert.strictEqual(yield* verdict(yield* sign(theirs, "HS256", bytes(signedSecret))), "good")
      }).pipe(judging({ keySetUrl: server.url, ...parties, ...shared }))
    })
  )
})
