import type { UserId } from "@mma-savant/core/Identity"
import { EmailTaken, type NewUser, User, UsernameTaken } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Array, Effect, Layer, Option, Schema } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { orUnavailable } from "./Rows.ts"

const decode = Schema.decodeUnknownEffect(Schema.Array(User))

export const layer = Layer.effect(
  UserRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const columns = sql.literal(`id, username, email, profile_image_url as "profileImageUrl", is_active as "isActive",
      is_admin as "isAdmin", daily_request_limit as "dailyRequestLimit", created_at as "createdAt",
      updated_at as "updatedAt"`)
    const first = (statement: Effect.Effect<ReadonlyArray<object>, SqlError.SqlError>) =>
      Effect.map(Effect.flatMap(statement, decode), Array.head)

    const insert = (user: NewUser) =>
      first(sql`
        insert into users (username, email, profile_image_url, is_active, is_admin, daily_request_limit, provider,
          provider_account_id)
        values (${user.username}, ${user.email}, ${user.profileImageUrl}, ${user.isActive}, ${user.isAdmin},
          ${user.dailyRequestLimit}, ${user.provider}, ${user.providerAccountId})
        on conflict on constraint users_account do nothing
        returning ${columns}`)

    const byAccount = (provider: string, providerAccountId: string) =>
      first(sql`
        select ${columns} from users
        where provider = ${provider} and provider_account_id = ${providerAccountId}`)

    /** Of two who enter one account at the same time the later may be told that the name is taken: by itself. */
    const taken =
      ({ email, provider, providerAccountId, username }: NewUser) =>
      (error: SqlError.SqlError) => {
        const { reason } = error
        if (reason._tag !== "UniqueViolation") return Effect.fail(error)
        return Effect.filterOrFail(byAccount(provider, providerAccountId), Option.isSome, () =>
          reason.constraint === "users_email" ? new EmailTaken({ email }) : new UsernameTaken({ username })
        )
      }

    const create = Effect.fn("PgUserRepository.create")(function* (user: NewUser) {
      const entered = yield* Effect.catchTag(insert(user), "SqlError", taken(user))
      if (Option.isSome(entered)) return entered.value
      return Option.getOrThrow(yield* byAccount(user.provider, user.providerAccountId))
    }, orUnavailable)

    const find = Effect.fn("PgUserRepository.find")((id: UserId) =>
      orUnavailable(first(sql`select ${columns} from users where id = ${id}`))
    )

    const findByAccount = Effect.fn("PgUserRepository.findByAccount")((provider: string, providerAccountId: string) =>
      orUnavailable(byAccount(provider, providerAccountId))
    )

    return UserRepository.make({ create, find, findByAccount })
  })
)
