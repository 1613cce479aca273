import { freshToken, tokenHash } from "@mma-savant/core/auth/OpaqueToken"
import { type RefreshToken, RefreshTokens, refreshLifetime } from "@mma-savant/core/auth/RefreshTokens"
import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { UserId } from "@mma-savant/core/Identity"
import { DateTime, Effect, Layer, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"

const ownersIn = rowsOf(Schema.Struct({ userId: UserId }))

/** The present, and when a token that begins now is over. */
const lifetime = Effect.map(DateTime.now, (now) => ({
  now: DateTime.toDateUtc(now),
  over: DateTime.toDateUtc(DateTime.addDuration(now, refreshLifetime))
}))

/**
 * To revoke a family is to delete it. Rotations and revocations of one user take turns, by a lock on the user's row:
 * else a successor that is entered meanwhile would outlive its family.
 */
export const layer = Layer.effect(
  RefreshTokens,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const issue = Effect.fn("PgRefreshTokens.issue")(function* (userId: UserId) {
      const token = yield* freshToken
      const { now, over } = yield* lifetime
      yield* sql`
        with expired as (delete from refresh_tokens where user_id = ${userId} and expires_at <= ${now})
        insert into refresh_tokens (hash, family, user_id, expires_at)
        select ${yield* tokenHash(token)}, gen_random_uuid(), id, ${over} from users where id = ${userId} for key share`
      return token
    }, orUnavailable)

    /** The owner of the token, if it was good; one used before is the end of its family. */
    const exchange = Effect.fnUntraced(
      function* (hash: string, nextHash: string) {
        const { now, over } = yield* lifetime
        yield* sql`
          select from users where id = (select user_id from refresh_tokens where hash = ${hash}) for no key update`
        const owners = yield* ownersIn(sql`
          with used as (
            update refresh_tokens set used_at = ${now}
            where hash = ${hash} and used_at is null and expires_at > ${now}
            returning family, user_id
          ), expired as (
            delete from refresh_tokens where user_id in (select user_id from used) and expires_at <= ${now}
          )
          insert into refresh_tokens (hash, family, user_id, expires_at)
          select ${nextHash}, family, user_id, ${over} from used
          returning user_id as "userId"`)
        if (owners.length === 0) {
          yield* sql`
            delete from refresh_tokens
            where family = (select family from refresh_tokens where hash = ${hash} and used_at is not null)`
        }
        return owners
      },
      sql.withTransaction,
      orUnavailable
    )

    const rotate = Effect.fn("PgRefreshTokens.rotate")(function* (token: RefreshToken) {
      const next = yield* freshToken
      const [owner] = yield* exchange(yield* tokenHash(token), yield* tokenHash(next))
      return owner === undefined ? yield* new TokenRejected() : { userId: owner.userId, next }
    })

    const inTurn = (userId: UserId) => sql`select from users where id = ${userId} for no key update`

    const revoke = Effect.fn("PgRefreshTokens.revoke")(
      function* (userId: UserId, token: RefreshToken) {
        const hash = yield* tokenHash(token)
        yield* inTurn(userId)
        yield* sql`
          delete from refresh_tokens
          where family = (select family from refresh_tokens where hash = ${hash} and user_id = ${userId})`
      },
      sql.withTransaction,
      orUnavailable
    )

    const revokeAll = Effect.fn("PgRefreshTokens.revokeAll")(
      function* (userId: UserId) {
        yield* inTurn(userId)
        yield* sql`delete from refresh_tokens where user_id = ${userId}`
      },
      sql.withTransaction,
      orUnavailable
    )

    return RefreshTokens.of({ issue, rotate, revoke, revokeAll })
  })
)
