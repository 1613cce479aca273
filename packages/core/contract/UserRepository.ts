import { assert, it } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { UserId } from "../src/Identity.ts"
import type { Position } from "../src/Listing.ts"
import { Email, type User, type UserChanges, Username } from "../src/user/User.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { freshWord } from "./Facts.ts"
import { pagesAreTheList, walk } from "./Paging.ts"
import { newUser } from "./Talk.ts"

const nobody = UserId.make(2_147_483_647)

const found = Effect.fnUntraced(function* (text: string) {
  const users = yield* UserRepository
  return (yield* users.search({ text, limit: 100, after: null })).items.map(({ id }) => id)
})

const enterAll = (facts: ReadonlyArray<Parameters<typeof newUser>[0]>) =>
  Effect.flatMap(UserRepository, (users) => Effect.forEach(facts, (known) => users.create(newUser(known))))

const named = (...names: ReadonlyArray<string>) =>
  enterAll(names.map((username) => ({ username: Username.make(username) })))

const ids = (users: ReadonlyArray<User>) => users.map(({ id }) => id)

/** The laws of {@link UserRepository}. */
export const suite = (adapter: string, layer: Layer.Layer<UserRepository, unknown>) =>
  it.layer(layer, { timeout: "60 seconds" })(`UserRepository / ${adapter}`, (it) => {
    it.effect("a user comes back as entered, by id, name, address and account", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const odd = { profileImageUrl: "https://example.org/a.png?b=c&d=%20", dailyRequestLimit: 10_000 }
        for (const known of [odd, { isActive: false }, { isAdmin: true }, { emailVerified: false }]) {
          const facts = newUser(known)
          const { provider, providerAccountId, ...entered } = facts
          const user = yield* users.create(facts)
          const { createdAt, id, updatedAt, ...kept } = user
          assert.deepStrictEqual(kept, entered)
          assert.deepStrictEqual([createdAt, updatedAt], [yield* DateTime.now, createdAt])
          assert.deepStrictEqual(yield* users.get(id), user)
          const { email, username } = facts
          for (const key of [{ username }, { email }, { provider, providerAccountId }]) {
            assert.deepStrictEqual(yield* users.findBy(key), Option.some(user))
          }
          assert.deepStrictEqual(yield* users.find(id), Option.some(user))
        }
      })
    )

    it.effect("find and findBy give none for nobody, and get fails with UserNotFound", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const { email, provider, providerAccountId, username } = newUser()
        assert.isTrue(Option.isNone(yield* users.find(nobody)))
        for (const key of [
          { username },
          { email },
          { provider, providerAccountId },
          { username: "\0" },
          { email: "" }
        ]) {
          assert.isTrue(Option.isNone(yield* users.findBy(key)))
        }
        assert.strictEqual((yield* Effect.flip(users.get(nobody)))._tag, "UserNotFound")
      })
    )

    it.effect("of many the active ones are told, however many and however often each is asked about", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const [one, off, gone, back] = ids(yield* enterAll([{}, { isActive: false }, {}, { isActive: false }]))
        yield* users.remove(gone!)
        yield* users.update(back!, { isActive: true })
        const many = [one!, off!, gone!, nobody, back!, one!]
        assert.deepStrictEqual(yield* users.active(many), new Set([one!, back!]))
        assert.deepStrictEqual(yield* users.active([off!]), new Set())
        assert.deepStrictEqual(yield* users.active([]), new Set())
        const crowd = Array.from({ length: 5000 }, (_, index) => UserId.make(nobody - index))
        assert.deepStrictEqual(yield* users.active([...crowd, ...many]), new Set([one!, back!]))
      })
    )

    it.effect("a name and an address are found in whatever case, an account as it is written", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const word = freshWord()
        const [user] = yield* enterAll([
          {
            username: Username.make(`Ana_${word}`),
            email: Email.make(`Ana.${word}k@Example.org`),
            provider: "Test",
            providerAccountId: `Id${word}`
          }
        ])
        for (const change of [(text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()]) {
          const { email, username } = user!
          assert.deepStrictEqual(yield* users.findBy({ username: change(username) }), Option.some(user))
          assert.deepStrictEqual(yield* users.findBy({ email: change(email) }), Option.some(user))
          const account = { provider: "Test", providerAccountId: change(`Id${word}`) }
          assert.isTrue(Option.isNone(yield* users.findBy(account)))
          assert.isTrue(
            Option.isNone(yield* users.findBy({ provider: change("Test"), providerAccountId: `Id${word}` }))
          )
        }
        // The sign of the kelvin, whose small letter is the k of ASCII.
        const strange = Email.make(`ana.${word}\u212A@example.org`)
        assert.isTrue(Option.isNone(yield* users.findBy({ email: strange })))
        const other = yield* users.create(newUser({ email: strange }))
        assert.deepStrictEqual(yield* users.findBy({ email: strange }), Option.some(other))
      })
    )

    it.effect("% and _ in a name or an address that is looked for are ordinary characters", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const [user] = yield* named(`a${freshWord()}`)
        const wild = user!.username.replace("a", "_")
        assert.isTrue(Option.isNone(yield* users.findBy({ username: wild })))
        assert.isTrue(Option.isNone(yield* users.findBy({ email: `%${user!.email.slice(1)}` })))
      })
    )

    it.effect("an account already known is given back unchanged, whatever is said of it now", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const facts = newUser()
        const user = yield* users.create(facts)
        const other = yield* users.create(newUser())
        const { provider, providerAccountId } = facts
        yield* TestClock.adjust("1 second")
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
        assert.deepStrictEqual(yield* users.findBy({ provider: "elsewhere", providerAccountId }), Option.some(second))
      })
    )

    it.effect("a name or an address is taken in whatever case, and whoever is refused is not entered", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const word = freshWord()
        const { email } = yield* users.create(newUser({ username: Username.make(word) }))
        const refusals = [
          [
            newUser({ username: Username.make(word.toUpperCase()) }),
            { _tag: "UsernameTaken", username: word.toUpperCase() }
          ],
          [newUser({ email }), { _tag: "EmailTaken", email }],
          [newUser({ email: Email.make(email.toUpperCase()) }), { _tag: "EmailTaken", email: email.toUpperCase() }]
        ] as const
        for (const [facts, refusal] of refusals) {
          assert.deepInclude(yield* Effect.flip(users.create(facts)), refusal)
          const { provider, providerAccountId } = facts
          assert.isTrue(Option.isNone(yield* users.findBy({ provider, providerAccountId })))
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
        assert.strictEqual(new Set(ids(entered)).size, 1)
      })
    )

    it.effect("a name or an address wanted by many at once goes to one, whether they enter or change", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const someone = Effect.andThen(
          Effect.sync(() => newUser()),
          users.create
        )
        for (const wanted of [{ username: Username.make(freshWord()) }, { email: newUser().email }]) {
          const entering = Array.from({ length: 5 }, () => Effect.result(users.create(newUser(wanted))))
          const holders = yield* Effect.forEach(entering, () => someone)
          const changing = holders.map(({ id }) => Effect.result(users.update(id, wanted)))
          const outcomes = yield* Effect.all([...entering, ...changing], { concurrency: "unbounded" })
          assert.strictEqual(outcomes.filter(({ _tag }) => _tag === "Success").length, 1)
        }
      })
    )

    it.effect("an update changes what is named, of one user, and moves the date on", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const [created, other] = yield* enterAll([{ profileImageUrl: "https://example.org/a.png" }, {}])
        const { email, username } = newUser()
        const changes: ReadonlyArray<UserChanges> = [
          { username },
          { email },
          { emailVerified: false },
          { profileImageUrl: "https://example.org/b.png" },
          { profileImageUrl: null },
          { isActive: false },
          { isAdmin: true },
          { dailyRequestLimit: 10_000 },
          { dailyRequestLimit: 0, isActive: true, isAdmin: false },
          {}
        ]
        let before = created!
        for (const change of changes) {
          yield* TestClock.adjust("1 second")
          const after = yield* users.update(before.id, change)
          assert.deepStrictEqual({ ...after }, { ...before, ...change, updatedAt: yield* DateTime.now })
          assert.deepStrictEqual(yield* users.get(before.id), after)
          before = after
        }
        assert.deepStrictEqual(yield* users.findBy({ username }), Option.some(before))
        assert.isTrue(Option.isNone(yield* users.findBy({ username: created!.username })))
        assert.deepStrictEqual(yield* users.get(other!.id), other)
      })
    )

    it.effect("users may keep their name and address, and write them in another case", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const [{ email, id, username } = assert.fail()] = yield* enterAll([{}])
        yield* users.update(id, { username, email })
        const capitals = {
          username: Username.make(username.toUpperCase()),
          email: Email.make(email.toUpperCase())
        }
        assert.deepInclude(yield* users.update(id, capitals), capitals)
      })
    )

    it.effect("a user refused a name or an address of another keeps every fact", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const [user, other] = yield* enterAll([{}, {}])
        const { email, username } = newUser()
        const refused = [
          [{ username: Username.make(other!.username.toUpperCase()), email, isAdmin: true }, "UsernameTaken"],
          [{ email: Email.make(other!.email.toUpperCase()), username, isAdmin: true }, "EmailTaken"]
        ] as const
        yield* TestClock.adjust("1 second")
        for (const [changes, tag] of refused) {
          const error = yield* Effect.flip(users.update(user!.id, changes))
          assert.strictEqual(error._tag, tag)
          assert.deepStrictEqual(yield* users.get(user!.id), user)
        }
        assert.deepStrictEqual(yield* users.get(other!.id), other)
        assert.isTrue(Option.isNone(yield* users.findBy({ username })))
      })
    )

    it.effect("an update of nobody fails with UserNotFound", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const error = yield* Effect.flip(users.update(nobody, { isActive: false }))
        assert.deepInclude(error, { _tag: "UserNotFound", id: nobody })
      })
    )

    it.effect("a removed user is gone for every question, once, and leaves all but the id to whoever comes", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const facts = newUser()
        const { email, provider, providerAccountId, username } = facts
        const { id } = yield* users.create(facts)
        const stays = yield* users.create(newUser())
        assert.isTrue(yield* users.remove(id))
        assert.isFalse(yield* users.remove(id))
        assert.isFalse(yield* users.remove(nobody))
        assert.isTrue(Option.isNone(yield* users.find(id)))
        for (const key of [{ username }, { email }, { provider, providerAccountId }]) {
          assert.isTrue(Option.isNone(yield* users.findBy(key)))
        }
        assert.deepStrictEqual(yield* found(username), [])
        assert.strictEqual((yield* Effect.flip(users.update(id, {})))._tag, "UserNotFound")
        const again = yield* users.create(facts)
        assert.notInclude([id, stays.id], again.id)
        assert.deepStrictEqual(yield* users.get(stays.id), stays)
      })
    )

    it.effect("search finds part of a name or of an address in whatever case", () =>
      Effect.gen(function* () {
        const word = freshWord()
        const [byName, byAddress] = yield* enterAll([
          { username: Username.make(`Big_${word}_A`) },
          { email: Email.make(`${word}.B@Example.org`) }
        ])
        assert.sameMembers(yield* found(word.toUpperCase()), ids([byName!, byAddress!]))
        assert.deepStrictEqual(yield* found(`big_${word}`), [byName!.id])
        assert.deepStrictEqual(yield* found(`${word}.b@EXAMPLE`), [byAddress!.id])
        assert.deepStrictEqual(yield* found(`${word}\0`), [])
        assert.deepStrictEqual(yield* found(`${word} `), [])
      })
    )

    it.effect("%, _ and \\ in a search are ordinary characters", () =>
      Effect.gen(function* () {
        const word = freshWord()
        const [percent, line, slash] = yield* enterAll(
          [`${word}100%a@b.c`, `${word}100x_c@b.c`, `${word}100y\\d@b.c`].map((email) => ({ email: Email.make(email) }))
        )
        assert.deepStrictEqual(yield* found(`${word}100%`), [percent!.id])
        assert.deepStrictEqual(yield* found(`${word}%a`), [])
        assert.deepStrictEqual(yield* found(`${word}100x_`), [line!.id])
        assert.deepStrictEqual(yield* found(`${word}100_`), [])
        assert.deepStrictEqual(yield* found(`${word}100y\\`), [slash!.id])
        assert.deepStrictEqual(yield* found(`${word}100y\\d`), [slash!.id])
      })
    )

    it.effect("search lists by name without regard to case, and its pages together are the list", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const word = freshWord()
        const entered = yield* named(...["_d", "B", "a", "1", "_C", "c"].map((end) => word + end))
        const page = (after: Position | null, limit: number) => users.search({ text: word, limit, after })
        yield* pagesAreTheList(
          page,
          [3, 4, 0, 2, 1, 5].map((index) => entered[index]!.id)
        )
        assert.deepStrictEqual(yield* users.search({ text: freshWord(), limit: 10, after: null }), {
          items: [],
          next: null
        })
      })
    )

    it.effect("whoever turns the pages while users come and go sees each that stays once", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const word = freshWord()
        const [b, c, d, e] = yield* named(`${word}b`, `${word}c`, `${word}d`, `${word}e`)
        const first = yield* users.search({ text: word, limit: 2, after: null })
        yield* named(`${word}a`)
        yield* users.remove(c!.id)
        const [late] = yield* named(`${word}D1`)
        const rest = yield* walk((after, limit) => users.search({ text: word, limit, after }), 2, first.next)
        assert.deepStrictEqual(ids([...first.items, ...rest.flat()]), ids([b!, c!, d!, late!, e!]))
      })
    )

    it.effect("an empty text finds everybody, in pages too", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const entered = yield* enterAll([{}, { isActive: false }, {}])
        const { total } = yield* users.counts
        const everybody = yield* walk((after, limit) => users.search({ text: "", limit, after }), 7)
        assert.strictEqual(new Set(ids(everybody.flat())).size, total)
        assert.strictEqual(everybody.flat().length, total)
        assert.includeMembers(ids(everybody.flat()), ids(entered))
      })
    )

    it.effect("a position that no list gave out leads to a page, not to a crash", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const word = freshWord()
        const [user] = yield* named(word)
        const page = (key: string) => users.search({ text: word, limit: 5, after: { key, id: 0 } })
        for (const key of ["", "' or 1=1", word])
          assert.deepStrictEqual(ids((yield* page(key)).items), ids([user!]), key)
        assert.deepStrictEqual((yield* page("\u00e9\uD800")).items, [])
      })
    )

    it.effect("counts tells all, the active ones, and the active admins", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const before = yield* users.counts
        const [admin] = yield* enterAll([{ isAdmin: true }, { isAdmin: true, isActive: false }, {}, {}])
        const after = yield* users.counts
        assert.deepStrictEqual(after, {
          total: before.total + 4,
          active: before.active + 3,
          admins: before.admins + 1
        })
        yield* users.update(admin!.id, { isActive: false })
        const { active, admins, total } = after
        assert.deepStrictEqual(yield* users.counts, { total, active: active - 1, admins: admins - 1 })
        yield* users.remove(admin!.id)
        assert.deepStrictEqual(yield* users.counts, { total: total - 1, active: active - 1, admins: admins - 1 })
      })
    )
  })
