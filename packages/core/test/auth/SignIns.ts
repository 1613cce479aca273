import { assert } from "@effect/vitest"
import { Effect, type Redacted } from "effect"
import { AuthService, type Bearer } from "../../src/auth/AuthService.ts"
import type { TokenData } from "../../src/auth/TokenData.ts"
import { Email, Username } from "../../src/user/User.ts"
import { Provider, password } from "./SomeIdentity.ts"

export const first = password("First-1!")
export const second = password("Second-2!")

/** Signs up with the first password. */
export const signUp = (username: string) =>
  AuthService.use((auth) =>
    auth.signUp({
      username: Username.make(username),
      email: Email.make(`${crypto.randomUUID()}@example.org`),
      password: first
    })
  )

export const signIn = (username: string, given = first) =>
  AuthService.use((auth) => auth.authenticateUser({ username, password: given }))

export const bearerOf = (token: Redacted.Redacted<string>) => AuthService.use((auth) => auth.getCurrentUser(token))

export const refresh = (token: Redacted.Redacted<string>) => AuthService.use((auth) => auth.refreshToken(token))

export const logout = (bearer: Bearer, everywhere: boolean, refreshToken: Redacted.Redacted<string> | null = null) =>
  AuthService.use((auth) => auth.logoutUser(bearer, { everywhere, refreshToken }))

export const hand = (known: Partial<TokenData>) => Provider.use((provider) => provider.hand(known))

/** What an identity provider says of somebody. */
export const ana = { account: { provider: "github", id: "42" }, email: "ana@example.org", emailVerified: true }

/** Whether what was asked for was granted, or the token rejected. */
export const granted = <R>(asked: Effect.Effect<unknown, { readonly _tag: string }, R>) =>
  asked.pipe(
    Effect.as(true),
    Effect.catch(({ _tag }) => {
      assert.strictEqual(_tag, "TokenRejected")
      return Effect.succeed(false)
    })
  )

/** Of each token whether it is good. */
export const good = (tokens: ReadonlyArray<Redacted.Redacted<string>>) =>
  Effect.forEach(tokens, (token) => granted(bearerOf(token)))
