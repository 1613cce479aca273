import { assert, it } from "@effect/vitest"
import { RefreshTokens, refreshLifetime } from "@mma-savant/core/auth/RefreshTokens"
import { revocationGrace, TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import { newUser } from "@mma-savant/core/contract/Talk"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Clock, Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { statements } from "./Statements.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

for (const { layer: database, name } of testDatabases()) {
  const layer = Postgres.layer.pipe(Layer.provideMerge(layerEmptied), Layer.provideMerge(database))
  it.layer(layer, { timeout: "60 seconds" })(`Identity / ${name}`, (it) => {
    it.effect("whether a token is revoked, a change of a user and every question about users is one statement", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const revocations = yield* TokenRevocations
        const user = yield* users.create(newUser())
        for (const each of [
          revocations.isRevoked({ id: "t", iat: 0 }, user.id),
          revocations.revoke({ id: "t", exp: 0 }),
          users.update(user.id, { isAdmin: true, username: newUser().username }),
          users.find(user.id),
          users.findBy({ email: user.email }),
          users.search({ text: user.email, limit: 10, after: null }),
          users.active([user.id, user.id]),
          revocations.areRevoked([0, 1].map((iat) => ({ token: { id: "t", iat }, userId: user.id }))),
          users.counts
        ]) {
          assert.strictEqual(yield* statements(each), 1)
        }
      })
    )

    it.effect("what has expired is cleared away by what comes", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const tokens = yield* RefreshTokens
        const revocations = yield* TokenRevocations
        const { id } = yield* (yield* UserRepository).create(newUser())
        const revoke = (token: string) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) => revocations.revoke({ id: token, exp: now / 1000 + 60 }))
        const left = Effect.all([
          sql`select count(*)::int as count from refresh_tokens where user_id = ${id}`,
          sql`select id from revoked_tokens order by id`
        ])
        yield* revoke("a")
        yield* tokens.rotate(yield* tokens.issue(id))
        yield* TestClock.adjust("1 minute")
        yield* revoke("b")
        assert.deepStrictEqual(yield* left, [[{ count: 2 }], [{ id: "a" }, { id: "b" }]])
        yield* TestClock.adjust(revocationGrace)
        yield* revoke("c")
        assert.deepStrictEqual((yield* left)[1], [{ id: "b" }, { id: "c" }])
        yield* TestClock.adjust(refreshLifetime)
        yield* tokens.issue(id)
        assert.deepStrictEqual((yield* left)[0], [{ count: 1 }])
      })
    )

    it.effect("no row holds a refresh token", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const tokens = yield* RefreshTokens
        const { id } = yield* (yield* UserRepository).create(newUser())
        const issued = yield* tokens.issue(id)
        const { next } = yield* tokens.rotate(issued)
        const rows = JSON.stringify(yield* sql`select * from refresh_tokens where user_id = ${id}`)
        assert.match(rows, /"[0-9a-f]{64}"/)
        for (const token of [issued, next]) assert.notInclude(rows, Redacted.value(token))
      })
    )
  })
}
