import { assert, it } from "@effect/vitest"
import { Duration, Effect, type Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { type RefreshToken, RefreshTokens, refreshLifetime } from "../src/auth/RefreshTokens.ts"
import { UserId } from "../src/Identity.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { newUser } from "./Talk.ts"

const nobody = UserId.make(2_147_483_647)

const someone = Effect.gen(function* () {
  const users = yield* UserRepository
  return (yield* users.create(newUser())).id
})

/** The successor of a token that is good. */
const successor = Effect.fnUntraced(function* (token: RefreshToken) {
  return (yield* (yield* RefreshTokens).rotate(token)).next
})

const assertRejected = Effect.fnUntraced(function* (token: RefreshToken) {
  const error = yield* Effect.flip((yield* RefreshTokens).rotate(token))
  assert.strictEqual(error._tag, "TokenRejected")
})

/** The laws of {@link RefreshTokens}. The layer gives it and the users over one store. */
export const suite = (adapter: string, layer: Layer.Layer<RefreshTokens | UserRepository, unknown>) =>
  it.layer(layer, { timeout: "60 seconds" })(`RefreshTokens / ${adapter}`, (it) => {
    it.effect("a token is taken for its successor, of the same user, again and again", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        const seen = [yield* tokens.issue(userId)]
        for (let turn = 0; turn < 5; turn++) {
          const rotated = yield* tokens.rotate(seen.at(-1)!)
          assert.strictEqual(rotated.userId, userId)
          seen.push(rotated.next)
        }
        assert.strictEqual(new Set(seen.map(Redacted.value)).size, 6)
      })
    )

    it.effect("tokens differ, fit into an address, hold 256 bits at least and print as nothing", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        const issued = yield* Effect.forEach(Array.from({ length: 100 }), () => tokens.issue(userId))
        const all = [...issued, yield* successor(issued[0]!)]
        assert.strictEqual(new Set(all.map(Redacted.value)).size, 101)
        for (const token of all) {
          // 64 characters to choose from hold 6 bits each.
          assert.match(Redacted.value(token), /^[\w-]{43,}$/)
          assert.notInclude(String(token), Redacted.value(token))
        }
      })
    )

    it.effect("a token that comes a second time ends its family, however old it is, and no other", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        const [first, sameUser, otherUser] = [
          yield* tokens.issue(userId),
          yield* tokens.issue(userId),
          yield* tokens.issue(yield* someone)
        ]
        const latest = yield* successor(yield* successor(yield* successor(first)))
        yield* assertRejected(first)
        yield* assertRejected(latest)
        yield* successor(sameUser)
        yield* successor(otherUser)
      })
    )

    it.effect("however many rotate a token at once, one gets a successor, which is worth nothing", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        const other = yield* tokens.issue(userId)
        for (let round = 0; round < 5; round++) {
          const token = yield* tokens.issue(userId)
          const attempts = Array.from({ length: 10 }, () => Effect.result(tokens.rotate(token)))
          const outcomes = yield* Effect.all(attempts, { concurrency: "unbounded" })
          const won = outcomes.flatMap((outcome) => (outcome._tag === "Success" ? [outcome.success.next] : []))
          assert.lengthOf(won, 1)
          yield* assertRejected(won[0]!)
        }
        yield* successor(other)
      })
    )

    it.effect("a thief who goes on at once is caught by the token that comes again meanwhile", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        for (let round = 0; round < 10; round++) {
          const stolen = yield* tokens.issue(userId)
          const mine = yield* successor(stolen)
          const [next] = yield* Effect.all([Effect.result(tokens.rotate(mine)), Effect.result(tokens.rotate(stolen))], {
            concurrency: "unbounded"
          })
          if (next._tag === "Success") yield* assertRejected(next.success.next)
          else yield* assertRejected(mine)
        }
      })
    )

    it.effect("what is no token is rejected and changes nothing", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        const token = yield* tokens.issue(userId)
        const text = Redacted.value(token)
        const forged = ["", "*", "constructor", "\0", "\uD800", text.slice(1), `${text}a`, ` ${text}`, `${text}\0`]
        for (const bad of forged.map((each) => Redacted.make(each))) {
          yield* assertRejected(bad)
          yield* tokens.revoke(userId, bad)
        }
        yield* successor(token)
      })
    )

    it.effect("a revoked token takes its family with it, used or not, and no other", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        const other = yield* tokens.issue(userId)
        const latest = yield* successor(yield* tokens.issue(userId))
        yield* tokens.revoke(userId, latest)
        yield* assertRejected(latest)
        const used = yield* tokens.issue(userId)
        const next = yield* successor(used)
        yield* tokens.revoke(userId, used)
        yield* tokens.revoke(userId, used)
        yield* assertRejected(next)
        yield* successor(other)
      })
    )

    it.effect("nobody revokes the token of another", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const token = yield* tokens.issue(yield* someone)
        yield* tokens.revoke(yield* someone, token)
        yield* tokens.revoke(nobody, token)
        yield* successor(token)
      })
    )

    it.effect("revokeAll ends every family of the user and of nobody else, and the user may begin anew", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const [userId, stranger] = [yield* someone, yield* someone]
        const other = yield* tokens.issue(stranger)
        const own = [yield* tokens.issue(userId), yield* successor(yield* tokens.issue(userId))]
        yield* tokens.revokeAll(userId)
        for (const token of own) yield* assertRejected(token)
        yield* tokens.revokeAll(nobody)
        yield* successor(other)
        yield* successor(yield* tokens.issue(userId))
      })
    )

    it.effect("no successor slips past a revocation of its family or of all", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        for (let round = 0; round < 20; round++) {
          const token = yield* tokens.issue(userId)
          const revocation = round % 2 === 0 ? tokens.revokeAll(userId) : tokens.revoke(userId, token)
          const [rotated] = yield* Effect.all([Effect.result(tokens.rotate(token)), revocation], {
            concurrency: "unbounded"
          })
          if (rotated._tag === "Success") yield* assertRejected(rotated.success.next)
          yield* assertRejected(token)
        }
      })
    )

    it.effect("a token is good for its lifetime, which each rotation begins anew", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const userId = yield* someone
        const almost = Duration.subtract(refreshLifetime, Duration.minutes(1))
        const [kept, forgotten] = [yield* tokens.issue(userId), yield* tokens.issue(userId)]
        yield* TestClock.adjust(almost)
        const renewed = yield* successor(kept)
        yield* TestClock.adjust("1 minute")
        yield* assertRejected(forgotten)
        yield* TestClock.adjust(Duration.subtract(almost, Duration.minutes(1)))
        const again = yield* successor(renewed)
        // A new sign-in clears up behind the user, and leaves what is good.
        yield* tokens.issue(userId)
        yield* successor(again)
      })
    )

    it.effect("tokens go with their user, and for nobody there is none", () =>
      Effect.gen(function* () {
        const tokens = yield* RefreshTokens
        const users = yield* UserRepository
        const [userId, stranger] = [yield* someone, yield* someone]
        const [own, other] = [yield* tokens.issue(userId), yield* tokens.issue(stranger)]
        const next = yield* successor(own)
        yield* users.remove(userId)
        for (const token of [own, next, yield* tokens.issue(userId), yield* tokens.issue(nobody)]) {
          yield* assertRejected(token)
        }
        yield* successor(other)
      })
    )
  })
