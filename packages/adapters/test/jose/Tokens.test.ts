import { assert, describe, it } from "@effect/vitest"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import { Arbitrary, Effect, Layer, Redacted, Schema } from "effect"
import { TestClock } from "effect/testing"
import {
  ask,
  base64url,
  bytes,
  claims,
  judging,
  keyServer,
  now,
  ownOnly,
  ownSecret,
  pair,
  seal,
  sessionSecret,
  sign,
  signedSecret,
  verdict
} from "./Forge.ts"

const everybody = {
  sessionSecrets: [Redacted.make(sessionSecret)],
  signedSecret: Redacted.make(signedSecret)
}

const signed = (overrides: object) => sign({ ...claims, ...overrides }, "HS256", bytes(signedSecret))

const unsigned = (alg: string, payload: object = claims) =>
  `${base64url(JSON.stringify({ alg }))}.${base64url(JSON.stringify(payload))}.`

describe("tokens of every issuer", () => {
  it.effect.each([
    ["no expiry", signed({ exp: undefined })],
    ["an expiry that is no number", signed({ exp: String(now + 60) })],
    ["an expiry that no calendar has", signed({ exp: 1e15 })],
    ["an expiry that has passed", signed({ exp: now - 16 })],
    ["a time of issue to come", signed({ iat: now + 16 })],
    ["a time before which it is not good", signed({ nbf: now + 16 })],
    ["an empty subject", signed({ sub: "" })],
    ["a NUL in the subject", signed({ sub: "a\0" })],
    ["half a character in the subject", signed({ sub: "a\ud800" })],
    ["a subject of 256 characters", signed({ sub: "a".repeat(256) })],
    ["a NUL in the issuer", signed({ iss: "a\0" })],
    ["nobody in it", signed({ sub: undefined })],
    ["the id of no user of ours", signed({ user_id: 0 })],
    ["an id that is broken", signed({ userId: 1.5 })],
    ["an id beyond every user's", signed({ user_id: 2 ** 31 })],
    ["more than 16 KiB", signed({ pad: "x".repeat(16 * 1024) })],
    ["no signature by alg none", Effect.succeed(unsigned("none"))],
    ["no signature by alg None", Effect.succeed(unsigned("None"))],
    ["no signature by alg HS256", Effect.succeed(unsigned("HS256"))],
    ["no signature and an alg of a prototype", Effect.succeed(unsigned("constructor"))],
    ["another algorithm of the same family", sign(claims, "HS512", new Uint8Array(64).fill(1))],
    [
      "a key pair's signature",
      Effect.flatMap(
        Effect.promise(() => pair("RS256", "k")),
        ({ privateKey }) => sign(claims, "RS256", privateKey)
      )
    ],
    ["an unknown critical header", Effect.succeed(`${base64url('{"alg":"HS256","crit":["x"],"x":1}')}.e30.e30`)],
    ["a payload that is no JSON", Effect.succeed(`${base64url('{"alg":"HS256"}')}.${base64url("{")}.e30`)],
    ["percent signs", Effect.map(signed({}), (token) => `${token}%E0%A4%A`)],
    ["percent signs in place of the dots", Effect.map(signed({}), (token) => token.replaceAll(".", "%2E"))],
    ["two tokens in it", Effect.map(signed({}), (token) => `${token}, ${token}`)],
    ["its last part missing", Effect.map(signed({}), (token) => token.slice(0, token.lastIndexOf(".")))],
    ["its last part empty", Effect.map(signed({}), (token) => token.slice(0, token.lastIndexOf(".") + 1))]
  ] as const)("a token with %s is rejected, by request and at sign-in", ([_, token]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* token), "TokenRejected")
      assert.strictEqual(yield* verdict(yield* token, "verifyLogin"), "TokenRejected")
    }).pipe(judging(everybody))
  )

  it.effect("clocks may differ by 15 seconds, in either direction", () =>
    Effect.gen(function* () {
      const token = yield* signed({ nbf: now })
      const at = (seconds: number) => Effect.andThen(TestClock.setTime((now + seconds) * 1000), verdict(token))
      assert.deepStrictEqual(yield* Effect.forEach([-16, -14, 0, 60, 74, 76], at), [
        "TokenRejected",
        "good",
        "good",
        "good",
        "good",
        "TokenRejected"
      ])
    }).pipe(judging(everybody))
  )

  it.effect("what the bearer can do without is left out where it cannot be kept", () =>
    Effect.gen(function* () {
      const odd = { email: "a\0@example.org", name: "x".repeat(2049), picture: 7, pad: {} }
      const data = yield* ask(yield* signed(odd))
      assert.deepInclude(data, { sub: "s", email: null, emailVerified: false, name: null, picture: null })
      const plain = { email: "정@example.org", name: "x".repeat(2048), picture: "http://example.org/" }
      assert.deepInclude(yield* ask(yield* signed(plain)), plain)
    }).pipe(judging(everybody))
  )

  it.effect("a token without an id of its own has one that holds however it is written", () =>
    Effect.gen(function* () {
      const idOf = (token: string) => Effect.map(ask(token), (data) => (typeof data === "string" ? data : data.id))
      const token = yield* signed({})
      const id = yield* idOf(token)
      assert.match(id, /^jwt [0-9a-f]{64}$/)
      // 32 bytes are 43 characters, of whose last the lowest two bits mean nothing.
      const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
      const last = alphabet[alphabet.indexOf(token.at(-1)!) ^ 1]!
      assert.strictEqual(yield* idOf(token.slice(0, -1) + last), id)
      assert.notStrictEqual(yield* idOf(yield* signed({ iat: now - 1 })), id)
      assert.strictEqual(yield* idOf(yield* signed({ jti: "mine" })), "jwt mine")
      for (const jti of ["a\0", "x".repeat(256), 7, ""]) {
        assert.match(yield* idOf(yield* signed({ jti })), /^jwt [0-9a-f]{64}$/)
      }
    }).pipe(judging(everybody))
  )

  it.effect("a token that does not say when it was issued counts as one of long ago", () =>
    Effect.gen(function* () {
      assert.deepInclude(yield* ask(yield* signed({ iat: undefined })), { iat: 0 })
    }).pipe(judging(everybody))
  )
})

describe("an issuer that is not configured", () => {
  it.effect("has no good tokens", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* signed({})), "TokenRejected")
      assert.strictEqual(yield* verdict(yield* seal(claims)), "TokenRejected")
    }).pipe(judging({}))
  )
})

describe("a verifier is not made", () => {
  const short = Redacted.make("0123456789012345678901234567890")
  const url = new URL("http://127.0.0.1:1/")

  it.effect.each([
    ["TOKEN_SECRET is under 32 bytes", ["TOKEN_SECRET", "32 bytes"], { ownSecret: short }],
    [
      "one of several secrets in NEXTAUTH_SECRET is",
      ["NEXTAUTH_SECRET", "32 bytes"],
      { sessionSecrets: [Redacted.make(sessionSecret), short] }
    ],
    ["AUTH_JWT_SECRET is", ["AUTH_JWT_SECRET", "32 bytes"], { signedSecret: short }],
    [
      "an issuer has the secret of our own tokens",
      ["AUTH_JWT_SECRET", "TOKEN_SECRET"],
      { signedSecret: Redacted.make(ownSecret) }
    ],
    ["a key set has no issuer", ["AUTH_ISSUER", "AUTH_AUDIENCE"], { keySetUrl: url, audience: "a" }],
    ["a key set has no audience", ["AUTH_ISSUER", "AUTH_AUDIENCE"], { keySetUrl: url, issuer: "i" }]
  ] as const)("when %s, and the sentence repeats no secret", ([_, words, options]) =>
    Effect.gen(function* () {
      const failure = yield* Effect.flip(Layer.build(Tokens.layer({ ...ownOnly, ...options })))
      for (const word of words) assert.include(failure.message, word)
      assert.notMatch(JSON.stringify(failure), /0123|front end|our own/)
    })
  )

  it.effect("32 bytes are enough, however few characters", () =>
    Effect.asVoid(Layer.build(Tokens.layer({ ...ownOnly, ownSecret: Redacted.make("정".repeat(11)) })))
  )
})

describe("whatever is given", () => {
  const mutation = Schema.Struct({
    /** Where, as a part of the whole. */
    at: Schema.Finite.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1 }))),
    cut: Schema.Literals([0, 1, 2, 40]),
    put: Schema.Union([Schema.String, Schema.Literals(["", ".", "A", "=", "%00", "\n", "..", "e30"])])
  })

  it.effect.prop(
    "a token changed anywhere is judged, and is good only with the same claims",
    {
      changes: Arbitrary.schema(Schema.Array(mutation)),
      kind: Arbitrary.schema(Schema.Literals(["signed", "encrypted"]))
    },
    ({ changes, kind }) =>
      Effect.gen(function* () {
        const token = yield* kind === "signed" ? signed({}) : seal(claims)
        const changed = changes.reduce((text, { at, cut, put }) => {
          const index = Math.floor(at * text.length)
          return text.slice(0, index) + put + text.slice(index + cut)
        }, token)
        const found = yield* ask(changed)
        if (found !== "TokenRejected") assert.deepStrictEqual(found, yield* ask(token))
      }).pipe(judging(everybody))
  )

  it.effect.prop(
    "a header and claims of any kind are judged",
    { header: Schema.Json, payload: Schema.Json, parts: Schema.Literals([3, 5]) },
    ({ header, parts, payload }) =>
      Effect.gen(function* () {
        const server = yield* keyServer
        server.publish()
        const text = [header, payload, payload, header, payload]
          .slice(0, parts)
          .map((part) => base64url(JSON.stringify(part)))
          .join(".")
        const options = { ...everybody, keySetUrl: server.url, issuer: "i", audience: "a" }
        assert.strictEqual(yield* verdict(text).pipe(judging(options)), "TokenRejected")
      }).pipe(Effect.scoped)
  )
})
