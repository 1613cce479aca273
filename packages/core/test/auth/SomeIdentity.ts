import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Clock, Context, DateTime, Duration, Effect, Layer, Redacted } from "effect"
import { Admission } from "../../src/auth/Admission.ts"
import { AuthService } from "../../src/auth/AuthService.ts"
import { LocalAccounts } from "../../src/auth/LocalAccounts.ts"
import type { Password } from "../../src/auth/Password.ts"
import { PasswordHasher } from "../../src/auth/PasswordHasher.ts"
import { TokenData, TokenRejected } from "../../src/auth/TokenData.ts"
import { TokenIssuer } from "../../src/auth/TokenIssuer.ts"
import { TokenVerifier } from "../../src/auth/TokenVerifier.ts"
import { UserService } from "../../src/user/UserService.ts"

/** A token of an identity provider, issued in 1970 and good for an hour, that says what is known. */
export const tokenData = (known: Partial<TokenData> = {}): TokenData => {
  const id = crypto.randomUUID()
  return new TokenData({
    sub: id,
    userId: null,
    account: { provider: "github", id },
    email: null,
    emailVerified: false,
    name: null,
    picture: null,
    id,
    iat: 0,
    exp: 3600,
    ...known
  })
}

export const password = (text: string): Password => Redacted.make(text)

/** An identity provider: hands out tokens that say what a test wants. */
export class Provider extends Context.Service<
  Provider,
  { readonly hand: (known: Partial<TokenData>) => Effect.Effect<Redacted.Redacted<string>> }
>()("@mma-savant/core/test/auth/Provider") {}

/** Knows the tokens that were handed out by what they are, not by what is written in them. */
const tokens = Layer.effectContext(
  Effect.sync(() => {
    const [own, foreign] = [new Map<string, TokenData>(), new Map<string, TokenData>()]

    const keep = (kept: Map<string, TokenData>, data: TokenData) =>
      Effect.sync(() => {
        kept.set(data.id, data)
        return Redacted.make(data.id)
      })

    const verify =
      (...known: ReadonlyArray<Map<string, TokenData>>) =>
      (token: Redacted.Redacted<string>) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const data = known.map((kept) => kept.get(Redacted.value(token))).find((found) => found !== undefined)
          return data !== undefined && now / 1000 < data.exp + 15
            ? Effect.succeed(data)
            : Effect.fail(new TokenRejected())
        })

    const issuer = TokenIssuer.of({
      issue: Effect.fnUntraced(function* (holder, lifetime, issuedAt) {
        const iat = DateTime.toEpochMillis(issuedAt ?? (yield* DateTime.now)) / 1000
        const userId = "id" in holder ? holder.id : null
        return yield* keep(own, tokenData({ userId, iat, exp: iat + Duration.toSeconds(lifetime) }))
      })
    })

    return Context.make(TokenIssuer, issuer).pipe(
      Context.add(TokenVerifier, TokenVerifier.of({ verify: verify(own, foreign), verifyLogin: verify(foreign) })),
      Context.add(Provider, Provider.of({ hand: (known) => keep(foreign, tokenData(known)) }))
    )
  })
)

/** How many passwords were compared with a hash, or with nothing for as long. */
export class Comparisons extends Context.Service<Comparisons, { count: number }>()(
  "@mma-savant/core/test/auth/Comparisons"
) {}

/** Hashes in no time. */
const hasher = Layer.effectContext(
  Effect.sync(() => {
    const comparisons = { count: 0 }
    const hasher = PasswordHasher.of({
      hash: (password) => Effect.sync(() => `${crypto.randomUUID()} ${Redacted.value(password)}`),
      verify: (password, hash) =>
        Effect.sync(() => {
          comparisons.count++
          return hash?.slice(37) === Redacted.value(password)
        })
    })
    return Context.make(PasswordHasher, hasher).pipe(Context.add(Comparisons, comparisons))
  })
)

/** The services around users and sign-ins over `ports`, and all that they stand on. */
export const identityOver = <A, E>(ports: Layer.Layer<A, E, never>) =>
  Layer.mergeAll(AuthService.layer, UserService.layer).pipe(
    Layer.provideMerge(Layer.mergeAll(Admission.layer, LocalAccounts.layer)),
    Layer.provideMerge(Layer.mergeAll(tokens, hasher)),
    Layer.provideMerge(ports)
  )

export const identity = identityOver(Memory.layer)
