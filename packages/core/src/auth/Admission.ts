import { Context, Effect, Layer, Option, Schema } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import {
  Email,
  EmailTaken,
  longestUsername,
  type NewUser,
  PictureUrl,
  type User,
  Username,
  usernameFrom
} from "../user/User.ts"
import { UserRepository } from "../user/UserRepository.ts"
import { newcomer } from "../user/UserService.ts"
import { type TokenData, TokenRejected } from "./TokenData.ts"

/** Whether the first good sign-in of somebody unknown enters a user. */
export const AutoCreate = Context.Reference<boolean>("@mma-savant/core/auth/AutoCreate", { defaultValue: () => true })

const isEmail = Schema.is(Email)
const isPicture = Schema.is(PictureUrl)

/** An address that nobody has and no message reaches (RFC 2606). */
const noAddress = (): Email => Email.make(`${crypto.randomUUID()}@users.invalid`)

/** The name with a mark that cannot be foreseen, for when somebody else has the name. */
const marked = (name: Username): Username => {
  const mark = `_${crypto.randomUUID().slice(0, 8)}`
  return Username.make(name.slice(0, longestUsername - mark.length) + mark)
}

/** How often a sign-in begins anew when another one gets ahead of it. */
const attempts = 5

/** Finds the user whom a verified token means. */
export class Admission extends Context.Service<
  Admission,
  {
    /**
     * By our own id, else by the account at the identity provider, else by an address that both sides have verified.
     * Somebody unknown who has an address is entered, without rights, if {@link AutoCreate} allows it; a token that says
     * no more than `sub` enters nobody. Rejected like a bad token: an unknown id, and a user who is not active.
     */
    readonly admit: (token: TokenData) => Effect.Effect<User, TokenRejected | StoreUnavailable>
  }
>()("@mma-savant/core/auth/Admission") {
  static readonly layer = Layer.effect(
    Admission,
    Effect.gen(function* () {
      const users = yield* UserRepository
      const autoCreate = yield* AutoCreate

      const byAddress = ({ email, emailVerified }: TokenData) =>
        email !== null && emailVerified
          ? Effect.map(
              users.findBy({ email }),
              Option.filter((user) => user.emailVerified)
            )
          : Effect.succeedNone

      const known = Effect.fnUntraced(function* (token: TokenData) {
        if (token.userId !== null) return yield* users.find(token.userId)
        const { id, provider } = token.account
        const byAccount = yield* users.findBy({ provider, providerAccountId: id })
        return Option.isSome(byAccount) ? byAccount : yield* byAddress(token)
      })

      /** The address as it can be entered: one that is verified is taken from a holder who never proved it. */
      const addressFor = Effect.fnUntraced(function* (email: Email, emailVerified: boolean) {
        const holder = yield* users.findBy({ email })
        if (Option.isNone(holder)) return { email, emailVerified }
        if (!emailVerified) return { email: noAddress(), emailVerified }
        if (holder.value.emailVerified) return yield* new EmailTaken({ email })
        yield* users.update(holder.value.id, { email: noAddress(), emailVerified: false })
        return { email, emailVerified }
      })

      const enter = Effect.fnUntraced(function* ({ account, email, emailVerified, picture }: TokenData) {
        if (!autoCreate || email === null || !isEmail(email)) return yield* new TokenRejected()
        const username = usernameFrom(email)
        const entry: NewUser = {
          ...newcomer,
          ...(yield* addressFor(email, emailVerified)),
          username,
          profileImageUrl: isPicture(picture) ? picture : null,
          provider: account.provider,
          providerAccountId: account.id
        }
        return yield* users
          .create(entry)
          .pipe(Effect.catchTag("UsernameTaken", () => users.create({ ...entry, username: marked(username) })))
      })

      const attempt = Effect.fnUntraced(function* (token: TokenData) {
        const found = yield* known(token)
        if (Option.isSome(found)) return found.value
        return token.userId === null ? yield* enter(token) : yield* new TokenRejected()
      })

      return Admission.of({
        admit: Effect.fn("Admission.admit")(function* (token) {
          const user = yield* attempt(token).pipe(
            Effect.retry({
              times: attempts - 1,
              // Somebody else was entered with the name or the address, or went away, in the same moment.
              while: ({ _tag }) => _tag !== "TokenRejected" && _tag !== "StoreUnavailable"
            }),
            Effect.catchTag(["UsernameTaken", "EmailTaken", "UserNotFound"], () => Effect.fail(new TokenRejected()))
          )
          return user.isActive ? user : yield* new TokenRejected()
        })
      })
    })
  )
}
