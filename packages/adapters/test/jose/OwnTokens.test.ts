import { assert, describe, it } from "@effect/vitest"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import { suite } from "@mma-savant/core/contract/Tokens"
import { Effect } from "effect"
import { bytes, claims, judging, ownOnly, ownSecret, sign, verdict } from "./Forge.ts"

suite("HS256", Tokens.layer(ownOnly))

const own = { ...claims, sub: "42", iss: "mma-savant", aud: "mma-savant", jti: "one" }

const signed = (overrides: object) => sign({ ...own, ...overrides }, "HS256", bytes(ownSecret))

describe("our own tokens", () => {
  it.effect("a token of another program of ours that has the secret is good", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* signed({})), "good")
    }).pipe(judging({}))
  )

  it.effect.each([
    ["another secret", sign(own, "HS256", bytes("another secret of 32 bytes ......"))],
    ["another algorithm of the same family", sign(own, "HS512", new Uint8Array(64).fill(1))],
    ["another issuer", signed({ iss: "x" })],
    ["no issuer", signed({ iss: undefined })],
    ["another audience", signed({ aud: "x" })],
    ["no subject", signed({ sub: undefined })],
    ["a subject that is no id", signed({ sub: "ana" })],
    ["the id of nobody", signed({ sub: "0" })],
    ["a NUL in the id of an account", signed({ provider: "github", sub: "a\0" })],
    ["a NUL in the provider of an account", signed({ provider: "a\0" })]
  ] as const)("a token with %s is rejected", ([_, token]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verdict(yield* token), "TokenRejected")
    }).pipe(judging({}))
  )
})
