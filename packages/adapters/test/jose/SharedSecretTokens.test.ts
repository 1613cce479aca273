import { assert, describe, it } from "@effect/vitest"
import * as SharedSecretTokens from "@mma-savant/adapters/jose/SharedSecretTokens"
import { TokenVerifier } from "@mma-savant/core/auth/TokenVerifier"
import { suite } from "@mma-savant/core/contract/Tokens"
import { Effect, Layer, Redacted } from "effect"
import { generateKeyPair, SignJWT } from "jose"

const secret = "a secret of exactly 32 bytes ...."
const key = new TextEncoder().encode(secret)
const layer = SharedSecretTokens.layer(Redacted.make(secret))

suite("shared secret", layer)

const now = Math.floor(Date.now() / 1000)
const claims = { provider: "p", sub: "s", iss: "mma-savant", aud: "mma-savant", iat: now, exp: now + 60 }

const signed = (overrides: object, header: { alg: string } = { alg: "HS256" }, by: Uint8Array = key) =>
  Effect.promise(() => new SignJWT({ ...claims, ...overrides }).setProtectedHeader(header).sign(by))

const verdict = Effect.fnUntraced(function* (token: string) {
  const { verify } = yield* TokenVerifier
  return yield* Effect.match(verify(Redacted.make(token)), {
    onFailure: ({ _tag }) => _tag,
    onSuccess: ({ sub }) => sub
  })
})

describe("tokens of a shared secret", () => {
  it.live("a token of another program that has the secret is good", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* signed({})), "s")
    }).pipe(Effect.provide(layer))
  )

  it.live.each([
    ["another secret", signed({}, { alg: "HS256" }, new TextEncoder().encode("another secret of 32 bytes ......"))],
    ["another algorithm of the same family", signed({}, { alg: "HS512" }, new Uint8Array(64).fill(1))],
    ["no expiry", signed({ exp: undefined })],
    ["no time of issue", signed({ iat: undefined })],
    ["another issuer", signed({ iss: "x" })],
    ["another audience", signed({ aud: "x" })],
    ["no subject", signed({ sub: undefined })],
    ["an empty subject", signed({ sub: "" })],
    ["a NUL in the subject", signed({ sub: "a\0" })],
    ["a NUL in the provider", signed({ provider: "a\0" })],
    ["a NUL in the address", signed({ email: "a\0@example.org" })],
    ["no provider", signed({ provider: undefined })],
    ["a time before which it is not good", signed({ nbf: now + 600 })],
    ["more than 16 KiB", signed({ pad: "x".repeat(16 * 1024) })],
    [
      "no signature",
      Effect.succeed(
        `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`
      )
    ],
    [
      "a key pair",
      Effect.promise(async () => {
        const { privateKey } = await generateKeyPair("RS256")
        return new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(privateKey)
      })
    ]
  ] as const)("a token with %s is rejected", ([_, token]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* token), "TokenRejected")
    }).pipe(Effect.provide(layer))
  )

  it.effect("a secret under 32 bytes is refused, and not repeated", () =>
    Effect.gen(function* () {
      const short = SharedSecretTokens.layer(Redacted.make("0123456789012345678901234567890"))
      const { message } = yield* Effect.flip(Layer.build(short))
      assert.include(message, "32 bytes")
      assert.notInclude(message, "0123")
    })
  )
})
