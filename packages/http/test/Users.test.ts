import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { PasswordBook } from "@mma-savant/core/auth/PasswordBook"
import { UserId } from "@mma-savant/core/Identity"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Effect, Layer } from "effect"
import { ask, login, openToAll, password, signUp, two } from "./People.ts"
import * as Test from "./TestServer.ts"

const gone = new StoreUnavailable({ store: "database", cause: new Error("gone") })

const namesOf = ({ body }: Test.Answer): ReadonlyArray<string> =>
  Array.from(Object(body["items"]), (user) => Object(user).username)

const limitFault = "a whole number from 0 to 10000"
const nameFault = "3 to 50 letters, digits or underscores"
const ids = "a whole number from 1 to 2147483647"
const pages = "a whole number from 1 to 100"

layer(openToAll, { excludeTestServices: true })("users", (it) => {
  it.effect.each([
    ["POST", "/api/users", { username: "ab", email: "a@example.org" }, "username", nameFault],
    ["POST", "/api/users", { username: "a".repeat(51), email: "a@example.org" }, "username", nameFault],
    ["POST", "/api/users", { username: "user@name", email: "a@example.org" }, "username", nameFault],
    ["POST", "/api/users", { username: "   ", email: "a@example.org" }, "username", nameFault],
    ["POST", "/api/users", { username: "ÁbcĐef", email: "a@example.org" }, "username", nameFault],
    ["POST", "/api/users", { email: "a@example.org" }, "username"],
    ["POST", "/api/users", { username: "somebody", email: "nowhere" }, "email", "not an e-mail address"],
    ["POST", "/api/users", { username: "somebody", email: `${"a".repeat(250)}@b.cd` }, "email"],
    [
      "POST",
      "/api/users",
      { username: "somebody", email: "a@b.cd", profileImageUrl: "javascript:1" },
      "profileImageUrl"
    ],
    [
      "POST",
      "/api/users",
      { username: "somebody", email: "a@b.cd", password: "Pass1!" },
      "password",
      "at least 8 characters"
    ],
    ["POST", "/api/users", { username: "somebody", email: "a@b.cd", password: "onlylowercase" }, "password"],
    [
      "POST",
      "/api/users",
      { username: "somebody", email: "a@b.cd", dailyRequestLimit: 10_001 },
      "dailyRequestLimit",
      limitFault
    ],
    ["PUT", "/api/users/1", {}, "body", "at least one of username, email and profileImageUrl"],
    ["PUT", "/api/users/1", { isAdmin: true }, "body", "at least one of username, email and profileImageUrl"],
    ["PUT", "/api/users/1", { username: "no spaces" }, "username", nameFault],
    ["PUT", "/api/users/1", { email: null }, "email"],
    ["GET", "/api/users/0", undefined, "id", ids],
    ["GET", "/api/users/-1", undefined, "id", ids],
    ["DELETE", "/api/users/me", undefined, "id", ids],
    ["GET", "/api/users?limit=0", undefined, "limit", pages],
    ["GET", "/api/users?limit=101", undefined, "limit", pages],
    ["GET", "/api/users?q=%00", undefined, "q", "no NUL"],
    ["GET", "/api/users?cursor=zzz", undefined, "cursor", "not a cursor of this list"],
    ["PUT", "/api/admin/users/1/daily-limit", { dailyRequestLimit: 10_001 }, "dailyRequestLimit", limitFault],
    ["PUT", "/api/admin/users/1/daily-limit", { dailyRequestLimit: -1 }, "dailyRequestLimit", limitFault],
    ["PUT", "/api/admin/users/1/daily-limit", { dailyRequestLimit: 1.5 }, "dailyRequestLimit"],
    ["PUT", "/api/admin/users/1/daily-limit", { dailyRequestLimit: "5" }, "dailyRequestLimit"],
    ["PUT", "/api/admin/users/1/activation", { isActive: "no" }, "isActive"],
    ["PUT", "/api/admin/users/1/role", {}, "isAdmin"],
    ["PUT", "/api/admin/users/x/role", { isAdmin: true }, "id", ids]
  ] as const)("%s %s of %j is refused, and names the field %s", ([method, path, json, field, message]) =>
    Effect.gen(function* () {
      const { admin } = yield* two
      const { body, status, text } = yield* ask(method, path, admin, json)
      assert.deepStrictEqual([status, body["code"]], [400, "VALIDATION"], text)
      assert.deepInclude(Object(body["errors"])[0], { field, ...(message === undefined ? {} : { message }) })
      assert.notMatch(text, /Pass1!|onlylowercase/)
    })
  )

  it.effect("are entered by an administrator with what is said of them, else with what is usual", () =>
    Effect.gen(function* () {
      const { admin } = yield* two
      const plain = yield* ask("POST", "/api/users", admin, { username: "Entered_1", email: "entered_1@example.org" })
      assert.strictEqual(plain.status, 201)
      const usual = { isActive: true, isAdmin: false, dailyRequestLimit: 100, profileImageUrl: null }
      assert.deepInclude(plain.body, { ...usual, username: "Entered_1", emailVerified: true })
      assert.strictEqual((yield* login("Entered_1")).status, 401, "nobody knows a password of theirs")
      const facts = {
        isActive: false,
        isAdmin: true,
        dailyRequestLimit: 0,
        profileImageUrl: "https://example.org/p.png"
      }
      const told = { username: "entered_2", email: "entered_2@example.org", ...facts }
      const { body } = yield* ask("POST", "/api/users", admin, told)
      assert.deepInclude(body, told)
      yield* ask("POST", "/api/users", admin, { username: "entered_3", email: "e3@example.org", password })
      assert.strictEqual((yield* login("entered_3")).status, 200)
      assert.deepStrictEqual((yield* ask("GET", `/api/users/${body["id"]}`, admin)).body, body)
    })
  )

  it.effect("have names and addresses of their own, in whatever case", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { admin, user } = yield* two
      const own = { username: user.username.toUpperCase(), email: user.email.toUpperCase() }
      const fresh = { username: "nobody_yet", email: "nobody_yet@example.org" }
      const refusals = [
        ["USERNAME_TAKEN", { username: own.username, email: fresh.email }],
        ["EMAIL_TAKEN", { username: fresh.username, email: own.email }]
      ] as const
      for (const [code, facts] of refusals) {
        const entered = yield* ask("POST", "/api/users", admin, facts)
        assert.deepStrictEqual([entered.status, entered.body["code"]], [409, code])
        const json = { ...facts, password }
        const signedUp = yield* request("/api/auth/signup", { method: "POST", json })
        assert.deepStrictEqual([signedUp.status, signedUp.body["code"]], [409, code])
        const changed = yield* ask("PUT", `/api/users/${admin.id}`, admin, facts)
        assert.deepStrictEqual([changed.status, changed.body["code"]], [409, code])
      }
      const kept = yield* ask("PUT", `/api/users/${user.id}`, user, own)
      assert.deepStrictEqual([kept.status, kept.body["username"], kept.body["email"]], [200, own.username, own.email])
      assert.strictEqual(Object((yield* login(user.username)).body["user"]).username, own.username)
    })
  )

  it.effect("change what they say of themselves, and no right of theirs", () =>
    Effect.gen(function* () {
      const { admin, user } = yield* two
      const rights = { isActive: false, isAdmin: true, dailyRequestLimit: 9999, emailVerified: true, id: 1 }
      const changed = yield* ask("PUT", `/api/users/${user.id}`, user, { email: "own@example.org", ...rights })
      assert.strictEqual(changed.status, 200)
      const kept = { id: user.id, isActive: true, isAdmin: false, dailyRequestLimit: 100, emailVerified: false }
      assert.deepInclude(changed.body, { ...kept, username: user.username, email: "own@example.org" })
      const verified = yield* ask("PUT", `/api/users/${user.id}`, admin, { email: "given@example.org" })
      assert.strictEqual(verified.body["emailVerified"], true)
      const own = yield* ask("PUT", `/api/users/${user.id}`, user, { email: "own@example.org" })
      assert.strictEqual(own.body["emailVerified"], false)
      yield* ask("POST", "/api/auth/signup", user, { username: "climber", email: "c@example.org", password, ...rights })
      assert.deepInclude(Object((yield* login("climber")).body["user"]), { isActive: true, isAdmin: false })
    })
  )

  it.effect("who are deleted are known no more, by token, refresh token or password", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { admin, user } = yield* two
      assert.strictEqual((yield* ask("DELETE", `/api/users/${user.id}`, user)).status, 204)
      assert.strictEqual((yield* ask("GET", "/api/auth/me", user)).status, 401)
      const { refreshToken, username } = user
      const refreshed = yield* request("/api/auth/refresh", { method: "POST", json: { refreshToken } })
      assert.strictEqual(refreshed.status, 401)
      assert.strictEqual((yield* login(username)).status, 401)
      for (const method of ["GET", "DELETE"]) {
        const { body, status } = yield* ask(method, `/api/users/${user.id}`, admin)
        assert.deepStrictEqual([status, body["code"], body["subject"]], [404, "USER_NOT_FOUND", user.id])
      }
      const again = yield* signUp(username)
      assert.notStrictEqual(again.id, user.id)
      assert.strictEqual((yield* ask("GET", "/api/auth/me", user)).status, 401)
    })
  )

  it.effect("are found by a part of name or address in any case, in the order of names, page by page", () =>
    Effect.gen(function* () {
      const { admin } = yield* two
      for (const [username, email] of [
        ["Kiyoko", "a1@zebra.example"],
        ["amy", "AKIRA@zebra.example"],
        ["bob", "b1@zebra.example"],
        ["Zoe", "mikio@zebra.example"]
      ] as const)
        yield* ask("POST", "/api/users", admin, { username, email })
      const found = (query: string) => ask("GET", `/api/users?${query}`, admin)
      assert.deepStrictEqual(namesOf(yield* found("q=ki")), ["amy", "Kiyoko", "Zoe"])
      assert.deepStrictEqual(namesOf(yield* found("q=%25")), [])
      const first = yield* found("q=ZEBRA&limit=3")
      assert.deepStrictEqual(namesOf(first), ["amy", "bob", "Kiyoko"])
      const second = yield* found(`q=ZEBRA&limit=3&cursor=${first.body["nextCursor"]}`)
      assert.deepStrictEqual([namesOf(second), second.body["nextCursor"]], [["Zoe"], null])
      assert.deepStrictEqual((yield* found("q=")).body, (yield* found("")).body, "nothing asked is everybody")
      assert.lengthOf(namesOf(yield* found("limit=1")), 1)
    })
  )
})

/** Passwords of nobody can be kept. */
const forgetful = Layer.effect(
  PasswordBook,
  Effect.map(PasswordBook, (book) => PasswordBook.of({ ...book, set: () => Effect.fail(gone) }))
).pipe(Layer.provideMerge(Memory.layer))

layer(Test.over(forgetful), { excludeTestServices: true })("users whose password cannot be kept", (it) => {
  it.effect("are not entered", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const token = yield* tokenOf("admin")
      const { body: admin } = yield* request("/api/auth/me", { token })
      yield* UserRepository.use(({ update }) => update(UserId.make(Number(admin["id"])), { isAdmin: true }))
      const entry = { username: "somebody", email: "somebody@example.org" }
      assert.strictEqual((yield* ask("POST", "/api/users", { token }, { ...entry, password })).status, 503)
      assert.deepStrictEqual(namesOf(yield* ask("GET", "/api/users", { token })), ["admin"])
      assert.strictEqual((yield* ask("POST", "/api/users", { token }, entry)).status, 201)
    })
  )
})
