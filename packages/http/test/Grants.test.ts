import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { SignUpOpen } from "../src/auth/SignUpOpen.ts"
import * as Issuer from "./Issuers.ts"
import * as Test from "./TestServer.ts"
import { grantOf, login, refresh, send, whoIs } from "./Visit.ts"

const password = "Password123"

const signUp = (username: string) =>
  Effect.map(send("POST", "/api/auth/signup", { username, email: `${username}@example.org`, password }), grantOf)

const logout = (token: string, body: object | null = null) => {
  if (body !== null) return send("POST", "/api/auth/logout", body, token)
  return Test.TestServer.use(({ request }) => request("/api/auth/logout", { method: "POST", token }))
}

const statusOf = <E, R>(answer: Effect.Effect<Test.Answer, E, R>) => Effect.map(answer, ({ status }) => status)

const store = Layer.mergeAll(Memory.layer, Issuer.layer, Layer.succeed(SignUpOpen, true))

layer(Test.over(store), { excludeTestServices: true })("what a sign-in gives", (it) => {
  it.effect("no cache keeps it", () =>
    Effect.gen(function* () {
      const { refreshToken } = yield* signUp("cached")
      for (const answer of [yield* login({ username: "cached", password }), yield* refresh(refreshToken)]) {
        assert.deepStrictEqual([answer.status, answer.headers.get("cache-control")], [200, "no-store"])
      }
    })
  )

  it.effect("a refresh token is taken for new tokens of the same user, once", () =>
    Effect.gen(function* () {
      const first = yield* signUp("refresher")
      const second = grantOf(yield* refresh(first.refreshToken))
      assert.deepStrictEqual(second.user, first.user)
      assert.notStrictEqual(second.refreshToken, first.refreshToken)
      const third = grantOf(yield* refresh(second.refreshToken))
      for (const { accessToken } of [first, second, third]) assert.strictEqual(yield* whoIs(accessToken), first.user.id)
      assert.lengthOf(new Set([first, second, third].map(({ accessToken }) => accessToken)), 3)
    })
  )

  it.effect("a refresh token that comes again ends its sign-in, and no other of the user", () =>
    Effect.gen(function* () {
      const stolen = yield* signUp("robbed")
      const other = grantOf(yield* login({ username: "robbed", password }))
      const thief = grantOf(yield* refresh(stolen.refreshToken))
      assert.strictEqual((yield* refresh(stolen.refreshToken)).status, 401)
      assert.strictEqual((yield* refresh(thief.refreshToken)).status, 401)
      assert.strictEqual((yield* refresh(other.refreshToken)).status, 200)
    })
  )

  it.effect("of many that come with one refresh token at once, one gets tokens, and they lead no further", () =>
    Effect.gen(function* () {
      const { refreshToken } = yield* signUp("hasty")
      const answers = yield* Effect.all(
        Array.from({ length: 20 }, () => refresh(refreshToken)),
        { concurrency: "unbounded" }
      )
      const good = answers.filter(({ status }) => status === 200)
      assert.lengthOf(good, 1)
      assert.lengthOf(
        answers.filter(({ status }) => status === 401),
        19
      )
      assert.strictEqual((yield* refresh(grantOf(good[0]!).refreshToken)).status, 401)
    })
  )

  it.effect("what is no refresh token is told like one that is good no more", () =>
    Effect.gen(function* () {
      const { accessToken, refreshToken } = yield* signUp("guesser")
      yield* refresh(refreshToken)
      const used = yield* refresh(refreshToken)
      const alike = ({ headers, status, text }: Test.Answer) => [status, text.replace(headers.get("x-request-id")!, "")]
      for (const token of ["", "x", accessToken, `${refreshToken}=`, "%E0%A4%A", "\0\ud800", "x".repeat(20_000)]) {
        assert.deepStrictEqual(alike(yield* refresh(token)), alike(used), token.slice(0, 40))
      }
      assert.strictEqual(used.status, 401)
    })
  )

  it.effect("who signs out without a word ends the token alone", () =>
    Effect.gen(function* () {
      const gone = yield* signUp("silent")
      const other = grantOf(yield* login({ username: "silent", password }))
      assert.strictEqual(yield* statusOf(logout(gone.accessToken)), 204)
      assert.strictEqual(yield* statusOf(logout(gone.accessToken)), 401)
      assert.isNull(yield* whoIs(gone.accessToken))
      assert.strictEqual(yield* whoIs(other.accessToken), gone.user.id)
      assert.strictEqual((yield* refresh(gone.refreshToken)).status, 200)
    })
  )

  it.effect("who signs out with a refresh token ends that sign-in, if it is theirs", () =>
    Effect.gen(function* () {
      const first = yield* signUp("leaver")
      const second = grantOf(yield* refresh(first.refreshToken))
      const stranger = yield* signUp("stranger")
      assert.strictEqual(yield* statusOf(logout(stranger.accessToken, { refreshToken: second.refreshToken })), 204)
      const third = grantOf(yield* refresh(second.refreshToken))
      assert.strictEqual(yield* statusOf(logout(third.accessToken, { refreshToken: third.refreshToken })), 204)
      assert.isNull(yield* whoIs(third.accessToken))
      assert.strictEqual((yield* refresh(third.refreshToken)).status, 401)
      assert.strictEqual(grantOf(yield* login({ username: "leaver", password })).user.id, first.user.id)
    })
  )

  it.effect("who signs out everywhere ends every token there is, whoever issued it, and may come again at once", () =>
    Effect.gen(function* () {
      const { session } = yield* Issuer.Issuers
      const here = yield* signUp("traveller")
      const { id } = here.user
      const there = grantOf(yield* login({ username: "traveller", password }))
      const theirs = yield* session({ sub: "t", userId: id })
      const bystander = yield* signUp("bystander")
      assert.strictEqual(yield* whoIs(theirs), id)
      assert.strictEqual(yield* statusOf(logout(here.accessToken, { everywhere: true })), 204)
      const tokens = [here.accessToken, there.accessToken, theirs]
      assert.deepStrictEqual(yield* Effect.forEach(tokens, whoIs), [null, null, null])
      assert.strictEqual((yield* login({ token: theirs })).status, 401)
      for (const { refreshToken } of [here, there]) assert.strictEqual((yield* refresh(refreshToken)).status, 401)
      assert.strictEqual(yield* whoIs(bystander.accessToken), bystander.user.id)
      const again = grantOf(yield* login({ username: "traveller", password }))
      assert.strictEqual(yield* whoIs(again.accessToken), id)
      assert.strictEqual(yield* whoIs(grantOf(yield* refresh(again.refreshToken)).accessToken), id)
    })
  )

  it.effect("a token of a front end that has been signed out with is no sign-in either", () =>
    Effect.gen(function* () {
      const { shared } = yield* Issuer.Issuers
      const token = yield* shared({ sub: "front", email: "front@example.com" })
      const { user } = grantOf(yield* login({ token }))
      assert.strictEqual(yield* statusOf(logout(token)), 204)
      assert.strictEqual((yield* login({ token })).status, 401)
      const next = yield* shared({ sub: "front", email: "front@example.com", jti: "next" })
      assert.strictEqual(yield* whoIs(next), user.id)
    })
  )

  it.effect("a password is changed by whoever knows it, and every other sign-in ends", () =>
    Effect.gen(function* () {
      const change = (token: string, body: object) => send("PUT", "/api/auth/password", body, token)
      const here = yield* signUp("changer")
      const there = grantOf(yield* login({ username: "changer", password }))
      const next = "Password124"
      for (const body of [{ next }, { current: "Password125", next }, { current: "", next }]) {
        const { body: problem, status } = yield* change(here.accessToken, body)
        assert.deepStrictEqual([status, problem["code"]], [401, "UNAUTHORIZED"])
      }
      const weak = yield* change(here.accessToken, { current: password, next: "password" })
      assert.deepStrictEqual([weak.status, Object(weak.body["errors"])[0].field], [400, "next"])
      assert.strictEqual(yield* whoIs(here.accessToken), here.user.id)

      const changed = grantOf(yield* change(here.accessToken, { current: password, next }))
      assert.deepStrictEqual(yield* Effect.forEach([here, there], ({ accessToken }) => whoIs(accessToken)), [
        null,
        null
      ])
      for (const { refreshToken } of [here, there]) assert.strictEqual((yield* refresh(refreshToken)).status, 401)
      assert.strictEqual(yield* whoIs(changed.accessToken), here.user.id)
      assert.strictEqual((yield* refresh(changed.refreshToken)).status, 200)
      assert.strictEqual((yield* login({ username: "changer", password })).status, 401)
      assert.strictEqual((yield* login({ username: "changer", password: next })).status, 200)
    })
  )

  it.effect("whoever came by an identity provider sets a password of their own, and may sign in with it", () =>
    Effect.gen(function* () {
      const { google } = yield* Issuer.Issuers
      const { accessToken, user } = grantOf(
        yield* login({ token: yield* google({ sub: "p", email: "pat@gmail.com" }) })
      )
      assert.strictEqual((yield* login({ username: user.username, password })).status, 401)
      const { status } = yield* send("PUT", "/api/auth/password", { next: password }, accessToken)
      assert.strictEqual(status, 200)
      assert.strictEqual(grantOf(yield* login({ username: user.username, password })).user.id, user.id)
    })
  )
})
