import { createHook } from "node:async_hooks"
import { scryptSync } from "node:crypto"
import { assert, describe, it } from "@effect/vitest"
import * as ScryptHasher from "@mma-savant/adapters/scrypt/ScryptHasher"
import { Password } from "@mma-savant/core/auth/Password"
import { PasswordHasher } from "@mma-savant/core/auth/PasswordHasher"
import { suite } from "@mma-savant/core/contract/PasswordHasher"
import { Effect, Fiber, Schema } from "effect"

const password = Schema.decodeSync(Password)
const right = password("Correct horse 1!")

/** "Correct horse 1!" with another cost, in our way of writing. */
const hashed = (log2N: number, p: number, r = 8) => {
  const salt = Buffer.alloc(16, 7)
  const key = scryptSync("Correct horse 1!", salt, 32, { N: 2 ** log2N, r, p, maxmem: 2 ** 30 })
  return ["scrypt", log2N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$")
}

suite("scrypt", ScryptHasher.layer, [
  "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW",
  "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b0dWRWJTmaaJObG",
  "scrypt$0$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "scrypt$15$0$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "scrypt$99$99$99$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  // What a password is compared with that belongs to nobody.
  "scrypt$15$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
])

/** How many hashes are made while the effect runs, and how many of them at once. */
const counting = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const running = new Set<number>()
    const seen = { all: 0, atOnce: 0 }
    const hook = createHook({
      init: (id, type) => {
        if (type !== "SCRYPTREQUEST") return
        running.add(id)
        seen.all += 1
        seen.atOnce = Math.max(seen.atOnce, running.size)
      },
      after: (id) => void running.delete(id)
    })
    yield* Effect.acquireRelease(
      Effect.sync(() => hook.enable()),
      () => Effect.sync(() => hook.disable())
    )
    yield* effect
    return seen
  }).pipe(Effect.scoped)

describe("hashes by scrypt", () => {
  it.live("name the cost: 32 MiB, three times over", () =>
    Effect.gen(function* () {
      const text = yield* (yield* PasswordHasher).hash(right)
      assert.match(text, /^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
    }).pipe(Effect.provide(ScryptHasher.layer))
  )

  it.live("of another cost are known by what they name, unless they take 64 MiB", () =>
    Effect.gen(function* () {
      const { verify } = yield* PasswordHasher
      assert.isTrue(yield* verify(right, hashed(10, 1)))
      assert.isTrue(yield* verify(right, hashed(1, 9)))
      assert.isTrue(yield* verify(right, hashed(15, 1)))
      assert.isFalse(yield* verify(right, hashed(16, 1)))
      assert.isFalse(yield* verify(right, hashed(10, 1, 1)))
    }).pipe(Effect.provide(ScryptHasher.layer))
  )

  it.live("know a password in whatever form its characters were typed", () =>
    Effect.gen(function* () {
      const { hash, verify } = yield* PasswordHasher
      const known = yield* hash(password("정찬성 Korean 1!".normalize("NFC")))
      assert.isTrue(yield* verify(password("정찬성 Korean 1!".normalize("NFD")), known))
    }).pipe(Effect.provide(ScryptHasher.layer))
  )

  it.live("are made for nobody and for a foreign text as well, one each", () =>
    Effect.gen(function* () {
      const { hash, verify } = yield* PasswordHasher
      const known = yield* hash(right)
      for (const text of [known, null, "", "$2b$12$foreign"]) {
        assert.strictEqual((yield* counting(verify(right, text))).all, 1)
      }
    }).pipe(Effect.provide(ScryptHasher.layer))
  )

  it.live("are made two at once, also when nobody waits for them any more", () =>
    Effect.gen(function* () {
      const { hash, verify } = yield* PasswordHasher
      const seen = yield* counting(
        Effect.gen(function* () {
          const gone = yield* Effect.forEach([1, 2], () => Effect.forkChild(hash(right), { startImmediately: true }))
          const rest = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(verify(right, null)))
          yield* Effect.all([Fiber.interruptAll(gone), Fiber.awaitAll(rest)], { concurrency: 2 })
        })
      )
      assert.deepStrictEqual(seen, { all: 5, atOnce: 2 })
    }).pipe(Effect.provide(ScryptHasher.layer))
  )
})
