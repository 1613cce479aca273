import { PasswordBook } from "@mma-savant/core/auth/PasswordBook"
import type { UserId } from "@mma-savant/core/Identity"
import { Array, Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"

const hashesIn = rowsOf(Schema.Struct({ hash: Schema.String }))

export const layer = Layer.effect(
  PasswordBook,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient

    const find = Effect.fn("PgPasswordBook.find")(function* (userId: UserId) {
      const found = yield* hashesIn(sql`select hash from passwords where user_id = ${userId}`)
      return Option.map(Array.head(found), ({ hash }) => hash)
    })

    const set = Effect.fn("PgPasswordBook.set")((userId: UserId, hash: string) =>
      Effect.asVoid(
        orUnavailable(sql`
          insert into passwords (user_id, hash, changed_at)
          select id, ${hash}, now() from users where id = ${userId} for key share
          on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`)
      )
    )

    return PasswordBook.of({ find, set })
  })
)
