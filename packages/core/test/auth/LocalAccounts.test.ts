import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Fiber, Layer } from "effect"
import { newUser } from "../../contract/Talk.ts"
import { LocalAccounts } from "../../src/auth/LocalAccounts.ts"
import { PasswordBook } from "../../src/auth/PasswordBook.ts"
import { PasswordHasher } from "../../src/auth/PasswordHasher.ts"
import { StoreUnavailable } from "../../src/StoreUnavailable.ts"
import { Email, Username } from "../../src/user/User.ts"
import { UserRepository } from "../../src/user/UserRepository.ts"
import { Comparisons, identity, identityOver, password } from "./SomeIdentity.ts"

const right = password("Right-1!")
const wrong = password("Wrong-1!")

const enter = (username: string, email = `${crypto.randomUUID()}@example.org`) =>
  LocalAccounts.use((locals) =>
    locals.enter({ username: Username.make(username), email: Email.make(email), password: right })
  )

it.effect("who signs up is entered without rights, with an address that is not verified, and can sign in", () =>
  Effect.gen(function* () {
    const { check } = yield* LocalAccounts
    const user = yield* enter("Ana", "ana@example.org")
    const { createdAt, id, updatedAt, ...facts } = user
    assert.deepStrictEqual(facts, {
      username: Username.make("Ana"),
      email: Email.make("ana@example.org"),
      emailVerified: false,
      profileImageUrl: null,
      isActive: true,
      isAdmin: false,
      dailyRequestLimit: 100
    })
    assert.deepStrictEqual(yield* check("Ana", right), user)
    assert.deepStrictEqual(yield* check("aNA", right), user)
  }).pipe(Effect.provide(identity))
)

it.effect("a name or an address that somebody has, in whatever case, is refused and nobody is entered", () =>
  Effect.gen(function* () {
    const users = yield* UserRepository
    const locals = yield* LocalAccounts
    yield* enter("ana", "ana@example.org")
    assert.strictEqual((yield* Effect.flip(enter("ANA")))._tag, "UsernameTaken")
    assert.strictEqual((yield* Effect.flip(enter("bob", "Ana@Example.ORG")))._tag, "EmailTaken")
    assert.strictEqual((yield* users.counts).total, 1)
    assert.strictEqual((yield* Effect.flip(locals.check("bob", right)))._tag, "TokenRejected")
  }).pipe(Effect.provide(identity))
)

it.effect("a name wanted by many at once goes to one, who alone can sign in", () =>
  Effect.gen(function* () {
    const { check } = yield* LocalAccounts
    const outcomes = yield* Effect.all(
      Array.from({ length: 20 }, () => Effect.result(enter("ana"))),
      { concurrency: "unbounded" }
    )
    const entered = outcomes.flatMap((outcome) => (outcome._tag === "Success" ? [outcome.success] : []))
    assert.deepStrictEqual(entered, [yield* check("ana", right)])
  }).pipe(Effect.provide(identity))
)

it.effect("nobody learns whether the name, the password or the user was at fault, nor by how long it takes", () =>
  Effect.gen(function* () {
    const { check, setPassword } = yield* LocalAccounts
    const users = yield* UserRepository
    const comparisons = yield* Comparisons
    yield* enter("ana")
    const { id } = yield* enter("gone")
    yield* users.update(id, { isActive: false })
    const bare = yield* users.create(newUser({ username: Username.make("bare") }))
    for (const [username, given] of [
      ["nobody", right],
      ["ana", wrong],
      ["gone", right],
      ["gone", wrong],
      ["bare", right],
      ["", right],
      ["a\0na", right],
      ["ana ", right],
      ["%", right],
      ["x".repeat(10_000), right]
    ] as const) {
      const before = comparisons.count
      const error = yield* Effect.flip(check(username, given))
      assert.deepStrictEqual([error._tag, Object.keys(error)], ["TokenRejected", ["_tag"]], username)
      assert.strictEqual(comparisons.count, before + 1, username)
    }
    yield* setPassword(bare, right)
    assert.strictEqual((yield* check("bare", right)).id, bare.id)
  }).pipe(Effect.provide(identity))
)

it.effect("a user who is deactivated cannot sign in until activated again", () =>
  Effect.gen(function* () {
    const { check } = yield* LocalAccounts
    const users = yield* UserRepository
    const { id } = yield* enter("ana")
    assert.strictEqual((yield* check("ana", right)).id, id)
    yield* users.update(id, { isActive: false })
    assert.strictEqual((yield* Effect.flip(check("ana", right)))._tag, "TokenRejected")
    yield* users.update(id, { isActive: true })
    assert.strictEqual((yield* check("ana", right)).id, id)
  }).pipe(Effect.provide(identity))
)

it.effect("a new password takes the place of the old one", () =>
  Effect.gen(function* () {
    const { check, setPassword } = yield* LocalAccounts
    const user = yield* enter("ana")
    yield* setPassword(user, wrong)
    assert.strictEqual((yield* Effect.flip(check("ana", right)))._tag, "TokenRejected")
    assert.strictEqual((yield* check("ana", wrong)).id, user.id)
  }).pipe(Effect.provide(identity))
)

it.effect("a password is matched with its user's, and none with that of a user who has none", () =>
  Effect.gen(function* () {
    const { matches } = yield* LocalAccounts
    const ana = yield* enter("ana")
    const bare = yield* UserRepository.use(({ create }) => create(newUser()))
    const given = [right, wrong, null]
    assert.deepStrictEqual(yield* Effect.forEach(given, (one) => matches(ana, one)), [true, false, false])
    assert.deepStrictEqual(yield* Effect.forEach(given, (one) => matches(bare, one)), [false, false, true])
  }).pipe(Effect.provide(identity))
)

it.effect("a name goes with its user, and comes to whoever signs up next", () =>
  Effect.gen(function* () {
    const { check } = yield* LocalAccounts
    const users = yield* UserRepository
    const first = yield* enter("ana", "ana@example.org")
    yield* users.remove(first.id)
    assert.strictEqual((yield* Effect.flip(check("ana", right)))._tag, "TokenRejected")
    const second = yield* enter("ana", "ana@example.org")
    assert.notStrictEqual(second.id, first.id)
  }).pipe(Effect.provide(identity))
)

/** Passwords cannot be written. */
const unwritable = identityOver(
  Layer.merge(
    Memory.layer,
    Layer.effect(
      PasswordBook,
      Effect.map(PasswordBook, (book) =>
        PasswordBook.of({
          ...book,
          set: () => Effect.fail(new StoreUnavailable({ store: "test", cause: "gone" }))
        })
      )
    ).pipe(Layer.provide(Memory.layer))
  )
)

it.effect("whose password cannot be kept is not entered, and the name is free for another attempt", () =>
  Effect.gen(function* () {
    const users = yield* UserRepository
    assert.strictEqual((yield* Effect.flip(enter("ana")))._tag, "StoreUnavailable")
    assert.strictEqual((yield* users.counts).total, 0)
  }).pipe(Effect.provide(unwritable))
)

/** So much is asked that the turn of a password never comes. */
const busy = LocalAccounts.layer.pipe(
  Layer.provide(
    Layer.succeed(PasswordHasher, PasswordHasher.of({ hash: () => Effect.never, verify: () => Effect.never }))
  ),
  Layer.provideMerge(Memory.layer)
)

it.effect("who goes away before the password has its turn waits no more, and nobody is entered", () =>
  Effect.gen(function* () {
    const users = yield* UserRepository
    yield* Fiber.interrupt(yield* Effect.forkChild(enter("ana"), { startImmediately: true }))
    assert.strictEqual((yield* users.counts).total, 0)
  }).pipe(Effect.provide(busy))
)
