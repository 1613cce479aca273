import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { UserId } from "../src/Identity.ts"
import { Username } from "../src/user/User.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { freshWord } from "./Facts.ts"
import { newUser } from "./Talk.ts"

const nobody = UserId.make(2_147_483_647)

/** The laws of {@link UserRepository}. */
export const suite = (adapter: string, layer: Layer.Layer<UserRepository, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`UserRepository / ${adapter}`, (it) => {
    it.effect("a user comes back as entered, by id and by account", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const facts = newUser({
          profileImageUrl: "https://example.org/a.png?b=c&d=%20",
          isActive: false,
          isAdmin: true,
          dailyRequestLimit: 10_000
        })
        const { provider, providerAccountId, ...entered } = facts
        const user = yield* users.create(facts)
        const { createdAt, id, updatedAt, ...kept } = user
        assert.deepStrictEqual(kept, entered)
        assert.deepStrictEqual(createdAt, updatedAt)
        assert.deepStrictEqual(yield* users.get(id), user)
        assert.deepStrictEqual(yield* users.find(id), Option.some(user))
        assert.deepStrictEqual(yield* users.findByAccount(provider, providerAccountId), Option.some(user))
      })
    )

    it.effect("find gives none for nobody, and get fails with UserNotFound", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const { provider, providerAccountId } = newUser()
        assert.isTrue(Option.isNone(yield* users.find(nobody)))
        assert.isTrue(Option.isNone(yield* users.findByAccount(provider, providerAccountId)))
        assert.strictEqual((yield* Effect.flip(users.get(nobody)))._tag, "UserNotFound")
      })
    )

    it.effect("an account already known is given back unchanged, whatever is said of it now", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const facts = newUser()
        const user = yield* users.create(facts)
        const other = yield* users.create(newUser())
        const { provider, providerAccountId } = facts
        assert.deepStrictEqual(yield* users.create(facts), user)
        const renamed = newUser({ provider, providerAccountId, isAdmin: true })
        assert.deepStrictEqual(yield* users.create(renamed), user)
        const taken = newUser({ provider, providerAccountId, username: other.username, email: other.email })
        assert.deepStrictEqual(yield* users.create(taken), user)
        assert.deepStrictEqual(yield* users.get(user.id), user)
      })
    )

    it.effect("the same account id at another provider is somebody else", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const { providerAccountId, ...facts } = newUser()
        const first = yield* users.create({ ...facts, providerAccountId })
        const second = yield* users.create(newUser({ provider: "elsewhere", providerAccountId }))
        assert.notStrictEqual(first.id, second.id)
        assert.deepStrictEqual(yield* users.findByAccount("elsewhere", providerAccountId), Option.some(second))
      })
    )

    it.effect("a name is taken in whatever case, an address as it is, and whoever is refused is not entered", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const word = freshWord()
        const { email } = yield* users.create(newUser({ username: Username.make(word) }))
        const refused = [newUser({ username: Username.make(word.toUpperCase()) }), newUser({ email })]
        const errors = yield* Effect.forEach(refused, (facts) => Effect.flip(users.create(facts)))
        assert.deepStrictEqual(
          errors.map(({ _tag }) => _tag),
          ["UsernameTaken", "EmailTaken"]
        )
        for (const { provider, providerAccountId } of refused) {
          assert.isTrue(Option.isNone(yield* users.findByAccount(provider, providerAccountId)))
        }
      })
    )

    it.effect("an account entered by many at once is entered once", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const facts = newUser()
        const entered = yield* Effect.all(
          Array.from({ length: 10 }, () => users.create(facts)),
          { concurrency: "unbounded" }
        )
        assert.strictEqual(new Set(entered.map(({ id }) => id)).size, 1)
      })
    )

    it.effect("a name wanted by many at once goes to one", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const username = Username.make(freshWord())
        const outcomes = yield* Effect.all(
          Array.from({ length: 10 }, () => Effect.result(users.create(newUser({ username })))),
          { concurrency: "unbounded" }
        )
        assert.strictEqual(outcomes.filter(({ _tag }) => _tag === "Success").length, 1)
      })
    )
  })
