import { assert, layer } from "@effect/vitest"
import { fighterFacts } from "@mma-savant/core/contract/Facts"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { Effect } from "effect"
import { ask, login, openToAll, two } from "./People.ts"
import { TestServer } from "./TestServer.ts"

layer(openToAll, { excludeTestServices: true })("administrators", (it) => {
  it.effect("see how many users there are", () =>
    Effect.gen(function* () {
      const { admin, user } = yield* two
      const stats = Effect.map(ask("GET", "/api/admin/stats", admin), ({ body }) => body)
      assert.deepStrictEqual(yield* stats, { users: { total: 2, active: 2, admins: 1 } })
      yield* ask("PUT", `/api/admin/users/${user.id}/activation`, admin, { isActive: false })
      assert.deepStrictEqual(yield* stats, { users: { total: 2, active: 1, admins: 1 } })
      yield* ask("PUT", `/api/admin/users/${user.id}/role`, admin, { isAdmin: true })
      assert.deepStrictEqual(yield* stats, { users: { total: 2, active: 1, admins: 1 } })
      yield* ask("DELETE", `/api/users/${user.id}`, admin)
      assert.deepStrictEqual(yield* stats, { users: { total: 1, active: 1, admins: 1 } })
    })
  )

  it.effect("I-32: have every answer from the facts made anew, at once; nobody else may", () =>
    Effect.gen(function* () {
      const { admin, user } = yield* two
      const { request } = yield* TestServer
      const path = "/api/admin/cache/invalidate"
      const names = Effect.map(request("/api/fighters"), ({ body }) =>
        Array.from(Object(body["items"]), (item) => Object(item)["name"])
      )
      assert.deepStrictEqual(yield* names, [])
      yield* FighterRepository.use(({ save }) => save(fighterFacts({ name: "Ana Alvarez" })))
      const { body, status } = yield* ask("POST", path, admin)
      assert.deepStrictEqual([status, Object.keys(body)], [200, ["dataVersion"]])
      assert.deepStrictEqual(yield* names, ["Ana Alvarez"])
      const { body: later } = yield* ask("POST", path, admin)
      assert.strictEqual(later["dataVersion"], Number(body["dataVersion"]) + 1)
      assert.strictEqual((yield* ask("POST", path, user)).status, 403)
      assert.strictEqual((yield* request(path, { method: "POST" })).status, 401)
    })
  )

  it.effect("keep somebody out and let them in again, from the next request on", () =>
    Effect.gen(function* () {
      const { admin, user } = yield* two
      const activation = `/api/admin/users/${user.id}/activation`
      assert.strictEqual((yield* login(user.username)).status, 200)
      assert.strictEqual((yield* ask("PUT", activation, admin, { isActive: false })).body["isActive"], false)
      assert.strictEqual((yield* login(user.username)).status, 401)
      assert.strictEqual((yield* ask("GET", "/api/auth/me", user)).status, 401)
      yield* ask("PUT", activation, admin, { isActive: true })
      assert.strictEqual((yield* login(user.username)).status, 200)
    })
  )

  it.effect("give a role and take it back, from the next request on", () =>
    Effect.gen(function* () {
      const { admin, user } = yield* two
      const role = `/api/admin/users/${user.id}/role`
      for (const isAdmin of [true, false]) {
        assert.strictEqual((yield* ask("PUT", role, admin, { isAdmin })).body["isAdmin"], isAdmin)
        assert.strictEqual((yield* ask("GET", "/api/admin/stats", user)).status, isAdmin ? 200 : 403)
      }
    })
  )

  it.effect("set how much may be asked in a day, down to nothing", () =>
    Effect.gen(function* () {
      const { admin, user } = yield* two
      for (const dailyRequestLimit of [0, 1, 10_000]) {
        const path = `/api/admin/users/${user.id}/daily-limit`
        assert.deepInclude((yield* ask("PUT", path, admin, { dailyRequestLimit })).body, { dailyRequestLimit })
        assert.deepInclude((yield* ask("GET", "/api/auth/me", user)).body, { dailyRequestLimit })
      }
    })
  )

  it.effect("do not lock themselves out, but one another", () =>
    Effect.gen(function* () {
      const { admin } = yield* two
      const own = [
        ["PUT", `/api/admin/users/${admin.id}/role`, { isAdmin: false }],
        ["PUT", `/api/admin/users/${admin.id}/activation`, { isActive: false }],
        ["DELETE", `/api/users/${admin.id}`, undefined]
      ] as const
      for (const [method, path, json] of own) {
        const { body, status } = yield* ask(method, path, admin, json)
        assert.deepStrictEqual([status, body["code"]], [400, "SELF_LOCKOUT"], path)
      }
      assert.deepInclude((yield* ask("GET", "/api/auth/me", admin)).body, { isAdmin: true, isActive: true })
      const { admin: another } = yield* two
      for (const [method, path, json] of own)
        assert.isBelow((yield* ask(method, path, another, json)).status, 300, path)
      assert.strictEqual((yield* ask("GET", "/api/auth/me", admin)).status, 401)
    })
  )

  it.effect("who mean nobody are told so", () =>
    Effect.gen(function* () {
      const { admin } = yield* two
      for (const [path, json] of [
        ["/api/users/99999", { username: "nobody" }],
        ["/api/admin/users/99999/role", { isAdmin: true }],
        ["/api/admin/users/99999/activation", { isActive: true }],
        ["/api/admin/users/99999/daily-limit", { dailyRequestLimit: 1 }]
      ] as const) {
        const { body, status } = yield* ask("PUT", path, admin, json)
        assert.deepStrictEqual([status, body["code"], body["subject"]], [404, "USER_NOT_FOUND", 99999], path)
      }
    })
  )
})
