import { assert, layer as sharing } from "@effect/vitest"
import { DateTime, Duration, Effect, type Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { TokenIssuer } from "../src/auth/TokenIssuer.ts"
import { TokenVerifier } from "../src/auth/TokenVerifier.ts"
import { UserId } from "../src/Identity.ts"
import { Email, Username } from "../src/user/User.ts"

const bearer = { id: UserId.make(42), email: Email.make("a@example.org"), username: Username.make("ana") }
const account = { provider: "github", id: "정|42" }

const rejected = Effect.fnUntraced(function* (token: string) {
  const { verify } = yield* TokenVerifier
  assert.strictEqual((yield* Effect.flip(verify(Redacted.make(token))))._tag, "TokenRejected", token.slice(0, 200))
})

/** How a program's {@link TokenIssuer} and {@link TokenVerifier} go together. */
export const suite = <E>(name: string, layer: Layer.Layer<TokenIssuer | TokenVerifier, E>) =>
  sharing(layer)(`Tokens: ${name}`, (it) => {
    it.effect("an issued token says which user bears it and from when to when it is good", () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(1_700_000_000_123)
        const token = yield* (yield* TokenIssuer).issue(bearer, Duration.minutes(15))
        const { account, id, ...data } = yield* (yield* TokenVerifier).verify(token)
        assert.deepStrictEqual(data, {
          sub: "42",
          userId: bearer.id,
          email: "a@example.org",
          emailVerified: true,
          name: "ana",
          picture: null,
          iat: 1_700_000_000.123,
          exp: 1_700_000_900
        })
        assert.isNotEmpty(account.provider)
        assert.isNotEmpty(id)
      })
    )

    it.effect("a token bears the instant that it is said to be issued at, to the millisecond", () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(1_700_000_000_000)
        const issuedAt = DateTime.makeUnsafe(1_700_000_000_001)
        const token = yield* (yield* TokenIssuer).issue(bearer, Duration.minutes(15), issuedAt)
        assert.strictEqual((yield* (yield* TokenVerifier).verify(token)).iat, 1_700_000_000.001)
      })
    )

    it.effect("an issued token says which account bears it, and that it is no user's", () =>
      Effect.gen(function* () {
        const { issue } = yield* TokenIssuer
        const { verify } = yield* TokenVerifier
        const known = yield* verify(yield* issue({ account, email: "b@example.org" }, Duration.minutes(1)))
        assert.deepStrictEqual(
          [known.account, known.userId, known.email, known.emailVerified],
          [account, null, "b@example.org", true]
        )
        const unknown = yield* verify(yield* issue({ account, email: null }, Duration.minutes(1)))
        assert.deepStrictEqual([unknown.email, unknown.emailVerified, unknown.name], [null, false, null])
      })
    )

    it.effect("no two tokens are the same, though they say the same", () =>
      Effect.gen(function* () {
        const { issue } = yield* TokenIssuer
        const { verify } = yield* TokenVerifier
        const [one, other] = yield* Effect.all([issue(bearer, Duration.hours(1)), issue(bearer, Duration.hours(1))])
        assert.notStrictEqual(Redacted.value(one), Redacted.value(other))
        assert.notStrictEqual((yield* verify(one)).id, (yield* verify(other)).id)
        assert.strictEqual((yield* verify(one)).id, (yield* verify(one)).id)
      })
    )

    it.effect("a token is good until it expires, give or take 15 seconds, and never after", () =>
      Effect.gen(function* () {
        const { verify } = yield* TokenVerifier
        const token = yield* (yield* TokenIssuer).issue(bearer, Duration.minutes(1))
        yield* TestClock.adjust("74 seconds")
        assert.strictEqual((yield* verify(token)).sub, "42")
        yield* TestClock.adjust("2 seconds")
        yield* rejected(Redacted.value(token))
      })
    )

    it.effect("a token is good at once, on clocks that are up to 15 seconds behind", () =>
      Effect.gen(function* () {
        const { verify } = yield* TokenVerifier
        yield* TestClock.setTime(1_800_000_000_000)
        const token = yield* (yield* TokenIssuer).issue(bearer, Duration.minutes(1))
        yield* TestClock.setTime(1_799_999_986_000)
        assert.strictEqual((yield* verify(token)).sub, "42")
        yield* TestClock.setTime(1_799_999_984_000)
        yield* rejected(Redacted.value(token))
      })
    )

    it.effect("our own tokens are not exchanged for others", () =>
      Effect.gen(function* () {
        const token = yield* (yield* TokenIssuer).issue(bearer, Duration.minutes(1))
        const { verifyLogin } = yield* TokenVerifier
        assert.strictEqual((yield* Effect.flip(verifyLogin(token)))._tag, "TokenRejected")
      })
    )

    it.effect("a token with any one character changed, cut short or lengthened is rejected", () =>
      Effect.gen(function* () {
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
          `${token}\n`,
          `${token}=`,
          token.toUpperCase()
        ]) {
          yield* rejected(bad)
        }
      })
    )

    it.effect("what is no token is rejected, whatever its size", () =>
      Effect.gen(function* () {
        const sizes = ["x".repeat(20_000), `${"a.".repeat(10_000)}b`]
        for (const bad of ["", ".", "..", "....", "a.b.c", "a.b.c.d.e", "null", "%", "%E0%A4%A", "\0", ...sizes]) {
          yield* rejected(bad)
        }
      })
    )
  })
