import { Context, Effect, Layer, Option, type Redacted } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { Email, type User, Username } from "../user/User.ts"
import { UserRepository } from "../user/UserRepository.ts"
import { type TokenData, TokenRejected } from "./TokenData.ts"
import { TokenVerifier } from "./TokenVerifier.ts"

/** What a user may ask in a day until an administrator says otherwise. */
const defaultDailyLimit = 100

/** A name for an account nobody has named: from the provider and the account, safe and as good as unique. */
const usernameFor = ({ provider, sub }: TokenData): Username =>
  Username.make(
    `${provider}_${sub}`
      .replace(/[^A-Za-z0-9_]/g, "_")
      .slice(0, 50)
      .padEnd(3, "_")
  )

/** Who is asking. */
export class AuthService extends Context.Service<
  AuthService,
  {
    /**
     * The user of a good token, entered at the first sign-in. An inactive user and a token without a usable identity
     * are rejected like a bad token.
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
        return yield* users
          .create({
            username: usernameFor(token),
            email: Email.make(token.email ?? `${usernameFor(token).toLowerCase()}@users.invalid`),
            profileImageUrl: token.picture,
            isActive: true,
            isAdmin: false,
            dailyRequestLimit: defaultDailyLimit,
            provider: token.provider,
            providerAccountId: token.sub
          })
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
