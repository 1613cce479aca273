import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer, Option } from "effect"
import { newUser } from "../../contract/Talk.ts"
import { Admission, AutoCreate } from "../../src/auth/Admission.ts"
import type { TokenData } from "../../src/auth/TokenData.ts"
import { UserId } from "../../src/Identity.ts"
import { Email, Username } from "../../src/user/User.ts"
import { UserRepository } from "../../src/user/UserRepository.ts"
import { tokenData } from "./SomeIdentity.ts"

const admission = Admission.layer.pipe(Layer.provideMerge(Memory.layer))

const admit = (known: Partial<TokenData>) => Admission.use((admission) => admission.admit(tokenData(known)))

const rejected = (known: Partial<TokenData>) => Effect.map(Effect.flip(admit(known)), ({ _tag }) => _tag)

const verified = (email: string): Partial<TokenData> => ({ email, emailVerified: true })

/** A user of the store whose address is as it is said. */
const kept = (email: string, emailVerified: boolean) =>
  UserRepository.use(({ create }) => create(newUser({ email: Email.make(email), emailVerified })))

const total = UserRepository.use(({ counts }) => Effect.map(counts, ({ total }) => total))

it.effect("the first sign-in enters the account, without rights", () =>
  Effect.gen(function* () {
    const { createdAt, id, updatedAt, ...facts } = yield* admit({
      ...verified("Ana@Example.org"),
      name: "Ana",
      picture: "https://example.org/ana.png"
    })
    assert.deepStrictEqual(facts, {
      username: Username.make("ana"),
      email: Email.make("Ana@Example.org"),
      emailVerified: true,
      profileImageUrl: "https://example.org/ana.png",
      isActive: true,
      isAdmin: false,
      dailyRequestLimit: 100
    })
  }).pipe(Effect.provide(admission))
)

it.effect("an account is found again, whatever its token says of it now", () =>
  Effect.gen(function* () {
    const account = { provider: "github", id: "42" }
    const first = yield* admit({ account, ...verified("ana@example.org") })
    yield* kept("bob@example.org", true)
    for (const known of [
      verified("other@example.org"),
      verified("bob@example.org"),
      { email: "ana@example.org" },
      { picture: "https://example.org/b.png" }
    ]) {
      assert.deepStrictEqual(yield* admit({ account, ...known }), first)
    }
  }).pipe(Effect.provide(admission))
)

it.effect("the same id at another provider is another account", () =>
  Effect.gen(function* () {
    const first = yield* admit({ account: { provider: "github", id: "42" }, ...verified("ana@example.org") })
    const second = yield* admit({ account: { provider: "google", id: "42" }, ...verified("bob@example.org") })
    assert.notStrictEqual(first.id, second.id)
  }).pipe(Effect.provide(admission))
)

it.effect("our own id is believed before the account and the address, and one that nobody has is nobody's", () =>
  Effect.gen(function* () {
    const account = { provider: "github", id: "42" }
    const ana = yield* admit({ account, ...verified("ana@example.org") })
    const bob = yield* kept("bob@example.org", true)
    assert.deepStrictEqual(yield* admit({ userId: bob.id, account, ...verified("ana@example.org") }), bob)
    const before = yield* total
    const nobody = UserId.make(2_147_483_647)
    for (const known of [{}, { account }, verified(ana.email), verified("new@example.org")]) {
      assert.strictEqual(yield* rejected({ userId: nobody, ...known }), "TokenRejected")
    }
    assert.strictEqual(yield* total, before)
  }).pipe(Effect.provide(admission))
)

it.effect("an address that both sides have verified finds its user, in whatever case", () =>
  Effect.gen(function* () {
    const ana = yield* kept("ana@example.org", true)
    assert.deepStrictEqual(yield* admit(verified("ana@example.org")), ana)
    assert.deepStrictEqual(yield* admit(verified("ANA@example.ORG")), ana)
    assert.strictEqual(yield* total, 1)
  }).pipe(Effect.provide(admission))
)

it.effect("an address is not found by letters that only look alike", () =>
  Effect.gen(function* () {
    const kim = yield* kept("kim@example.org", true)
    const lookalike = yield* admit(verified("\u212aim@example.org"))
    assert.notStrictEqual(lookalike.id, kim.id)
  }).pipe(Effect.provide(admission))
)

it.effect("an address that the token does not answer for finds nobody, and stays with whoever has it", () =>
  Effect.gen(function* () {
    for (const [email, emailVerified] of [
      ["ana@example.org", true],
      ["bob@example.org", false]
    ] as const) {
      const holder = yield* kept(email, emailVerified)
      const stranger = yield* admit({ email })
      assert.notStrictEqual(stranger.id, holder.id)
      assert.match(stranger.email, /@users\.invalid$/)
      assert.isFalse(stranger.emailVerified)
      assert.deepStrictEqual(yield* UserRepository.use(({ get }) => get(holder.id)), holder)
    }
  }).pipe(Effect.provide(admission))
)

it.effect("an address that its holder never proved goes to the sign-in that proves it, and nothing else does", () =>
  Effect.gen(function* () {
    const squatter = yield* kept("ana@example.org", false)
    const ana = yield* admit(verified("ANA@example.org"))
    assert.notStrictEqual(ana.id, squatter.id)
    assert.deepStrictEqual([ana.email, ana.emailVerified], [Email.make("ANA@example.org"), true])
    const { email, emailVerified, updatedAt, ...rest } = yield* UserRepository.use(({ get }) => get(squatter.id))
    const { email: _, emailVerified: __, updatedAt: ___, ...before } = squatter
    assert.match(email, /@users\.invalid$/)
    assert.isFalse(emailVerified)
    assert.deepStrictEqual(rest, before)
    assert.deepStrictEqual(yield* admit(verified("ana@example.org")), ana)
  }).pipe(Effect.provide(admission))
)

it.effect("a token that says no more than sub finds its account, and enters nobody", () =>
  Effect.gen(function* () {
    const account = { provider: "github", id: "42" }
    assert.strictEqual(yield* rejected({ account }), "TokenRejected")
    assert.strictEqual(yield* total, 0)
    const ana = yield* admit({ account, email: "ana@example.org" })
    assert.deepStrictEqual(yield* admit({ account }), ana)
  }).pipe(Effect.provide(admission))
)

it.effect("an address that is none enters nobody", () =>
  Effect.gen(function* () {
    for (const email of ["", "ana", "ana@", "@example.org", "a b@c.d", "a\0@b.c", `${"a".repeat(251)}@b.c`]) {
      assert.strictEqual(yield* rejected(verified(email)), "TokenRejected", JSON.stringify(email))
    }
    assert.strictEqual(yield* total, 0)
  }).pipe(Effect.provide(admission))
)

it.effect("where users are not entered by themselves, who is known signs in and who is not does not", () =>
  Effect.gen(function* () {
    const ana = yield* kept("ana@example.org", true)
    assert.deepStrictEqual(yield* admit(verified("ana@example.org")), ana)
    yield* kept("bob@example.org", false)
    assert.strictEqual(yield* rejected(verified("bob@example.org")), "TokenRejected")
    assert.strictEqual(yield* rejected(verified("new@example.org")), "TokenRejected")
    const bob = yield* UserRepository.use(({ findBy }) => findBy({ email: "bob@example.org" }))
    assert.isTrue(Option.isSome(bob))
    assert.strictEqual(yield* total, 2)
  }).pipe(Effect.provide(admission.pipe(Layer.provide(Layer.succeed(AutoCreate, false)))))
)

it.effect("a user who is not active is rejected, by whatever the token finds them", () =>
  Effect.gen(function* () {
    const account = { provider: "github", id: "42" }
    const { id } = yield* admit({ account, ...verified("ana@example.org") })
    yield* UserRepository.use(({ update }) => update(id, { isActive: false }))
    for (const known of [{ userId: id }, { account }, verified("ana@example.org")]) {
      assert.strictEqual(yield* rejected(known), "TokenRejected")
    }
    assert.strictEqual(yield* total, 1)
  }).pipe(Effect.provide(admission))
)

it.effect("a picture that is not on the web is left out", () =>
  Effect.gen(function* () {
    for (const picture of ["", "a.png", "javascript:alert(1)", "https://x.y/a\nb", `https://x.y/${"a".repeat(3000)}`]) {
      const { profileImageUrl } = yield* admit({ ...verified(`${crypto.randomUUID()}@example.org`), picture })
      assert.isNull(profileImageUrl)
    }
  }).pipe(Effect.provide(admission))
)

it.effect("a name that somebody has gets a mark, and stays a name", () =>
  Effect.gen(function* () {
    for (const name of ["ana", "정찬성", "x".repeat(60)]) {
      const first = yield* admit(verified(`${name}@example.org`))
      const second = yield* admit(verified(`${name}@example.com`))
      assert.match(second.username, /^[a-z0-9_]{3,50}$/)
      assert.isTrue(second.username.startsWith(first.username.slice(0, 41)))
      assert.notStrictEqual(second.username, first.username)
    }
  }).pipe(Effect.provide(admission))
)

it.effect("what people call themselves has no say in who they are", () =>
  Effect.gen(function* () {
    yield* UserRepository.use(({ create }) => create(newUser({ username: Username.make("admin"), isAdmin: true })))
    for (const name of ["admin", "'; drop table users; --", "\u202eadmin", "<script>alert(1)</script>", "\0", ""]) {
      const user = yield* admit({ ...verified(`admin@${crypto.randomUUID()}.org`), name })
      assert.match(user.username, /^admin_[0-9a-f]{8}$/)
      assert.isFalse(user.isAdmin)
    }
  }).pipe(Effect.provide(admission))
)

/** All at once, and the ids of whom they are. */
const together = (tokens: ReadonlyArray<Partial<TokenData>>) =>
  Effect.map(Effect.all(tokens.map(admit), { concurrency: "unbounded" }), (users) => users.map(({ id }) => id))

/** Every step of the store takes a while, so that steps of others come between. */
const slow = Admission.layer.pipe(
  Layer.provideMerge(
    Layer.effect(
      UserRepository,
      Effect.map(UserRepository, (users) =>
        UserRepository.of({
          ...users,
          create: (user) => Effect.andThen(Effect.yieldNow, users.create(user)),
          findBy: (key) => Effect.tap(users.findBy(key), Effect.yieldNow),
          update: (id, changes) => Effect.andThen(Effect.yieldNow, users.update(id, changes))
        })
      )
    ).pipe(Layer.provide(Memory.layer))
  )
)

const many = Array.from({ length: 50 }, (_, index) => index)

it.effect("fifty first sign-ins of one account at once enter one user", () =>
  Effect.gen(function* () {
    const account = { provider: "github", id: "42" }
    const ids = yield* together(many.map(() => ({ account, ...verified("ana@example.org") })))
    assert.strictEqual(new Set(ids).size, 1)
    assert.strictEqual(yield* total, 1)
  }).pipe(Effect.provide(slow))
)

it.effect("fifty accounts that prove one address at once are one user", () =>
  Effect.gen(function* () {
    const squatter = yield* kept("ana@example.org", false)
    const ids = yield* together(many.map(() => verified("ana@example.org")))
    assert.strictEqual(new Set(ids).size, 1)
    assert.notStrictEqual(ids[0], squatter.id)
    assert.strictEqual(yield* total, 2)
  }).pipe(Effect.provide(slow))
)

it.effect("fifty people of one name at fifty places at once are fifty users", () =>
  Effect.gen(function* () {
    const ids = yield* together(many.map((place) => verified(`ana@place${place}.org`)))
    assert.strictEqual(new Set(ids).size, 50)
  }).pipe(Effect.provide(slow))
)

it.effect("fifty who claim one address at once, unproved, are fifty users, of whom one has it", () =>
  Effect.gen(function* () {
    const ids = yield* together(many.map(() => ({ email: "ana@example.org" })))
    assert.strictEqual(new Set(ids).size, 50)
    const holder = yield* UserRepository.use(({ findBy }) => findBy({ email: "ana@example.org" }))
    assert.isTrue(Option.exists(holder, ({ emailVerified, id }) => !emailVerified && ids.includes(id)))
  }).pipe(Effect.provide(slow))
)
