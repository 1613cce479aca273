import { assert, it } from "@effect/vitest"
import { Duration, Effect, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { AuthService, accessLifetime } from "../../src/auth/AuthService.ts"
import { refreshLifetime } from "../../src/auth/RefreshTokens.ts"
import { Email } from "../../src/user/User.ts"
import { UserService } from "../../src/user/UserService.ts"
import { ana, bearerOf, granted, hand, refresh, second, signIn, signUp } from "./SignIns.ts"
import { identity } from "./SomeIdentity.ts"

it.effect("a token of an identity provider tells who is asking, who is entered at the first sign-in", () =>
  Effect.gen(function* () {
    const token = yield* hand(ana)
    const bearer = yield* bearerOf(token)
    assert.deepStrictEqual([bearer.user.email, bearer.user.isAdmin], [Email.make("ana@example.org"), false])
    assert.deepStrictEqual({ ...bearer.token.account }, ana.account)
    assert.deepStrictEqual(yield* bearerOf(token), bearer)
  }).pipe(Effect.provide(identity))
)

it.effect("a token that nobody issued is nobody's, wherever it is shown", () =>
  Effect.gen(function* () {
    const auth = yield* AuthService
    for (const text of ["", "token", "a.b.c"]) {
      const token = Redacted.make(text)
      for (const asked of [
        bearerOf(token),
        auth.authenticateUser({ token }),
        refresh(token),
        auth.verifyToken(token)
      ]) {
        assert.isFalse(yield* granted(asked))
      }
    }
  }).pipe(Effect.provide(identity))
)

it.effect("a token is exchanged for a pair of our own, and ours is not exchanged again", () =>
  Effect.gen(function* () {
    const auth = yield* AuthService
    const grant = yield* auth.authenticateUser({ token: yield* hand(ana) })
    assert.strictEqual(Duration.toMinutes(grant.expiresIn), 15)
    assert.deepStrictEqual((yield* bearerOf(grant.accessToken)).user, grant.user)
    assert.isFalse(yield* granted(auth.authenticateUser({ token: grant.accessToken })))
    assert.isFalse(yield* granted(auth.authenticateUser({ token: grant.refreshToken })))
    assert.isFalse(yield* granted(bearerOf(grant.refreshToken)))
    assert.isFalse(yield* granted(refresh(grant.accessToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("who signs up is signed in, and signs in again with name and password", () =>
  Effect.gen(function* () {
    const { accessToken, refreshToken, user } = yield* signUp("ana")
    assert.deepStrictEqual((yield* bearerOf(accessToken)).user, user)
    assert.deepStrictEqual((yield* refresh(refreshToken)).user, user)
    assert.deepStrictEqual((yield* signIn("ANA")).user, user)
    assert.isFalse(yield* granted(signIn("ana", second)))
    assert.isFalse(yield* granted(signIn("bob")))
  }).pipe(Effect.provide(identity))
)

it.effect("an access token is good for 15 minutes, and 15 seconds for clocks that differ", () =>
  Effect.gen(function* () {
    const { accessToken } = yield* signUp("ana")
    yield* TestClock.adjust(Duration.sum(accessLifetime, Duration.seconds(14)))
    assert.isTrue(yield* granted(bearerOf(accessToken)))
    yield* TestClock.adjust("1 second")
    assert.isFalse(yield* granted(bearerOf(accessToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("a refresh token is good for 30 days, and each successor for 30 more", () =>
  Effect.gen(function* () {
    const [kept, left] = [yield* signUp("ana"), yield* signUp("bob")]
    yield* TestClock.adjust(Duration.subtract(refreshLifetime, Duration.seconds(1)))
    const next = yield* refresh(kept.refreshToken)
    assert.isTrue(yield* granted(bearerOf(next.accessToken)))
    yield* TestClock.adjust("1 second")
    assert.isFalse(yield* granted(refresh(left.refreshToken)))
    yield* TestClock.adjust(Duration.subtract(refreshLifetime, Duration.seconds(2)))
    assert.isTrue(yield* granted(refresh(next.refreshToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("a refresh token that comes again ends its own sign-in and no other", () =>
  Effect.gen(function* () {
    const [stolen, other] = [yield* signUp("ana"), yield* signIn("ana")]
    const next = yield* refresh(stolen.refreshToken)
    assert.isFalse(yield* granted(refresh(stolen.refreshToken)))
    assert.isFalse(yield* granted(refresh(next.refreshToken)))
    assert.isTrue(yield* granted(refresh(other.refreshToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("however many refresh with one token at once, one pair is granted, and the sign-in ends", () =>
  Effect.gen(function* () {
    const { refreshToken } = yield* signUp("ana")
    const outcomes = yield* Effect.all(
      Array.from({ length: 20 }, () => Effect.option(refresh(refreshToken))),
      { concurrency: "unbounded" }
    )
    const pairs = outcomes.filter(Option.isSome)
    assert.lengthOf(pairs, 1)
    assert.isFalse(yield* granted(refresh(pairs[0]!.value.refreshToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("a user who is not active can do nothing, and goes on when active again", () =>
  Effect.gen(function* () {
    const { setActivation } = yield* UserService
    const { accessToken, refreshToken, user } = yield* signUp("ana")
    yield* setActivation(user, user.id, false)
    for (const asked of [bearerOf(accessToken), refresh(refreshToken), signIn("ana")]) {
      assert.isFalse(yield* granted(asked))
    }
    yield* setActivation(user, user.id, true)
    assert.isTrue(yield* granted(bearerOf(accessToken)))
    assert.isTrue(yield* granted(signIn("ana")))
  }).pipe(Effect.provide(identity))
)

it.effect("what a user may do is what the store says now, not what the token said", () =>
  Effect.gen(function* () {
    const { setRole } = yield* UserService
    const { accessToken, refreshToken, user } = yield* signUp("ana")
    yield* setRole(user, user.id, true)
    assert.isTrue((yield* bearerOf(accessToken)).user.isAdmin)
    yield* setRole(user, user.id, true)
    assert.isTrue((yield* refresh(refreshToken)).user.isAdmin)
  }).pipe(Effect.provide(identity))
)

it.effect("the tokens of a user who was deleted are nobody's, and never those of who comes after", () =>
  Effect.gen(function* () {
    const { deleteUser } = yield* UserService
    const { accessToken, refreshToken, user } = yield* signUp("ana")
    yield* deleteUser(user, user.id)
    const after = yield* signUp("ana")
    for (const asked of [bearerOf(accessToken), refresh(refreshToken)]) {
      assert.isFalse(yield* granted(asked))
    }
    assert.isTrue(yield* granted(bearerOf(after.accessToken)))
  }).pipe(Effect.provide(identity))
)
