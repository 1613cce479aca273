import { Context, DateTime, Duration, Effect, Layer, type Redacted } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { EmailTaken, User, UsernameTaken } from "../user/User.ts"
import { UserRepository } from "../user/UserRepository.ts"
import { Admission } from "./Admission.ts"
import { LocalAccounts, type SignUp } from "./LocalAccounts.ts"
import type { Password } from "./Password.ts"
import { type RefreshToken, RefreshTokens } from "./RefreshTokens.ts"
import { endSignIns } from "./SignIns.ts"
import { type TokenData, TokenRejected } from "./TokenData.ts"
import { TokenIssuer } from "./TokenIssuer.ts"
import { TokenRevocations } from "./TokenRevocations.ts"
import { TokenVerifier } from "./TokenVerifier.ts"

/** How long an access token is good. */
export const accessLifetime: Duration.Duration = Duration.minutes(15)

/** Who bears a good token. */
export interface Bearer {
  readonly user: User
  readonly token: TokenData
}

/** What a sign-in gives. */
export interface Grant {
  readonly user: User
  readonly accessToken: Redacted.Redacted<string>
  /** How long the access token is good. */
  readonly expiresIn: Duration.Duration
  readonly refreshToken: RefreshToken
}

/** How somebody proves who they are: a token of an identity provider, or a name and password of ours. */
export type Credentials =
  | { readonly token: Redacted.Redacted<string> }
  | { readonly username: string; readonly password: Password }

export interface Logout {
  /** The refresh token of the sign-in that ends; null where the client has none. */
  readonly refreshToken: RefreshToken | null
  /** Whether every sign-in of the user ends. */
  readonly everywhere: boolean
}

type Rejected = TokenRejected | StoreUnavailable

/** The id of no token. */
const noToken = ""

/** Who is asking, and for how long. */
export class AuthService extends Context.Service<
  AuthService,
  {
    readonly verifyToken: TokenVerifier["Service"]["verify"]
    /** The active user of a good token that has not been revoked, entered at the first sign-in. */
    readonly getCurrentUser: (token: Redacted.Redacted<string>) => Effect.Effect<Bearer, Rejected>
    /** The active user of a token that was found good before, however long ago, and has not been revoked since. */
    readonly recogniseUser: (id: UserId, token: Pick<TokenData, "id" | "iat">) => Effect.Effect<User, Rejected>
    readonly authenticateUser: (credentials: Credentials) => Effect.Effect<Grant, Rejected>
    /** A new pair for a refresh token, which is good once. */
    readonly refreshToken: (token: RefreshToken) => Effect.Effect<Grant, Rejected>
    /** Enters a user with a name and a password, and signs them in. */
    readonly signUp: (signUp: SignUp) => Effect.Effect<Grant, UsernameTaken | EmailTaken | StoreUnavailable>
    readonly logoutUser: (bearer: Bearer, logout: Logout) => Effect.Effect<void, StoreUnavailable>
    /**
     * Ends every sign-in of the user and begins a new one. `current` is the password until now; a user who has none yet
     * gives null. Once begun it runs to its end: no sign-in outlives its password.
     */
    readonly changePassword: (user: User, current: Password | null, next: Password) => Effect.Effect<Grant, Rejected>
  }
>()("@mma-savant/core/auth/AuthService") {
  static readonly layer = Layer.effect(
    AuthService,
    Effect.gen(function* () {
      const verifier = yield* TokenVerifier
      const issuer = yield* TokenIssuer
      const refreshTokens = yield* RefreshTokens
      const revocations = yield* TokenRevocations
      const admission = yield* Admission
      const locals = yield* LocalAccounts
      const users = yield* UserRepository
      const stores = yield* Effect.context<TokenRevocations | RefreshTokens>()

      const bearerOf = Effect.fnUntraced(function* (token: TokenData) {
        const user = yield* admission.admit(token)
        if (yield* revocations.isRevoked(token, user.id)) return yield* new TokenRejected()
        return { user, token }
      })

      const activeUser = (id: UserId) =>
        users.get(id).pipe(
          Effect.filterOrFail(
            ({ isActive }) => isActive,
            () => new TokenRejected()
          ),
          Effect.catchTag("UserNotFound", () => Effect.fail(new TokenRejected()))
        )

      /**
       * What is granted bears the date on which it was asked for, and ends with all that was asked for until then: when
       * every sign-in of the user ends while this one is under way, so does this one.
       */
      const grant = Effect.fnUntraced(function* (user: User, refreshToken: RefreshToken, asked: DateTime.Utc) {
        // Who asks in the very millisecond in which all of them ended asks after it.
        for (const issuedAt of [asked, DateTime.add(asked, { milliseconds: 1 })]) {
          const iat = DateTime.toEpochMillis(issuedAt) / 1000
          if (yield* revocations.isRevoked({ id: noToken, iat }, user.id)) continue
          const accessToken = yield* issuer.issue(user, accessLifetime, issuedAt)
          return { user, accessToken, expiresIn: accessLifetime, refreshToken }
        }
        yield* refreshTokens.revoke(user.id, refreshToken)
        return yield* new TokenRejected()
      })

      const begin = Effect.fnUntraced(function* (user: User, asked: DateTime.Utc) {
        return yield* grant(user, yield* refreshTokens.issue(user.id), asked)
      })

      const endAll = ({ id }: User) => Effect.provideContext(endSignIns(id), stores)

      const identify = (credentials: Credentials) =>
        "token" in credentials
          ? verifier.verifyLogin(credentials.token).pipe(
              Effect.flatMap(bearerOf),
              Effect.map(({ user }) => user)
            )
          : locals.check(credentials.username, credentials.password)

      return AuthService.of({
        verifyToken: verifier.verify,
        getCurrentUser: Effect.fn("AuthService.getCurrentUser")((token) =>
          Effect.flatMap(verifier.verify(token), bearerOf)
        ),
        recogniseUser: Effect.fn("AuthService.recogniseUser")(function* (id, token) {
          const user = yield* activeUser(id)
          return (yield* revocations.isRevoked(token, id)) ? yield* new TokenRejected() : user
        }),
        authenticateUser: Effect.fn("AuthService.authenticateUser")(function* (credentials) {
          const asked = yield* DateTime.now
          return yield* begin(yield* identify(credentials), asked)
        }),
        refreshToken: Effect.fn("AuthService.refreshToken")(function* (token) {
          const asked = yield* DateTime.now
          const { next, userId } = yield* refreshTokens.rotate(token)
          return yield* grant(yield* activeUser(userId), next, asked)
        }),
        signUp: Effect.fn("AuthService.signUp")(function* (entry) {
          const user = yield* locals.enter(entry)
          // Nobody ends the sign-ins of somebody so new.
          return yield* Effect.catchTag(begin(user, yield* DateTime.now), "TokenRejected", Effect.die)
        }),
        logoutUser: Effect.fn("AuthService.logoutUser")(function* ({ token, user }, { everywhere, refreshToken }) {
          yield* revocations.revoke(token)
          if (everywhere) yield* endAll(user)
          else if (refreshToken !== null) yield* refreshTokens.revoke(user.id, refreshToken)
        }),
        changePassword: Effect.fn("AuthService.changePassword")(function* (user, current, next) {
          if (!(yield* locals.matches(user, current))) return yield* new TokenRejected()
          yield* locals.setPassword(user, next)
          yield* endAll(user)
          return yield* begin(user, yield* DateTime.now)
        }, Effect.uninterruptible)
      })
    })
  )
}
