import type { TokenData } from "@mma-savant/core/auth/TokenData"
import { type Borne, revocationGrace, TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import type { UserId } from "@mma-savant/core/Identity"
import { DateTime, Duration, Effect, Layer, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"

const verdictsIn = rowsOf(Schema.Struct({ revoked: Schema.Boolean }))
const placesIn = rowsOf(Schema.Struct({ place: Schema.Int }))

const present = Effect.map(DateTime.now, DateTime.toDateUtc)

const latest = Date.UTC(9999, 11, 31)

/** The instant of a token's date, or the nearest that Postgres and JavaScript both can write. */
const instant = (seconds: number): Date => new Date(Math.max(0, Math.min(latest, Math.round(seconds * 1000))))

export const layer = Layer.effect(
  TokenRevocations,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const revoke = Effect.fn("PgTokenRevocations.revoke")(function* ({ exp, id }: Pick<TokenData, "id" | "exp">) {
      yield* sql`
        with forgotten as (delete from revoked_tokens where expires_at <= ${yield* present} and id <> ${id})
        insert into revoked_tokens as known (id, expires_at)
        values (${id}, ${instant(exp + Duration.toSeconds(revocationGrace))})
        on conflict (id) do update set expires_at = greatest(known.expires_at, excluded.expires_at)`
    }, orUnavailable)

    const revokeUntil = Effect.fn("PgTokenRevocations.revokeUntil")((userId: UserId, until: DateTime.Utc) =>
      Effect.asVoid(
        orUnavailable(sql`
          update users set tokens_valid_after = greatest(tokens_valid_after, ${DateTime.toDateUtc(until)})
          where id = ${userId}`)
      )
    )

    const isRevoked = Effect.fn("PgTokenRevocations.isRevoked")(function* (
      { iat, id }: Borne["token"],
      userId: UserId
    ) {
      const [verdict] = yield* verdictsIn(sql`
        select exists (select from revoked_tokens where id = ${id} and expires_at > ${yield* present})
          or exists (select from users where id = ${userId} and tokens_valid_after >= ${instant(iat)}) as revoked`)
      return verdict!.revoked
    })

    const areRevoked = Effect.fn("PgTokenRevocations.areRevoked")(function* (many: ReadonlyArray<Borne>) {
      const found = yield* placesIn(sql`
        select place::int
        from unnest(
          ${many.map(({ token }) => token.id)}::text[],
          ${many.map(({ token }) => instant(token.iat))}::timestamptz[],
          ${many.map(({ userId }) => userId)}::int[]
        ) with ordinality as borne (token, issued_at, bearer, place)
        where exists (select from revoked_tokens where id = borne.token and expires_at > ${yield* present})
          or exists (select from users where id = borne.bearer and tokens_valid_after >= borne.issued_at)`)
      const revoked = new Set(found.map(({ place }) => place))
      return many.map((_, index) => revoked.has(index + 1))
    })

    return TokenRevocations.make({ revoke, revokeUntil, isRevoked, areRevoked })
  })
)
