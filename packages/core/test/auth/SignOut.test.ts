import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Deferred, Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { AuthService } from "../../src/auth/AuthService.ts"
import { PasswordBook } from "../../src/auth/PasswordBook.ts"
import { RefreshTokens } from "../../src/auth/RefreshTokens.ts"
import { Username } from "../../src/user/User.ts"
import { UserRepository } from "../../src/user/UserRepository.ts"
import { UserService } from "../../src/user/UserService.ts"
import { ana, bearerOf, first, good, granted, hand, logout, refresh, second, signIn, signUp } from "./SignIns.ts"
import { identity, identityOver } from "./SomeIdentity.ts"

it.effect("to log out ends the token and the sign-in of the refresh token, and no other sign-in", () =>
  Effect.gen(function* () {
    const [ended, other] = [yield* signUp("ana"), yield* signIn("ana")]
    yield* logout(yield* bearerOf(ended.accessToken), false, ended.refreshToken)
    assert.deepStrictEqual(yield* good([ended.accessToken, other.accessToken]), [false, true])
    assert.isFalse(yield* granted(refresh(ended.refreshToken)))
    assert.isTrue(yield* granted(refresh(other.refreshToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("to log out without a refresh token ends the token alone", () =>
  Effect.gen(function* () {
    const { accessToken, refreshToken } = yield* signUp("ana")
    yield* logout(yield* bearerOf(accessToken), false)
    assert.isFalse(yield* granted(bearerOf(accessToken)))
    assert.isTrue(yield* granted(refresh(refreshToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("nobody logs somebody else out", () =>
  Effect.gen(function* () {
    const [mine, others] = [yield* signUp("ana"), yield* signUp("bob")]
    yield* logout(yield* bearerOf(mine.accessToken), false, others.refreshToken)
    yield* logout(yield* bearerOf((yield* signIn("ana")).accessToken), true, others.refreshToken)
    assert.isTrue(yield* granted(bearerOf(others.accessToken)))
    assert.isTrue(yield* granted(refresh(others.refreshToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("a token of an identity provider that was logged out can neither be borne nor exchanged", () =>
  Effect.gen(function* () {
    const auth = yield* AuthService
    const [token, other] = [yield* hand(ana), yield* hand(ana)]
    yield* logout(yield* bearerOf(token), false)
    assert.deepStrictEqual(yield* good([token, other]), [false, true])
    assert.isFalse(yield* granted(auth.authenticateUser({ token })))
  }).pipe(Effect.provide(identity))
)

it.effect("to log out everywhere ends every sign-in until then, and the next in the same millisecond is good", () =>
  Effect.gen(function* () {
    const sessions = [yield* signUp("ana"), yield* signIn("ana"), yield* signIn("ana")]
    yield* logout(yield* bearerOf(sessions[0]!.accessToken), true)
    assert.deepStrictEqual(yield* good(sessions.map(({ accessToken }) => accessToken)), [false, false, false])
    for (const { refreshToken } of sessions) assert.isFalse(yield* granted(refresh(refreshToken)))
    const next = yield* signIn("ana")
    const after = yield* refresh(next.refreshToken)
    assert.deepStrictEqual(yield* good([next.accessToken, after.accessToken]), [true, true])
    yield* TestClock.adjust("300 millis")
    const later = yield* signIn("ana")
    assert.deepStrictEqual(yield* good([next.accessToken, later.accessToken]), [true, true])
    yield* logout(yield* bearerOf(later.accessToken), true)
    assert.deepStrictEqual(yield* good([next.accessToken, after.accessToken, later.accessToken]), [false, false, false])
  }).pipe(Effect.provide(identity))
)

it.effect("to log out everywhere ends the identity provider's tokens too, and one that it issues later is good", () =>
  Effect.gen(function* () {
    const auth = yield* AuthService
    yield* TestClock.adjust("10500 millis")
    const tokens = [yield* hand({ ...ana, iat: 3 }), yield* hand({ ...ana, iat: 10 })]
    yield* logout(yield* bearerOf(tokens[0]!), true)
    assert.deepStrictEqual(yield* good(tokens), [false, false])
    for (const token of tokens) assert.isFalse(yield* granted(auth.authenticateUser({ token })))
    yield* TestClock.adjust("1 second")
    const later = yield* hand({ ...ana, iat: 11 })
    assert.isTrue(yield* granted(bearerOf(later)))
    const { accessToken } = yield* auth.authenticateUser({ token: later })
    assert.isTrue(yield* granted(bearerOf(accessToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("a new password ends every sign-in with the old one, and what it grants is good at once", () =>
  Effect.gen(function* () {
    const auth = yield* AuthService
    const sessions = [yield* signUp("ana"), yield* signIn("ana")]
    const next = yield* auth.changePassword(sessions[0]!.user, first, second)
    assert.deepStrictEqual(yield* good(sessions.map(({ accessToken }) => accessToken)), [false, false])
    for (const { refreshToken } of sessions) assert.isFalse(yield* granted(refresh(refreshToken)))
    assert.isTrue(yield* granted(bearerOf(next.accessToken)))
    assert.isTrue(yield* granted(refresh(next.refreshToken)))
    assert.deepStrictEqual(yield* Effect.forEach([first, second], (given) => granted(signIn("ana", given))), [
      false,
      true
    ])
  }).pipe(Effect.provide(identity))
)

it.effect("without the password until now nothing changes", () =>
  Effect.gen(function* () {
    const auth = yield* AuthService
    const { accessToken, refreshToken, user } = yield* signUp("ana")
    for (const current of [second, null]) {
      assert.isFalse(yield* granted(auth.changePassword(user, current, second)))
    }
    assert.isFalse(yield* granted(signIn("ana", second)))
    assert.isTrue(yield* granted(bearerOf(accessToken)))
    assert.isTrue(yield* granted(refresh(refreshToken)))
  }).pipe(Effect.provide(identity))
)

it.effect("the password asked for is the user's own, whoever has the user's former name", () =>
  Effect.gen(function* () {
    const auth = yield* AuthService
    const { updateUser } = yield* UserService
    const { user } = yield* signUp("ana")
    yield* updateUser(user, user.id, { username: Username.make("ana_lima") })
    const other = yield* signUp("ana")
    yield* auth.changePassword(other.user, first, second)
    assert.isFalse(yield* granted(auth.changePassword(user, second, second)))
    assert.isTrue(yield* granted(auth.changePassword(user, first, second)))
  }).pipe(Effect.provide(identity))
)

it.effect("a user who has no password yet sets one, without one of before", () =>
  Effect.gen(function* () {
    const auth = yield* AuthService
    const { user } = yield* auth.authenticateUser({ token: yield* hand(ana) })
    assert.isFalse(yield* granted(auth.changePassword(user, first, second)))
    const { accessToken } = yield* auth.changePassword(user, null, second)
    assert.isTrue(yield* granted(bearerOf(accessToken)))
    assert.strictEqual((yield* signIn(user.username, second)).user.id, user.id)
  }).pipe(Effect.provide(identity))
)

/** A place in the store where whoever comes next waits until told to go on. */
const gate = () => {
  const [reached, opened] = [Deferred.makeUnsafe<void>(), Deferred.makeUnsafe<void>()]
  let isShut = false
  return {
    shut: Effect.sync(() => {
      isShut = true
    }),
    reached: Deferred.await(reached),
    open: Deferred.succeed(opened, undefined),
    pass: Effect.suspend(() => {
      if (!isShut) return Effect.void
      isShut = false
      return Effect.andThen(Deferred.succeed(reached, undefined), Deferred.await(opened))
    })
  }
}

it.effect("a sign-in with the old password that is under way when a new one is set is refused", () => {
  const { open, pass, reached, shut } = gate()
  const slowly = Layer.effect(
    PasswordBook,
    Effect.map(PasswordBook, (book) => PasswordBook.of({ ...book, find: (id) => Effect.tap(book.find(id), pass) }))
  ).pipe(Layer.provideMerge(Memory.layer))
  return Effect.gen(function* () {
    const auth = yield* AuthService
    const { user } = yield* signUp("ana")
    yield* TestClock.adjust("1 minute")
    yield* shut
    const underWay = yield* Effect.forkChild(granted(signIn("ana", first)))
    yield* reached
    yield* TestClock.adjust("50 millis")
    yield* auth.changePassword(user, first, second)
    yield* TestClock.adjust("50 millis")
    yield* open
    assert.isFalse(yield* Fiber.join(underWay))
    assert.isTrue(yield* granted(signIn("ana", second)))
  }).pipe(Effect.provide(identityOver(slowly)))
})

const rotatingSlowly = (pass: Effect.Effect<void>) =>
  Layer.effect(
    RefreshTokens,
    Effect.map(RefreshTokens, (tokens) =>
      RefreshTokens.of({ ...tokens, rotate: (token) => Effect.tap(tokens.rotate(token), pass) })
    )
  ).pipe(Layer.provideMerge(Memory.layer))

it.effect("a refresh that is under way when every sign-in ends is refused", () => {
  const { open, pass, reached, shut } = gate()
  return Effect.gen(function* () {
    const { accessToken, refreshToken } = yield* signUp("ana")
    const bearer = yield* bearerOf(accessToken)
    yield* shut
    const underWay = yield* Effect.forkChild(granted(refresh(refreshToken)))
    yield* reached
    yield* TestClock.adjust("50 millis")
    yield* logout(bearer, true)
    yield* TestClock.adjust("50 millis")
    yield* open
    assert.isFalse(yield* Fiber.join(underWay))
  }).pipe(Effect.provide(identityOver(rotatingSlowly(pass))))
})

it.effect("a refresh that is under way when its user is deleted is refused", () => {
  const { open, pass, reached, shut } = gate()
  return Effect.gen(function* () {
    const { refreshToken, user } = yield* signUp("ana")
    yield* shut
    const underWay = yield* Effect.forkChild(granted(refresh(refreshToken)))
    yield* reached
    yield* UserRepository.use((users) => users.remove(user.id))
    yield* open
    assert.isFalse(yield* Fiber.join(underWay))
  }).pipe(Effect.provide(identityOver(rotatingSlowly(pass))))
})
