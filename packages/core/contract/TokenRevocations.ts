import { assert, it } from "@effect/vitest"
import { Clock, DateTime, Duration, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { revocationGrace, TokenRevocations } from "../src/auth/TokenRevocations.ts"
import { UserId } from "../src/Identity.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { freshWord } from "./Facts.ts"
import { newUser } from "./Talk.ts"

const freshUser = Effect.map(
  UserRepository.use((users) => users.create(newUser())),
  ({ id }) => id
)

/** A token issued now that is good for a quarter of an hour. */
const freshToken = Effect.map(Clock.currentTimeMillis, (now) => ({
  id: freshWord(),
  iat: now / 1000,
  exp: now / 1000 + 900
}))

const issuedAt = (millis: number) => ({ id: freshWord(), iat: millis / 1000 })

const at = (millis: number) => DateTime.makeUnsafe(millis)

const today = Layer.effectDiscard(TestClock.setTime(Date.UTC(2026, 10, 23, 4, 5, 6, 789)))

/**
 * The laws of {@link TokenRevocations}, for users who exist. `elapse` lets time pass for the adapter, that much or a few
 * seconds more: by the test clock, and in a store that has a clock of its own.
 */
export const suite = (
  adapter: string,
  layer: Layer.Layer<TokenRevocations | UserRepository, unknown>,
  elapse: (time: Duration.Duration) => Effect.Effect<void> = TestClock.adjust
) =>
  it.layer(Layer.provideMerge(layer, today), { timeout: "60 seconds" })(`TokenRevocations / ${adapter}`, (it) => {
    it.effect("a token that is revoked is so from then on, and no other token", () =>
      Effect.gen(function* () {
        const { isRevoked, revoke } = yield* TokenRevocations
        const [user, token, other] = [yield* freshUser, yield* freshToken, yield* freshToken]
        assert.isFalse(yield* isRevoked(token, user))
        yield* revoke(token)
        yield* revoke(token)
        assert.isTrue(yield* isRevoked(token, user))
        assert.isFalse(yield* isRevoked(other, user))
      })
    )

    it.effect("tokens are told apart by every character of their ids", () =>
      Effect.gen(function* () {
        const { isRevoked, revoke } = yield* TokenRevocations
        const [user, token] = [yield* freshUser, yield* freshToken]
        const ends = ["", " ", "*", ":", "\n", "'", "Ä", "a\u0308", "🥊", "__proto__", freshWord().repeat(200)]
        for (const end of ends) {
          const one = { ...token, id: token.id + end }
          assert.isFalse(yield* isRevoked(one, user), end)
          yield* revoke(one)
          assert.isTrue(yield* isRevoked(one, user), end)
        }
        assert.isFalse(yield* isRevoked({ ...token, id: token.id.toUpperCase() }, user))
      })
    )

    it.effect("a token stays revoked as long as a verifier may take it for good", () =>
      Effect.gen(function* () {
        const { isRevoked, revoke } = yield* TokenRevocations
        const [user, token] = [yield* freshUser, yield* freshToken]
        yield* revoke(token)
        yield* elapse(Duration.minutes(14))
        assert.isTrue(yield* isRevoked(token, user))
        yield* elapse(Duration.seconds(60 + Duration.toSeconds(revocationGrace) / 2))
        yield* revoke(yield* freshToken)
        assert.isTrue(yield* isRevoked(token, user))
      })
    )

    it.effect("a revocation is forgotten when its token is long expired and another is revoked", () =>
      Effect.gen(function* () {
        const { isRevoked, revoke } = yield* TokenRevocations
        const [user, token] = [yield* freshUser, yield* freshToken]
        yield* revoke(token)
        yield* elapse(Duration.minutes(30))
        yield* revoke(yield* freshToken)
        assert.isFalse(yield* isRevoked(token, user))
      })
    )

    it.effect("a token may be long expired, or expire never to speak of", () =>
      Effect.gen(function* () {
        const { isRevoked, revoke } = yield* TokenRevocations
        const [user, token] = [yield* freshUser, yield* freshToken]
        for (const exp of [0, 0.5, -1e9]) yield* revoke({ id: freshWord(), exp })
        for (const exp of [253_402_300_800, Number.MAX_SAFE_INTEGER, 1e300]) {
          const lasting = { ...token, id: freshWord(), exp }
          yield* revoke(lasting)
          assert.isTrue(yield* isRevoked(lasting, user), String(exp))
        }
        for (const iat of [-1e300, 1e300]) assert.isFalse(yield* isRevoked({ ...token, iat }, user), String(iat))
      })
    )

    it.effect("of one user every token is revoked that was issued at the instant or before, to the millisecond", () =>
      Effect.gen(function* () {
        const { isRevoked, revokeUntil } = yield* TokenRevocations
        const [user, now] = [yield* freshUser, yield* Clock.currentTimeMillis]
        // Thousandths of a second are no exact numbers: each is tried.
        const second = now - (now % 1000)
        for (let instant = second; instant < second + 1000; instant += 13) {
          yield* revokeUntil(user, at(instant))
          for (const early of [instant - 1, instant]) assert.isTrue(yield* isRevoked(issuedAt(early), user), `${early}`)
          assert.isFalse(yield* isRevoked(issuedAt(instant + 1), user), `${instant + 1}`)
        }
        assert.isTrue(yield* isRevoked(issuedAt(0), user))
      })
    )

    it.effect("a token dated in whole seconds counts as issued when its second began", () =>
      Effect.gen(function* () {
        const { isRevoked, revokeUntil } = yield* TokenRevocations
        const [user, now] = [yield* freshUser, yield* Clock.currentTimeMillis]
        const second = now - (now % 1000)
        yield* revokeUntil(user, at(second + 999))
        assert.isTrue(yield* isRevoked(issuedAt(second), user))
        assert.isFalse(yield* isRevoked(issuedAt(second + 1000), user))
        yield* revokeUntil(user, at(second + 1000))
        assert.isTrue(yield* isRevoked(issuedAt(second + 1000), user))
      })
    )

    it.effect("the instant only moves on, in whatever order it is told", () =>
      Effect.gen(function* () {
        const { isRevoked, revokeUntil } = yield* TokenRevocations
        const [user, now] = [yield* freshUser, yield* Clock.currentTimeMillis]
        yield* revokeUntil(user, at(now))
        yield* revokeUntil(user, at(now - 1))
        yield* revokeUntil(user, at(0))
        assert.isTrue(yield* isRevoked(issuedAt(now), user))
        const later = [5, 3, 8, 1, 7, 2, 6, 4].map((more) => at(now + more))
        yield* Effect.forEach(later, (instant) => revokeUntil(user, instant), { concurrency: "unbounded" })
        assert.isTrue(yield* isRevoked(issuedAt(now + 8), user))
        assert.isFalse(yield* isRevoked(issuedAt(now + 9), user))
      })
    )

    it.effect("one look tells of many what a look at each alone does, in their order", () =>
      Effect.gen(function* () {
        const { areRevoked, isRevoked, revoke, revokeUntil } = yield* TokenRevocations
        const now = yield* Clock.currentTimeMillis
        const [left, other, unknown] = [yield* freshUser, yield* freshUser, UserId.make(2_147_483_647)]
        yield* revokeUntil(left, at(now))
        const tokens = ["", " ", "'", '"', ",", "{", "\\", "NULL", "null", "Ä🥊", "\n"].map((end) => ({
          ...issuedAt(now),
          id: freshWord() + end,
          exp: now / 1000 + 900
        }))
        const revoked = new Set<object>(tokens.filter((_, index) => index % 2 === 0))
        for (const token of tokens) if (revoked.has(token)) yield* revoke(token)
        const many = [...tokens, issuedAt(now + 1)].flatMap((token) =>
          [other, left, unknown, other].map((userId) => ({ token, userId }))
        )
        const alone = yield* Effect.forEach(many, ({ token, userId }) => isRevoked(token, userId))
        assert.deepStrictEqual(yield* areRevoked(many), alone)
        assert.deepStrictEqual(yield* areRevoked(many.toReversed()), alone.toReversed())
        assert.deepStrictEqual(
          alone,
          many.map(({ token, userId }) => revoked.has(token) || (userId === left && token.iat === now / 1000))
        )
        assert.deepStrictEqual(yield* areRevoked([]), [])
        const crowd = Array.from({ length: 5000 }, () => ({ token: issuedAt(now), userId: other }))
        assert.deepStrictEqual(yield* areRevoked([...crowd, ...many]), [...crowd.map(() => false), ...alone])
      })
    )

    it.effect("other users keep their tokens, and a token issued later may still be revoked by itself", () =>
      Effect.gen(function* () {
        const { isRevoked, revoke, revokeUntil } = yield* TokenRevocations
        const [user, other, token] = [yield* freshUser, yield* freshUser, yield* freshToken]
        yield* revokeUntil(user, at(token.iat * 1000 - 1))
        assert.isFalse(yield* isRevoked(token, user))
        yield* revokeUntil(user, at(token.iat * 1000))
        assert.isTrue(yield* isRevoked(token, user))
        assert.isFalse(yield* isRevoked(token, other))
        const next = { ...(yield* freshToken), iat: token.iat + 1 }
        assert.isFalse(yield* isRevoked(next, user))
        yield* revoke(next)
        assert.isTrue(yield* isRevoked(next, user))
      })
    )

    it.effect("that all tokens of a user are revoked is never forgotten", () =>
      Effect.gen(function* () {
        const { isRevoked, revokeUntil } = yield* TokenRevocations
        const [user, token] = [yield* freshUser, yield* freshToken]
        yield* revokeUntil(user, at(token.iat * 1000))
        yield* elapse(Duration.days(1000))
        yield* revokeUntil(yield* freshUser, yield* DateTime.now)
        assert.isTrue(yield* isRevoked(token, user))
      })
    )

    it.effect("of many at once none is lost", () =>
      Effect.gen(function* () {
        const { isRevoked, revoke, revokeUntil } = yield* TokenRevocations
        const now = yield* Clock.currentTimeMillis
        const [user, others] = [yield* freshUser, yield* Effect.replicateEffect(freshUser, 10)]
        const tokens = yield* Effect.replicateEffect(freshToken, 100)
        yield* Effect.all([...tokens.map(revoke), ...others.map((other, more) => revokeUntil(other, at(now + more)))], {
          concurrency: "unbounded"
        })
        const revoked = yield* Effect.forEach(tokens, (token) => isRevoked(token, user), { concurrency: "unbounded" })
        assert.deepStrictEqual(revoked, Array(100).fill(true))
        for (const [more, other] of others.entries()) {
          assert.isTrue(yield* isRevoked(issuedAt(now + more), other))
          assert.isFalse(yield* isRevoked(issuedAt(now + more + 1), other))
        }
      })
    )
  })
