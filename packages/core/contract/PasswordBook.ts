import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { PasswordBook } from "../src/auth/PasswordBook.ts"
import { UserId } from "../src/Identity.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { newUser } from "./Talk.ts"

const nobody = UserId.make(2_147_483_647)

const someUsers = (count: number) =>
  Effect.flatMap(UserRepository, (users) =>
    Effect.forEach(Array.from({ length: count }), () => Effect.map(users.create(newUser()), ({ id }) => id))
  )

/** The laws of {@link PasswordBook}. The layer gives it and the users over one store. */
export const suite = (adapter: string, layer: Layer.Layer<PasswordBook | UserRepository, unknown>) =>
  it.layer(layer, { timeout: "60 seconds" })(`PasswordBook / ${adapter}`, (it) => {
    it.effect("a user has no hash until one is set, and then the latest, as it was set", () =>
      Effect.gen(function* () {
        const book = yield* PasswordBook
        const [id, other] = yield* someUsers(2)
        assert.isTrue(Option.isNone(yield* book.find(id!)))
        for (const hash of ["$scrypt$ln=15,r=8,p=1$c2FsdA$aGFzaA+/", "another", "another"]) {
          yield* book.set(id!, hash)
          assert.deepStrictEqual(yield* book.find(id!), Option.some(hash))
        }
        assert.isTrue(Option.isNone(yield* book.find(other!)))
      })
    )

    it.effect("of many hashes set at once one stays", () =>
      Effect.gen(function* () {
        const book = yield* PasswordBook
        const [id] = yield* someUsers(1)
        const hashes = Array.from({ length: 10 }, (_, index) => `hash ${index}`)
        yield* Effect.forEach(hashes, (hash) => book.set(id!, hash), { concurrency: "unbounded" })
        assert.include(hashes, Option.getOrThrow(yield* book.find(id!)))
      })
    )

    it.effect("nobody gets no hash", () =>
      Effect.gen(function* () {
        const book = yield* PasswordBook
        yield* book.set(nobody, "hash")
        assert.isTrue(Option.isNone(yield* book.find(nobody)))
      })
    )

    it.effect("a hash goes with its user, and only with that one", () =>
      Effect.gen(function* () {
        const book = yield* PasswordBook
        const [gone, stays] = yield* someUsers(2)
        yield* book.set(gone!, "one")
        yield* book.set(stays!, "other")
        yield* (yield* UserRepository).remove(gone!)
        assert.isTrue(Option.isNone(yield* book.find(gone!)))
        yield* book.set(gone!, "again")
        assert.isTrue(Option.isNone(yield* book.find(gone!)))
        assert.deepStrictEqual(yield* book.find(stays!), Option.some("other"))
      })
    )
  })
