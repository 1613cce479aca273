import { Context, Effect, Hash, Layer, Option, type Redacted, Schema } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { Email, type NewUser, User, Username } from "../user/User.ts"
import { UserRepository } from "../user/UserRepository.ts"
import { type TokenData, TokenRejected } from "./TokenData.ts"
import { TokenVerifier } from "./TokenVerifier.ts"

/** What a user may ask in a day until an administrator says otherwise. */
const defaultDailyLimit = 100

const longestUsername = 50
const isEmail = Schema.is(Email)
const isPicture = Schema.is(User.fields.profileImageUrl)

/** A name for an account nobody has named. Where letters of the account are lost in it, a mark tells it from others. */
const usernameFor = ({ provider, sub }: TokenData): Username => {
  const account = `${provider}_${sub}`
  const safe = account.toLowerCase().replace(/[^a-z0-9_]/g, "_")
  if (safe === account && safe.length <= longestUsername) return Username.make(safe)
  const mark = `_${(Hash.string(account) >>> 0).toString(36)}`
  return Username.make(safe.slice(0, longestUsername - mark.length) + mark)
}

/** Null where the token names an address that is none. */
const newUser = (token: TokenData): NewUser | null => {
  const username = usernameFor(token)
  const email = token.email ?? `${username}@users.invalid`
  if (!isEmail(email)) return null
  return {
    username,
    email,
    profileImageUrl: isPicture(token.picture) ? token.picture : null,
    isActive: true,
    isAdmin: false,
    dailyRequestLimit: defaultDailyLimit,
    provider: token.provider,
    providerAccountId: token.sub
  }
}

/** Who is asking. */
export class AuthService extends Context.Service<
  AuthService,
  {
    /**
     * The user of a good token, entered at the first sign-in. An inactive user, an address that is none or that
     * somebody else has, and a name that is taken are rejected like a bad token.
     */
    readonly getCurrentUser: (token: Redacted.Redacted<string>) => Effect.Effect<User, TokenRejected | StoreUnavailable>
  }
>()("@mma-savant/core/auth/AuthService") {
  static readonly layer = Layer.effect(
    AuthService,
    Effect.gen(function* () {
      const verifier = yield* TokenVerifier
      const users = yield* UserRepository

      const signUp = Effect.fnUntraced(function* (token: TokenData) {
        const entry = newUser(token)
        if (entry === null) return yield* new TokenRejected()
        return yield* users
          .create(entry)
          .pipe(Effect.catchTag(["UsernameTaken", "EmailTaken"], () => new TokenRejected()))
      })

      return AuthService.of({
        getCurrentUser: Effect.fn("AuthService.getCurrentUser")(function* (token) {
          const data = yield* verifier.verify(token)
          const known = yield* users.findByAccount(data.provider, data.sub)
          const user = Option.isSome(known) ? known.value : yield* signUp(data)
          return user.isActive ? user : yield* new TokenRejected()
        })
      })
    })
  )
}
