import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer, Option } from "effect"
import { newUser } from "../../contract/Talk.ts"
import { UserId } from "../../src/Identity.ts"
import { Email, Username } from "../../src/user/User.ts"
import { UserRepository } from "../../src/user/UserRepository.ts"
import { standardDailyLimit, UserService } from "../../src/user/UserService.ts"

const services = UserService.layer.pipe(Layer.provideMerge(Memory.layer))

const nobody = UserId.make(2_147_483_647)

const kept = (known: Parameters<typeof newUser>[0] = {}) => UserRepository.use(({ create }) => create(newUser(known)))

const entry = (email: string) => ({
  username: Username.make(`user_${email.replace(/\W/g, "_")}`),
  email: Email.make(email),
  profileImageUrl: null,
  isActive: true,
  isAdmin: false,
  dailyRequestLimit: standardDailyLimit
})

it.effect("whom an administrator enters has a verified address, and is somebody else each time", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const ana = yield* users.createUser(entry("ana@example.org"))
    const bob = yield* users.createUser(entry("bob@example.org"))
    const { createdAt, id, updatedAt, ...facts } = ana
    assert.deepStrictEqual(facts, { ...entry("ana@example.org"), emailVerified: true })
    assert.notStrictEqual(id, bob.id)
    assert.deepStrictEqual(yield* users.getUserByEmail("ANA@example.org"), Option.some(ana))
    const again = { ...entry("new@example.org"), username: Username.make(ana.username.toUpperCase()) }
    assert.strictEqual((yield* Effect.flip(users.createUser(again)))._tag, "UsernameTaken")
    const same = { ...entry("ana@example.org"), username: Username.make("another") }
    assert.strictEqual((yield* Effect.flip(users.createUser(same)))._tag, "EmailTaken")
  }).pipe(Effect.provide(services))
)

it.effect("an address that a user gives is not verified, and one that an administrator gives is", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const admin = yield* kept({ isAdmin: true })
    const ana = yield* kept({ email: Email.make("ana@example.org"), emailVerified: true })
    const given = (email: string) => ({ email: Email.make(email) })
    const own = yield* users.updateUser(ana, ana.id, given("new@example.org"))
    assert.deepStrictEqual([own.email, own.emailVerified], [Email.make("new@example.org"), false])
    const entered = yield* users.updateUser(admin, ana.id, given("newer@example.org"))
    assert.deepStrictEqual([entered.email, entered.emailVerified], [Email.make("newer@example.org"), true])
  }).pipe(Effect.provide(services))
)

it.effect("an address that stays, in whatever case, stays verified or not, whoever says it again", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const admin = yield* kept({ isAdmin: true })
    for (const emailVerified of [true, false]) {
      const user = yield* kept({ email: Email.make(`kim${emailVerified}@example.org`), emailVerified })
      for (const actor of [user, admin]) {
        for (const email of [user.email, user.email.toUpperCase()]) {
          const now = yield* users.updateUser(actor, user.id, { email: Email.make(email) })
          assert.deepStrictEqual([now.email, now.emailVerified], [Email.make(email), emailVerified])
        }
      }
    }
  }).pipe(Effect.provide(services))
)

it.effect("an address of letters that look alike is another, and not verified", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const kim = yield* kept({ email: Email.make("kim@example.org"), emailVerified: true })
    const { emailVerified } = yield* users.updateUser(kim, kim.id, { email: Email.make("\u212aim@example.org") })
    assert.isFalse(emailVerified)
  }).pipe(Effect.provide(services))
)

it.effect("who gives a name or an address that another has is refused, and keeps every fact", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const [ana, bob] = [yield* kept({ emailVerified: true }), yield* kept()]
    const { email } = entry("new@example.org")
    const username = Username.make(bob.username.toUpperCase())
    assert.strictEqual((yield* Effect.flip(users.updateUser(ana, ana.id, { email, username })))._tag, "UsernameTaken")
    const taken = users.updateUser(ana, ana.id, { email: bob.email, profileImageUrl: "https://x.y/a.png" })
    assert.strictEqual((yield* Effect.flip(taken))._tag, "EmailTaken")
    assert.deepStrictEqual(yield* users.getUser(ana.id), ana)
    assert.deepStrictEqual(yield* users.getUser(bob.id), bob)
  }).pipe(Effect.provide(services))
)

it.effect("what is left out of a profile stays as it is", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const ana = yield* kept({ emailVerified: true, isAdmin: true, dailyRequestLimit: 7 })
    const { profileImageUrl } = yield* users.updateUser(ana, ana.id, { profileImageUrl: "https://x.y/a.png" })
    assert.strictEqual(profileImageUrl, "https://x.y/a.png")
    const { updatedAt, ...now } = yield* users.updateUser(ana, ana.id, { profileImageUrl: null })
    const { updatedAt: _, ...before } = ana
    assert.deepStrictEqual(now, before)
  }).pipe(Effect.provide(services))
)

it.effect("an administrator cannot lock themselves out, and another one can", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const [admin, other] = [yield* kept({ isAdmin: true }), yield* kept({ isAdmin: true })]
    for (const change of [
      users.setRole(admin, admin.id, false),
      users.setActivation(admin, admin.id, false),
      users.deleteUser(admin, admin.id)
    ]) {
      assert.strictEqual((yield* Effect.flip(change))._tag, "SelfLockout")
    }
    assert.deepStrictEqual(yield* users.getUser(admin.id), admin)
    assert.isTrue((yield* users.setRole(admin, admin.id, true)).isAdmin)
    assert.isTrue((yield* users.setActivation(admin, admin.id, true)).isActive)
    assert.isFalse((yield* users.setRole(other, admin.id, false)).isAdmin)
    assert.isFalse((yield* users.setActivation(other, admin.id, false)).isActive)
    yield* users.deleteUser(other, admin.id)
    assert.strictEqual((yield* Effect.flip(users.getUser(admin.id)))._tag, "UserNotFound")
  }).pipe(Effect.provide(services))
)

it.effect("users delete themselves once", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const ana = yield* kept()
    yield* users.deleteUser(ana, ana.id)
    assert.strictEqual((yield* Effect.flip(users.deleteUser(ana, ana.id)))._tag, "UserNotFound")
  }).pipe(Effect.provide(services))
)

it.effect("a daily limit of 0 is kept as 0", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const { id } = yield* kept({ dailyRequestLimit: standardDailyLimit })
    for (const limit of [0, 10_000]) {
      assert.strictEqual((yield* users.setDailyLimit(id, limit)).dailyRequestLimit, limit)
      assert.strictEqual((yield* users.getUser(id)).dailyRequestLimit, limit)
    }
  }).pipe(Effect.provide(services))
)

it.effect("nothing can be changed about nobody", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    const admin = yield* kept({ isAdmin: true })
    const { email } = entry("new@example.org")
    const changes: ReadonlyArray<Effect.Effect<unknown, { readonly _tag: string }>> = [
      users.updateUser(admin, nobody, { profileImageUrl: null }),
      users.updateUser(admin, nobody, { email }),
      users.updateUser(admin, nobody, { email: admin.email }),
      users.setActivation(admin, nobody, false),
      users.setRole(admin, nobody, true),
      users.setDailyLimit(nobody, 1),
      users.deleteUser(admin, nobody)
    ]
    for (const change of changes) {
      assert.strictEqual((yield* Effect.flip(change))._tag, "UserNotFound")
    }
  }).pipe(Effect.provide(services))
)

it.effect("users are counted as they come, change and go", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    assert.deepStrictEqual(yield* users.counts, { total: 0, active: 0, admins: 0 })
    const admin = yield* kept({ isAdmin: true })
    const [ana, bob] = [yield* kept(), yield* kept({ isAdmin: true })]
    assert.deepStrictEqual(yield* users.counts, { total: 3, active: 3, admins: 2 })
    yield* users.setActivation(admin, bob.id, false)
    assert.deepStrictEqual(yield* users.counts, { total: 3, active: 2, admins: 1 })
    yield* users.setRole(admin, ana.id, true)
    yield* users.deleteUser(admin, bob.id)
    assert.deepStrictEqual(yield* users.counts, { total: 2, active: 2, admins: 2 })
  }).pipe(Effect.provide(services))
)

it.effect("users are found by part of a name or an address, in whatever case, page by page", () =>
  Effect.gen(function* () {
    const users = yield* UserService
    for (const email of ["ana@example.org", "KIM@example.org", "kit@example.org", "bob@kiwi.org"]) {
      yield* users.createUser(entry(email))
    }
    const page = (text: string, after: Parameters<typeof users.getAllUsers>[0]["after"] = null) =>
      users.getAllUsers({ text, limit: 2, after })
    const first = yield* page("ki")
    const second = yield* page("ki", first.next)
    assert.deepStrictEqual(
      [...first.items, ...second.items].map(({ email }) => email),
      ["bob@kiwi.org", "KIM@example.org", "kit@example.org"].map((email) => Email.make(email))
    )
    assert.isNull(second.next)
    assert.deepStrictEqual(yield* page("nobody"), { items: [], next: null })
  }).pipe(Effect.provide(services))
)
