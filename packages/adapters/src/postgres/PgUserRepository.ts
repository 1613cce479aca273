import { UserId } from "@mma-savant/core/Identity"
import { listing } from "@mma-savant/core/Listing"
import {
  EmailTaken,
  type NewUser,
  User,
  type UserChanges,
  UserCounts,
  UserNotFound,
  UsernameTaken
} from "@mma-savant/core/user/User"
import { type UserKey, UserRepository, type UserSearch } from "@mma-savant/core/user/UserRepository"
import { Array, DateTime, Effect, Layer, Option, Schema, Struct } from "effect"
import { SqlClient, type SqlError } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { containing, storable } from "./Text.ts"

const decode = Schema.decodeUnknownEffect(Schema.Array(User))
const usersIn = rowsOf(User)
const idsIn = rowsOf(Schema.Struct({ id: UserId }))
const countsIn = rowsOf(UserCounts)

const columnOf = {
  username: "username",
  email: "email",
  emailVerified: "email_verified",
  profileImageUrl: "profile_image_url",
  isActive: "is_active",
  isAdmin: "is_admin",
  dailyRequestLimit: "daily_request_limit"
} as const satisfies Record<keyof UserChanges, string>

const selection = Object.entries({ id: "id", ...columnOf, createdAt: "created_at", updatedAt: "updated_at" })
const factNames = Struct.keys(columnOf)

/** The columns of the facts that are named, and of nothing else. */
const rowOf = (facts: UserChanges) => Struct.renameKeys(Struct.pick(facts, factNames), columnOf)

/** What a violated constraint means to whoever asked. */
const refusal = (
  { constraint }: SqlError.UniqueViolation,
  { email = "", username = "" }: { readonly email?: string; readonly username?: string }
) => (constraint === "users_email" ? new EmailTaken({ email }) : new UsernameTaken({ username }))

export const layer = Layer.effect(
  UserRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const columns = sql.literal(selection.map(([fact, column]) => `${column} as "${fact}"`).join(", "))
    const first = (statement: Effect.Effect<ReadonlyArray<object>, SqlError.SqlError>) =>
      Effect.map(Effect.flatMap(statement, decode), Array.head)

    const folded = (text: string) => sql`lower(${storable(text)}::text collate "C")`

    const meant = (key: UserKey) => {
      if ("username" in key) return sql`lower(username) = ${folded(key.username)}`
      if ("email" in key) return sql`lower(email) = ${folded(key.email)}`
      return sql`provider = ${storable(key.provider)} and provider_account_id = ${storable(key.providerAccountId)}`
    }

    const by = (key: UserKey) => first(sql`select ${columns} from users where ${meant(key)}`)

    const insert = Effect.fnUntraced(function* (user: NewUser) {
      const now = DateTime.toDateUtc(yield* DateTime.now)
      const row = {
        ...rowOf(user),
        provider: storable(user.provider),
        provider_account_id: storable(user.providerAccountId),
        created_at: now,
        updated_at: now
      }
      return yield* first(sql`
        insert into users ${sql.insert(row)} on conflict on constraint users_account do nothing returning ${columns}`)
    })

    const create = Effect.fn("PgUserRepository.create")(function* (user: NewUser) {
      const { provider, providerAccountId } = user
      const known = by({ provider, providerAccountId })
      const entered = yield* insert(user).pipe(
        // Of two who enter one account at the same time the later may be told that the name is taken: by itself.
        Effect.catchReason("SqlError", "UniqueViolation", (violation) =>
          Effect.filterOrFail(known, Option.isSome, () => refusal(violation, user))
        )
      )
      return Option.isSome(entered) ? entered.value : Option.getOrThrow(yield* known)
    }, orUnavailable)

    const find = Effect.fn("PgUserRepository.find")((id: UserId) =>
      orUnavailable(first(sql`select ${columns} from users where id = ${id}`))
    )

    const active = Effect.fn("PgUserRepository.active")(function* (ids: ReadonlyArray<UserId>) {
      const found = yield* idsIn(sql`select id from users where id = any(${ids}::int[]) and is_active`)
      return new Set(found.map(({ id }) => id))
    })

    const findBy = Effect.fn("PgUserRepository.findBy")((key: UserKey) => orUnavailable(by(key)))

    const update = Effect.fn("PgUserRepository.update")(function* (id: UserId, changes: UserChanges) {
      const row = { ...rowOf(changes), updated_at: DateTime.toDateUtc(yield* DateTime.now) }
      const changed = yield* first(sql`update users set ${sql.update(row)} where id = ${id} returning ${columns}`).pipe(
        Effect.catchReason("SqlError", "UniqueViolation", (violation) => Effect.fail(refusal(violation, changes)))
      )
      return yield* Effect.fromOption(changed, () => new UserNotFound({ id }))
    }, orUnavailable)

    const remove = Effect.fn("PgUserRepository.remove")(function* (id: UserId) {
      const removed = yield* idsIn(sql`delete from users where id = ${id} returning id`)
      return removed.length > 0
    })

    const search = Effect.fn("PgUserRepository.search")(function* ({ after, limit, text }: UserSearch) {
      const pattern = folded(containing(text))
      const conditions = [
        text === "" ? [] : sql`(lower(username) like ${pattern} or lower(email) like ${pattern})`,
        after === null ? [] : sql`(lower(username), id) > (${storable(after.key)}::text, ${after.id}::bigint)`
      ].flat()
      const found = yield* usersIn(
        sql`select ${columns} from users where ${sql.and(conditions)} order by lower(username), id limit ${limit + 1}`
      )
      return listing(found, limit, ({ id, username }) => ({ key: username.toLowerCase(), id }))
    })

    const counts = countsIn(sql`
      select count(*)::int as total, (count(*) filter (where is_active))::int as active,
        (count(*) filter (where is_active and is_admin))::int as admins
      from users`).pipe(
      Effect.map(([all]) => all!),
      Effect.withSpan("PgUserRepository.counts")
    )

    return UserRepository.make({ create, find, active, findBy, update, remove, search, counts })
  })
)
