import { assert, it } from "@effect/vitest"
import * as SharedSecretTokens from "@mma-savant/adapters/jose/SharedSecretTokens"
import * as MemoryUserRepository from "@mma-savant/adapters/memory/MemoryUserRepository"
import { Duration, Effect, Layer, Redacted } from "effect"
import { newUser } from "../../contract/Talk.ts"
import { AuthService } from "../../src/auth/AuthService.ts"
import { TokenIssuer } from "../../src/auth/TokenIssuer.ts"
import { UserRepository } from "../../src/user/UserRepository.ts"

const layer = AuthService.layer.pipe(
  Layer.provideMerge(SharedSecretTokens.layer(Redacted.make("a secret of the tests, long enough"))),
  Layer.provideMerge(MemoryUserRepository.layer)
)

const signIn = Effect.fnUntraced(function* (provider: string, sub: string, email: string | null = null) {
  const auth = yield* AuthService
  const token = yield* (yield* TokenIssuer).issue({ provider, sub, email, name: null }, Duration.minutes(1))
  return yield* auth.getCurrentUser(token)
})

const refused = (provider: string, sub: string, email?: string) =>
  Effect.map(Effect.flip(signIn(provider, sub, email)), ({ _tag }) => _tag)

it.effect("the first sign-in enters the account, without rights, and later ones find it as it is kept", () =>
  Effect.gen(function* () {
    const first = yield* signIn("github", "42", "ana@example.org")
    assert.deepStrictEqual(
      { ...first, createdAt: null, updatedAt: null },
      {
        id: first.id,
        username: "github_42",
        email: "ana@example.org",
        profileImageUrl: null,
        isActive: true,
        isAdmin: false,
        dailyRequestLimit: 100,
        createdAt: null,
        updatedAt: null
      }
    )
    assert.deepStrictEqual(yield* signIn("github", "42", "other@example.org"), first)
    assert.notStrictEqual((yield* signIn("google", "42")).id, first.id)
  }).pipe(Effect.provide(layer))
)

it.effect("accounts that differ in letters that no name has are different users", () =>
  Effect.gen(function* () {
    const long = "x".repeat(60)
    const accounts = ["a|b", "a.b", "a_b", "A_B", "정", "찬", `${long}1`, `${long}2`, ""].filter(Boolean)
    const users = yield* Effect.forEach(accounts, (sub) => signIn("auth0", sub))
    assert.strictEqual(new Set(users.map(({ id }) => id)).size, accounts.length)
    for (const { email, username } of users) assert.strictEqual(email, `${username}@users.invalid`)
  }).pipe(Effect.provide(layer))
)

it.effect("an address that is none, or is somebody else's, is refused, and nobody is entered", () =>
  Effect.gen(function* () {
    const users = yield* UserRepository
    const { id } = yield* signIn("github", "1", "ana@example.org")
    assert.strictEqual(yield* refused("github", "2", "not an address"), "TokenRejected")
    assert.strictEqual(yield* refused("github", "2", "ana@example.org"), "TokenRejected")
    assert.strictEqual((yield* users.findByAccount("github", "2"))._tag, "None")
    assert.strictEqual((yield* signIn("github", "1")).id, id)
  }).pipe(Effect.provide(layer))
)

it.effect("an inactive user is refused like a bad token", () =>
  Effect.gen(function* () {
    const users = yield* UserRepository
    const { provider, providerAccountId } = yield* Effect.tap(
      Effect.succeed(newUser({ isActive: false })),
      users.create
    )
    assert.strictEqual(yield* refused(provider, providerAccountId), "TokenRejected")
  }).pipe(Effect.provide(layer))
)
