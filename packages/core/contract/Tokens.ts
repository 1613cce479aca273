import { assert, layer as sharing } from "@effect/vitest"
import { Duration, Effect, type Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { TokenIssuer } from "../src/auth/TokenIssuer.ts"
import { TokenVerifier } from "../src/auth/TokenVerifier.ts"

const bearer = { provider: "github", sub: "42", email: "a@example.org", name: "Ana" }

/** How a program's {@link TokenIssuer} and {@link TokenVerifier} go together. */
export const suite = <E>(name: string, layer: Layer.Layer<TokenIssuer | TokenVerifier, E>) =>
  sharing(layer)(`Tokens: ${name}`, (it) => {
    it.effect("an issued token says who bears it and from when to when it is good", () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(1_700_000_000_000)
        const token = yield* (yield* TokenIssuer).issue(bearer, Duration.minutes(15))
        const data = yield* (yield* TokenVerifier).verify(token)
        assert.deepStrictEqual({ ...data }, { ...bearer, picture: null, iat: 1_700_000_000, exp: 1_700_000_900 })
      })
    )

    it.effect("what is not known of the bearer comes back as not known", () =>
      Effect.gen(function* () {
        const token = yield* (yield* TokenIssuer).issue({ ...bearer, email: null, name: null }, Duration.minutes(1))
        const { email, name } = yield* (yield* TokenVerifier).verify(token)
        assert.deepStrictEqual([email, name], [null, null])
      })
    )

    it.effect("no two tokens are the same, though they say the same", () =>
      Effect.gen(function* () {
        const { issue } = yield* TokenIssuer
        const [one, other] = yield* Effect.all([issue(bearer, Duration.hours(1)), issue(bearer, Duration.hours(1))])
        assert.notStrictEqual(Redacted.value(one), Redacted.value(other))
      })
    )

    it.effect("a token is good until it expires, give or take 15 seconds, and never after", () =>
      Effect.gen(function* () {
        const { verify } = yield* TokenVerifier
        const token = yield* (yield* TokenIssuer).issue(bearer, Duration.minutes(1))
        yield* TestClock.adjust("59 seconds")
        assert.strictEqual((yield* verify(token)).sub, "42")
        yield* TestClock.adjust("17 seconds")
        assert.strictEqual((yield* Effect.flip(verify(token)))._tag, "TokenRejected")
      })
    )

    it.effect("a token with any one character changed, cut short or lengthened is rejected", () =>
      Effect.gen(function* () {
        const { verify } = yield* TokenVerifier
        const token = Redacted.value(yield* (yield* TokenIssuer).issue(bearer, Duration.minutes(1)))
        const changed = Array.from(
          token,
          (char, at) => token.slice(0, at) + (char === "A" ? "w" : "A") + token.slice(at + 1)
        )
        // The last character of a signature may hold bits that mean nothing.
        for (const bad of [
          ...changed.slice(0, -1),
          token.slice(0, -2),
          `${token}A`,
          ` ${token}`,
          token.toUpperCase()
        ]) {
          assert.strictEqual((yield* Effect.flip(verify(Redacted.make(bad))))._tag, "TokenRejected", bad)
        }
      })
    )

    it.effect("what is no token is rejected, whatever its size", () =>
      Effect.gen(function* () {
        const { verify } = yield* TokenVerifier
        for (const bad of ["", ".", "..", "a.b.c", "null", "x".repeat(20_000), `${"a.".repeat(10_000)}b`]) {
          assert.strictEqual((yield* Effect.flip(verify(Redacted.make(bad))))._tag, "TokenRejected")
        }
      })
    )
  })
