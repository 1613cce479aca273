import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { AutoCreate } from "@mma-savant/core/auth/Admission"
import { Email } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Effect, Layer, Option } from "effect"
import { SignUpOpen } from "../src/auth/SignUpOpen.ts"
import * as Issuer from "./Issuers.ts"
import * as Test from "./TestServer.ts"
import { admin, enter, grantOf, login, refresh, send, whoIs } from "./Visit.ts"

const open = Layer.mergeAll(Memory.layer, Issuer.layer, Layer.succeed(SignUpOpen, true))

layer(Test.over(open), { excludeTestServices: true })("signing in", (it) => {
  it.effect.each(["session", "shared", "keys"] as const)(
    "a token by %s is a bearer's, and is exchanged for tokens of the same user, entered at the first",
    (issuer) =>
      Effect.gen(function* () {
        const make = (yield* Issuer.Issuers)[issuer]
        const token = yield* make({ sub: issuer, email: `${issuer}@example.com`, email_verified: true })
        const id = yield* whoIs(token)
        const { accessToken, user } = grantOf(yield* login({ token }))
        assert.deepStrictEqual(user, {
          id: id!,
          username: issuer,
          email: `${issuer}@example.com`,
          emailVerified: true,
          isActive: true,
          isAdmin: false,
          dailyRequestLimit: 100
        })
        assert.strictEqual(yield* whoIs(accessToken), id)
        const later = yield* make({ sub: issuer, email: `${issuer}@example.com`, email_verified: true, jti: "2" })
        assert.strictEqual(grantOf(yield* login({ token: later })).user.id, id)
      })
  )

  it.effect("a Google ID token is for signing in alone, and an access token of ours for all but that", () =>
    Effect.gen(function* () {
      const { google } = yield* Issuer.Issuers
      const token = yield* google({ sub: "g1", email: "greta@gmail.com" })
      assert.isNull(yield* whoIs(token))
      const { accessToken, user } = grantOf(yield* login({ token }))
      assert.strictEqual(yield* whoIs(accessToken), user.id)
      const { findBy } = yield* UserRepository
      const account = yield* findBy({ provider: "google", providerAccountId: "g1" })
      assert.strictEqual(Option.getOrThrow(account).id, user.id)
      assert.strictEqual((yield* login({ token: accessToken })).status, 401)
    })
  )

  it.effect("nobody comes by an address that Google has not verified, or by words of their own", () =>
    Effect.gen(function* () {
      const { google } = yield* Issuer.Issuers
      const victim = yield* enter("victim")
      const claims = { sub: "g2", email: victim.email }
      for (const token of [
        yield* google({ ...claims, email_verified: false }),
        yield* google({ ...claims, email_verified: undefined }),
        yield* google({ ...claims, aud: "another client" }),
        yield* google({ ...claims, iss: "https://id.example" }),
        "google-token"
      ]) {
        const answer = yield* login({ token, email: victim.email, provider: "google" })
        assert.deepStrictEqual([answer.status, answer.body["code"]], [401, "UNAUTHORIZED"])
      }
      assert.isTrue(
        Option.isNone(yield* (yield* UserRepository).findBy({ provider: "google", providerAccountId: "g2" }))
      )
    })
  )

  it.effect("an address finds its user where both sides have verified it, and nobody else's otherwise", () =>
    Effect.gen(function* () {
      const { google, keys } = yield* Issuer.Issuers
      const known = yield* enter("known")
      const claims = { email: "Known@Example.org" }
      assert.strictEqual(grantOf(yield* login({ token: yield* google({ ...claims, sub: "g3" }) })).user.id, known.id)
      const stranger = grantOf(yield* login({ token: yield* keys({ ...claims, sub: "k3" }) })).user
      assert.notStrictEqual(stranger.id, known.id)
      assert.notStrictEqual(stranger.email.toLowerCase(), known.email)
      const unproved = yield* enter("unproved", { emailVerified: false })
      const owner = grantOf(yield* login({ token: yield* google({ sub: "g4", email: unproved.email }) })).user
      assert.deepStrictEqual([owner.id === unproved.id, owner.email], [false, unproved.email])
    })
  )

  it.effect("a token that says our own id means that user, if the issuer may say so and there is one", () =>
    Effect.gen(function* () {
      const { keys, session, shared } = yield* Issuer.Issuers
      const { id } = yield* enter("numbered")
      assert.strictEqual(yield* whoIs(yield* shared({ user_id: id })), id)
      assert.strictEqual(yield* whoIs(yield* session({ sub: "x", userId: id })), id)
      assert.isNull(yield* whoIs(yield* shared({ user_id: 2_000_000_000 })))
      const stranger = yield* whoIs(yield* keys({ sub: "k5", email: "k5@example.com", user_id: id }))
      assert.notInclude([null, id], stranger)
    })
  )

  it.effect("a token with no more than a subject finds its account, and enters nobody", () =>
    Effect.gen(function* () {
      const { session } = yield* Issuer.Issuers
      const token = yield* session({ sub: "only-sub" })
      assert.strictEqual((yield* login({ token })).status, 401)
      const { id } = yield* enter("onlysub", { provider: "nextauth-sub", providerAccountId: "only-sub" })
      assert.strictEqual(grantOf(yield* login({ token })).user.id, id)
      assert.strictEqual(yield* whoIs(token), id)
    })
  )

  it.effect("a name without a password, or the other way round, is told what is missing", () =>
    Effect.gen(function* () {
      for (const [given, missing] of [
        [{ username: "ana" }, "password"],
        [{ password: "Password123" }, "username"]
      ] as const) {
        const { body, status } = yield* login(given)
        assert.deepStrictEqual([status, body["detail"]], [400, `${missing}: Missing key`])
      }
    })
  )

  it.effect("whoever signs up has no rights, an address of no proof, and a name of their own in any case", () =>
    Effect.gen(function* () {
      const entry = { username: "Newcomer", email: "newcomer@example.org", password: "Password123" }
      const signUp = (changes: object) => send("POST", "/api/auth/signup", { ...entry, ...changes })
      const made = yield* signUp({ isAdmin: true, isActive: false, dailyRequestLimit: 10_000, id: 1 })
      assert.strictEqual(made.status, 201)
      const { accessToken, user } = grantOf(made)
      assert.deepInclude(user, { username: "Newcomer", emailVerified: false, isActive: true, isAdmin: false })
      assert.strictEqual(user.dailyRequestLimit, 100)
      assert.strictEqual(yield* whoIs(accessToken), user.id)
      for (const [changes, status, code] of [
        [{}, 409, "USERNAME_TAKEN"],
        [{ username: "NEWCOMER", email: "other@example.org" }, 409, "USERNAME_TAKEN"],
        [{ username: "another", email: "NewComer@example.org" }, 409, "EMAIL_TAKEN"],
        [{ username: "ÁbcĐef" }, 400, "VALIDATION"],
        [{ password: "onlylowercase" }, 400, "VALIDATION"]
      ] as const) {
        const { body, status: answered } = yield* signUp(changes)
        assert.deepStrictEqual([answered, body["code"]], [status, code], JSON.stringify(changes))
      }
      for (const username of ["Newcomer", "newcomer", "NEWCOMER"]) {
        assert.strictEqual(grantOf(yield* login({ username, password: "Password123" })).user.id, user.id)
      }
    })
  )

  it.effect("an unknown name, a wrong password and a user kept out are told alike", () =>
    Effect.gen(function* () {
      const password = "Password123"
      for (const username of ["insider", "outcast"])
        yield* send("POST", "/api/auth/signup", { username, email: `${username}@example.org`, password })
      const { findBy, update } = yield* UserRepository
      yield* update(Option.getOrThrow(yield* findBy({ username: "outcast" })).id, { isActive: false })
      yield* enter("wordless")
      const answers = yield* Effect.forEach(
        [
          { username: "insider", password: "Password124" },
          { username: "insider", password: "" },
          { username: "outcast", password },
          { username: "wordless", password },
          { username: "nobody", password },
          { username: "", password },
          { username: "in sider\u202e", password }
        ],
        login
      )
      for (const { headers, status, text } of answers) {
        const alike = text.replace(headers.get("x-request-id")!, "")
        assert.deepStrictEqual(
          [status, alike],
          [401, answers[0]!.text.replace(answers[0]!.headers.get("x-request-id")!, "")]
        )
      }
    })
  )

  it.effect("a user who is kept out has no way in by what they had, and has all of them when let in again", () =>
    Effect.gen(function* () {
      const admins = yield* admin
      const credentials = { username: "lifecycle", password: "Password123" }
      const signUp = yield* send("POST", "/api/auth/signup", { ...credentials, email: "lifecycle@example.org" })
      const { accessToken, refreshToken, user } = grantOf(signUp)
      const other = grantOf(yield* login(credentials))
      const activate = (isActive: boolean) =>
        send("PUT", `/api/admin/users/${user.id}/activation`, { isActive }, admins)
      assert.strictEqual((yield* activate(false)).status, 200)
      const token = yield* (yield* Issuer.Issuers).shared({ user_id: user.id })
      assert.deepStrictEqual(yield* Effect.forEach([accessToken, token], whoIs), [null, null])
      assert.deepStrictEqual(
        (yield* Effect.all([login(credentials), login({ token }), refresh(refreshToken)])).map(({ status }) => status),
        [401, 401, 401]
      )
      assert.strictEqual((yield* activate(true)).status, 200)
      assert.deepStrictEqual(yield* Effect.forEach([accessToken, token], whoIs), [user.id, user.id])
      assert.deepStrictEqual(
        (yield* Effect.all([login(credentials), login({ token }), refresh(other.refreshToken)])).map(
          ({ status }) => status
        ),
        [200, 200, 200]
      )
    })
  )

  it.effect("a user sees neither administration nor anybody else, and an administrator what there is", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const { id } = yield* enter("private")
      const statusOf = (path: string, token: string) => Effect.map(request(path, { token }), ({ status }) => status)
      const curious = yield* tokenOf("curious")
      yield* enter("boss", { isAdmin: true })
      const boss = yield* tokenOf("boss")
      const paths = [
        "/api/users",
        "/api/admin/stats",
        `/api/users/${id}`,
        "/api/users/99999",
        "/api/users/0",
        "/api/users/-1"
      ]
      assert.deepStrictEqual(
        yield* Effect.forEach(paths, (path) => statusOf(path, curious)),
        [403, 403, 404, 404, 400, 400]
      )
      assert.deepStrictEqual(
        yield* Effect.forEach(paths, (path) => statusOf(path, boss)),
        [200, 200, 200, 404, 400, 400]
      )
    })
  )
})

const closed = Layer.mergeAll(Memory.layer, Issuer.layer, Layer.succeed(AutoCreate, false))

layer(Test.over(closed), { excludeTestServices: true })("signing in where nobody enters by themselves", (it) => {
  it.effect("sign-up is closed, and an identity provider lets in those whom an administrator entered", () =>
    Effect.gen(function* () {
      const entry = { username: "newcomer", email: "newcomer@example.org", password: "Password123" }
      const signUp = yield* send("POST", "/api/auth/signup", entry)
      assert.deepStrictEqual([signUp.status, signUp.body["code"]], [403, "SIGN_UP_CLOSED"])
      const { google, session } = yield* Issuer.Issuers
      const claims = { sub: "1", email: "invited@example.org" }
      for (const token of [yield* google(claims), yield* session(claims)])
        assert.strictEqual((yield* login({ token })).status, 401)
      assert.isNull(yield* whoIs(yield* session(claims)))
      const { id } = yield* enter("invited", { email: Email.make("invited@example.org") })
      for (const token of [yield* google(claims), yield* session(claims)])
        assert.strictEqual(grantOf(yield* login({ token })).user.id, id)
    })
  )
})
