import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { encode as encodeV5 } from "@auth/core/jwt"
import { assert, describe, it } from "@effect/vitest"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import { UserId } from "@mma-savant/core/Identity"
import { Effect, Redacted } from "effect"
import { encode as encodeV4 } from "next-auth/jwt"
import { ask, base64url, bytes, claims, judging, now, ownOnly, seal, sessionSecret, sign, verdict } from "./Forge.ts"

const older = "the secret that was in use before this one"
const other = "a secret of a front end that is not ours"

const plain = "authjs.session-token"
const secure = "__Secure-authjs.session-token"

const sessions = { sessionSecrets: [sessionSecret, older].map((secret) => Redacted.make(secret)) }
const layer = Tokens.layer({ ...ownOnly, ...sessions })

const fan = { sub: "42", email: "Fan@Example.com", name: "존 존스", picture: "http://example.org/a.png" }

const v5 = (token: object, options: { secret?: string | Array<string>; salt?: string; maxAge?: number } = {}) =>
  Effect.promise(() => encodeV5({ token: { ...token }, secret: sessionSecret, salt: plain, ...options }))

const v4 = (token: object, options: { secret?: string; salt?: string; maxAge?: number } = {}) =>
  Effect.promise(() => encodeV4({ token: { ...token }, secret: sessionSecret, ...options }))

describe("session tokens made by the real packages", () => {
  it.live.each([
    ["Auth.js 5", v5(fan)],
    ["Auth.js 5 on https", v5(fan, { salt: secure })],
    ["Auth.js 5 with a secret in use before", v5(fan, { secret: older })],
    ["Auth.js 5 with a list of secrets", v5(fan, { secret: [older, other] })],
    ["NextAuth 4", v4(fan)],
    ["NextAuth 4 with a secret in use before", v4(fan, { secret: older })]
  ] as const)("those of %s are good, by request and at sign-in", ([_, token]) =>
    Effect.gen(function* () {
      const text = yield* token
      for (const question of ["verify", "verifyLogin"] as const) {
        assert.deepInclude(yield* ask(text, question), {
          ...fan,
          userId: null,
          account: { provider: "nextauth", id: "fan@example.com" },
          emailVerified: true
        })
      }
    }).pipe(Effect.provide(layer))
  )

  it.live.each([
    ["of another cookie", v5(fan, { salt: "authjs.csrf-token" })],
    ["of no cookie", v5(fan, { salt: "" })],
    ["of another secret", v5(fan, { secret: other })],
    ["of Auth.js 5 that expired", v5(fan, { maxAge: -16 })],
    ["of NextAuth 4 with another secret", v4(fan, { secret: other })],
    ["of NextAuth 4 for something else than a session", v4(fan, { salt: "next-auth.pkce.code_verifier" })],
    ["of NextAuth 4 that expired", v4(fan, { maxAge: -16 })]
  ] as const)("those %s are rejected", ([_, token]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* token), "TokenRejected")
    }).pipe(Effect.provide(layer))
  )

  it.live("those that expired 14 seconds ago are good", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* v5(fan, { maxAge: -14 })), "good")
    }).pipe(Effect.provide(layer))
  )

  it.live("any one part changed makes them bad", () =>
    Effect.gen(function* () {
      for (const token of [yield* v5(fan), yield* v4(fan)]) {
        for (const at of [0, 2, 3, 4]) {
          const parts = token.split(".")
          parts[at] = (parts[at]!.startsWith("A") ? "B" : "A") + parts[at]!.slice(1)
          assert.strictEqual(yield* verdict(parts.join(".")), "TokenRejected")
        }
        assert.strictEqual(yield* verdict(token.replace("..", ".AAAA.")), "TokenRejected")
      }
    }).pipe(Effect.provide(layer))
  )

  it.live("their id is their own", () =>
    Effect.gen(function* () {
      const one = yield* ask(yield* v5(fan))
      assert.match(typeof one === "string" ? one : one.id, /^nextauth [0-9a-f-]{36}$/)
    }).pipe(Effect.provide(layer))
  )
})

describe("session tokens", () => {
  it.effect("may be encrypted with A256GCM", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* seal(claims)), "good")
    }).pipe(judging(sessions))
  )

  it.effect.each([
    ["a key that is named, but by another name", seal(claims, { kid: "x" })],
    ["a key that is named by what is no name", seal(claims, { kid: 7 })],
    ["no expiry", seal({ ...claims, exp: undefined })],
    ["a time of issue to come", seal({ ...claims, iat: now + 16 })],
    ["a time before which it is not good", seal({ ...claims, nbf: now + 16 })],
    ["a provider that cannot be kept", seal({ ...claims, provider: "a\0", providerAccountId: "1" })],
    ["an account that is no text", seal({ ...claims, provider: "github", providerAccountId: 1 })],
    [
      "a key of its own in the header",
      Effect.succeed(`${base64url('{"alg":"RSA-OAEP","enc":"A256GCM"}')}.AA.AA.AA.AA`)
    ],
    [
      "a password in place of a key",
      Effect.succeed(
        `${base64url('{"alg":"PBES2-HS256+A128KW","enc":"A256GCM","p2c":9999999,"p2s":"AAAAAAAAAAA"}')}.AA.AA.AA.AA`
      )
    ],
    ["a signature by the same secret", sign(claims, "HS256", bytes(sessionSecret))]
  ] as const)("a token with %s is rejected", ([_, token]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* token), "TokenRejected")
    }).pipe(judging(sessions))
  )

  it.effect.each([
    ["the account at the provider", { ...fan, provider: "google", providerAccountId: "7" }, "google", "7"],
    [
      "the address, in small letters, where the account is not told",
      { ...fan, provider: "google" },
      "nextauth",
      "fan@example.com"
    ],
    [
      "the address as it is, where its capitals are not of ASCII",
      { ...fan, email: "\u212aim@Example.com" },
      "nextauth",
      "\u212aim@example.com"
    ],
    ["the subject where there is no more", { sub: "42" }, "nextauth-sub", "42"]
  ] as const)("somebody is known by %s", ([_, token, provider, id]) =>
    Effect.gen(function* () {
      assert.deepInclude(yield* ask(yield* seal({ ...claims, ...token })), { account: { provider, id } })
    }).pipe(judging(sessions))
  )

  it.effect.each([
    [{ user_id: 7 }, UserId.make(7)],
    [{ userId: 7 }, UserId.make(7)],
    [{ user_id: "7" }, null],
    [{ user_id: null }, null],
    [{}, null]
  ] as const)("of %o the id of our user is %s", ([claim, userId]) =>
    Effect.gen(function* () {
      assert.deepInclude(yield* ask(yield* seal({ ...claims, ...claim })), { userId })
    }).pipe(judging(sessions))
  )

  it.effect("a user of ours, or an address, needs no subject", () =>
    Effect.gen(function* () {
      const nameless = { ...claims, sub: undefined }
      assert.deepInclude(yield* ask(yield* seal({ ...nameless, user_id: 7 })), { sub: "7", userId: UserId.make(7) })
      assert.deepInclude(yield* ask(yield* seal({ ...nameless, email: "a@b.c" })), { sub: "a@b.c", email: "a@b.c" })
    }).pipe(judging(sessions))
  )

  it.effect.each([
    [{}, true],
    [{ email_verified: true }, true],
    [{ email_verified: false }, false],
    [{ emailVerified: false }, false],
    [{ email_verified: "false" }, false],
    [{ email_verified: 0 }, false],
    [{ email_verified: true, emailVerified: false }, false],
    [{ emailVerified: null }, true],
    [{ emailVerified: "2026-01-01T00:00:00.000Z" }, true],
    [{ email: null }, false]
  ] as const)("with %o the address counts as verified: %s", ([claim, emailVerified]) =>
    Effect.gen(function* () {
      assert.deepInclude(yield* ask(yield* seal({ ...claims, email: "a@b.c", ...claim })), { emailVerified })
    }).pipe(judging(sessions))
  )
})

const path = fileURLToPath(new URL("../../../../../shared/vectors/nextauth-vectors.txt", import.meta.url))

describe.skipIf(!existsSync(path))("the recorded session tokens (skipped without ../shared/vectors)", () => {
  it.effect.each(["FIX5", "FIX4"])("%s is good and says what was recorded", (name) =>
    Effect.gen(function* () {
      const text = readFileSync(path, "utf8")
      const [, secret] = text.match(/secret=(\S+)/) ?? []
      const [, token, json] = text.match(new RegExp(`^${name} (\\S+) (.+)$`, "m")) ?? []
      const { jti, ...said } = JSON.parse(json!)
      const data = yield* ask(token!).pipe(judging({ sessionSecrets: [Redacted.make(secret!)] }))
      assert.deepInclude(data, { ...said, id: `nextauth ${jti}` })
    })
  )
})
