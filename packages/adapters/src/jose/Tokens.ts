import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { TokenVerifier } from "@mma-savant/core/auth/TokenVerifier"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Clock, Context, Effect, Layer, Redacted } from "effect"
import { decodeJwt } from "jose"
import * as GoogleTokens from "./GoogleTokens.ts"
import type { Issuer } from "./Issuer.ts"
import * as OwnTokens from "./OwnTokens.ts"
import { remembering } from "./Remembered.ts"
import { bytesOf, SecretUnusable } from "./SecretUnusable.ts"
import * as SessionTokens from "./SessionTokens.ts"
import * as SignedTokens from "./SignedTokens.ts"

/** Whose tokens are good. Secrets have 32 bytes at least. */
export interface TokenOptions {
  /** What our own tokens are signed with; nobody else has it. */
  readonly ownSecret: Redacted.Redacted<string>
  /** Those of the front end's Auth.js or NextAuth, of which any may be in use. */
  readonly sessionSecrets: ReadonlyArray<Redacted.Redacted<string>>
  /** What tokens are signed with by HS256. */
  readonly signedSecret: Redacted.Redacted<string> | null
  /** Where the keys are that tokens are signed with by RS256, ES256 or EdDSA; needs `issuer` and `audience`. */
  readonly keySetUrl: URL | null
  /** The `iss` that signed tokens must have, if any. */
  readonly issuer: string | null
  /** The `aud` that signed tokens must have, if any. */
  readonly audience: string | null
  readonly google: GoogleTokens.GoogleOptions | null
}

/** Longer tokens are not even looked at. */
const maxTokenBytes = 16 * 1024

/** Issuers by the shape of their tokens (RFC 7516, 9). */
interface Issuers {
  readonly encrypted: ReadonlyArray<Issuer>
  readonly signed: ReadonlyArray<Issuer>
}

/** Whose the token would be: by its shape, and by the issuer that it names, which it may do wrongly. */
const issuersOf = (compact: string, { encrypted, signed }: Issuers): ReadonlyArray<Issuer> => {
  if (compact.length > maxTokenBytes || !/^[\w.-]+$/.test(compact)) return []
  const parts = compact.split(".").length
  if (parts === 5) return encrypted
  if (parts !== 3) return []
  const { iss } = decodeJwt(compact)
  return signed.filter(({ names }) => names === null || (iss !== undefined && names.includes(iss)))
}

/** The judgement of the first issuer that finds the token good. */
const judging =
  (issuers: Issuers): Issuer["verify"] =>
  async (compact, now) => {
    let unavailable: StoreUnavailable | null = null
    for (const { verify } of issuersOf(compact, issuers)) {
      try {
        return await verify(compact, now)
      } catch (cause) {
        if (cause instanceof StoreUnavailable) unavailable = cause
      }
    }
    throw unavailable ?? new TokenRejected()
  }

const verifying = (span: string, verify: Issuer["verify"]) =>
  Effect.fn(span)(function* (token: Redacted.Redacted<string>) {
    const now = yield* Clock.currentTimeMillis
    return yield* Effect.tryPromise({
      try: () => verify(Redacted.value(token), new Date(now)),
      catch: (cause) => (cause instanceof StoreUnavailable ? cause : new TokenRejected())
    })
  })

const signedIssuers = Effect.fnUntraced(function* (options: TokenOptions) {
  const { audience, issuer, keySetUrl, ownSecret, signedSecret } = options
  const issuers: Array<Issuer> = []
  if (signedSecret !== null) {
    if (Redacted.value(signedSecret) === Redacted.value(ownSecret)) {
      return yield* new SecretUnusable({ message: "AUTH_JWT_SECRET must be another secret than TOKEN_SECRET." })
    }
    const key = yield* bytesOf("AUTH_JWT_SECRET", signedSecret)
    issuers.push(SignedTokens.ofSecret(key, issuer, audience))
  }
  if (keySetUrl !== null) {
    if (issuer === null || audience === null) {
      return yield* new SecretUnusable({ message: "AUTH_JWKS_URL needs AUTH_ISSUER and AUTH_AUDIENCE as well." })
    }
    issuers.push(SignedTokens.ofKeySet(keySetUrl, issuer, audience))
  }
  return issuers
})

/** Tokens of every issuer in the options, and our own. Keys are fetched when a token first needs them, and kept. */
export const layer = (options: TokenOptions): Layer.Layer<TokenVerifier | TokenIssuer, SecretUnusable> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const ownKey = yield* bytesOf("TOKEN_SECRET", options.ownSecret)
      const secrets = yield* Effect.forEach(options.sessionSecrets, (secret) => bytesOf("NEXTAUTH_SECRET", secret))
      const encrypted = [yield* Effect.promise(() => SessionTokens.make(secrets))]
      const signed = yield* signedIssuers(options)
      const own = OwnTokens.issuer(ownKey)
      const google = options.google === null ? [] : [GoogleTokens.make(options.google)]

      const verifier = TokenVerifier.of({
        verify: verifying("TokenVerifier.verify", remembering(judging({ encrypted, signed: [own, ...signed] }))),
        verifyLogin: verifying("TokenVerifier.verifyLogin", judging({ encrypted, signed: [...signed, ...google] }))
      })
      const issuer = TokenIssuer.of({ issue: OwnTokens.issue(ownKey) })
      return Context.make(TokenVerifier, verifier).pipe(Context.add(TokenIssuer, issuer))
    })
  )
