import { Context, Effect, Layer, Option, Schema } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { type Email, type EmailTaken, type User, Username, type UsernameTaken } from "../user/User.ts"
import { UserRepository } from "../user/UserRepository.ts"
import { newcomer } from "../user/UserService.ts"
import type { Password } from "./Password.ts"
import { PasswordBook } from "./PasswordBook.ts"
import { PasswordHasher } from "./PasswordHasher.ts"
import { TokenRejected } from "./TokenData.ts"

/** Who signs up with a password. */
export interface SignUp {
  readonly username: Username
  readonly email: Email
  readonly password: Password
}

const isUsername = Schema.is(Username)

/** Users who sign in with a name and a password of ours, no identity provider needed. */
export class LocalAccounts extends Context.Service<
  LocalAccounts,
  {
    /** Enters a user without rights, whose address is not verified. */
    readonly enter: (signUp: SignUp) => Effect.Effect<User, UsernameTaken | EmailTaken | StoreUnavailable>
    /** The active user of a name and password; it takes as long for a name that nobody has. */
    readonly check: (username: string, password: Password) => Effect.Effect<User, TokenRejected | StoreUnavailable>
    readonly setPassword: (user: User, password: Password) => Effect.Effect<void, StoreUnavailable>
    /** Whether the password is the user's; null is that of a user who has none. */
    readonly matches: (user: User, password: Password | null) => Effect.Effect<boolean, StoreUnavailable>
  }
>()("@mma-savant/core/auth/LocalAccounts") {
  static readonly layer = Layer.effect(
    LocalAccounts,
    Effect.gen(function* () {
      const users = yield* UserRepository
      const book = yield* PasswordBook
      const hasher = yield* PasswordHasher

      const matches = Effect.fn("LocalAccounts.matches")(function* ({ id }: User, password: Password | null) {
        const hash = Option.getOrNull(yield* book.find(id))
        return password === null ? hash === null : yield* hasher.verify(password, hash)
      })

      const setPassword = Effect.fn("LocalAccounts.setPassword")(function* ({ id }: User, password: Password) {
        yield* book.set(id, yield* hasher.hash(password))
      })

      const enterWith = Effect.fnUntraced(function* ({ email, username }: SignUp, hash: string) {
        const user = yield* users.create({
          username,
          email,
          emailVerified: false,
          ...newcomer,
          provider: "local",
          providerAccountId: crypto.randomUUID()
        })
        // Nobody is left behind who has the name and can never sign in.
        yield* Effect.onError(book.set(user.id, hash), () => Effect.ignore(users.remove(user.id)))
        return user
      }, Effect.uninterruptible)

      return LocalAccounts.of({
        // Whoever goes away while the hash waits its turn leaves the queue.
        enter: Effect.fn("LocalAccounts.enter")(function* (signUp) {
          return yield* enterWith(signUp, yield* hasher.hash(signUp.password))
        }),
        check: Effect.fn("LocalAccounts.check")(function* (username, password) {
          const user = isUsername(username) ? Option.getOrNull(yield* users.findBy({ username })) : null
          const good = user === null ? yield* hasher.verify(password, null) : yield* matches(user, password)
          return good && user?.isActive ? user : yield* new TokenRejected()
        }),
        matches,
        setPassword
      })
    })
  )
}
