import { TokenData, TokenRejected } from "@mma-savant/core/auth/TokenData"
import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { TokenVerifier } from "@mma-savant/core/auth/TokenVerifier"
import { Clock, Context, Duration, Effect, Layer, Redacted, Schema } from "effect"
import { jwtVerify, SignJWT } from "jose"

/** RFC 7518, 3.2: a key of HS256 has at least as many bytes as the hash. */
const minSecretBytes = 32

/** Longer tokens are not even looked at. */
const maxTokenBytes = 16 * 1024

/** Seconds by which clocks may differ. */
const skew = 15

const party = "mma-savant"

/** The secret cannot sign tokens. `message` is one sentence for whoever configured it, without the secret. */
export class SecretUnusable extends Schema.TaggedError<SecretUnusable>()("SecretUnusable", {
  message: Schema.String
}) {}

// No store keeps a NUL, so nobody can be known by one.
const text = Schema.NonEmptyString.pipe(Schema.check(Schema.isPattern(/^[^\0]*$/)))

const Claims = Schema.Struct({
  provider: text,
  sub: text,
  email: Schema.NullOr(text).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
  name: Schema.NullOr(text).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
  picture: Schema.NullOr(text).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
  iat: Schema.Int,
  exp: Schema.Int
})

const decodeClaims = Schema.decodeUnknownEffect(Claims)

/** Tokens signed with HS256 and a secret of at least 32 bytes that issuer and verifier share; times are in seconds. */
export const layer = (secret: Redacted.Redacted<string>) =>
  Layer.effectContext(
    Effect.gen(function* () {
      const key = new TextEncoder().encode(Redacted.value(secret))
      if (key.length < minSecretBytes) {
        return yield* new SecretUnusable({ message: `The token secret must have at least ${minSecretBytes} bytes.` })
      }

      const verifier = TokenVerifier.of({
        verify: Effect.fn("TokenVerifier.verify")(
          function* (token) {
            const compact = Redacted.value(token)
            if (compact.length > maxTokenBytes) return yield* new TokenRejected()
            const now = yield* Clock.currentTimeMillis
            const { payload } = yield* Effect.tryPromise(() =>
              jwtVerify(compact, key, {
                algorithms: ["HS256"],
                issuer: party,
                audience: party,
                clockTolerance: skew,
                requiredClaims: ["exp", "iat"],
                currentDate: new Date(now)
              })
            )
            return new TokenData(yield* decodeClaims(payload))
          },
          Effect.mapError(() => new TokenRejected())
        )
      })

      const issuer = TokenIssuer.of({
        issue: Effect.fn("TokenIssuer.issue")(function* ({ email, name, provider, sub }, lifetime) {
          const iat = Math.floor((yield* Clock.currentTimeMillis) / 1000)
          const token = yield* Effect.promise(() =>
            new SignJWT({ provider, ...(email === null ? {} : { email }), ...(name === null ? {} : { name }) })
              .setProtectedHeader({ alg: "HS256", typ: "JWT" })
              .setIssuer(party)
              .setAudience(party)
              .setSubject(sub)
              .setJti(crypto.randomUUID())
              .setIssuedAt(iat)
              .setExpirationTime(iat + Math.floor(Duration.toSeconds(lifetime)))
              .sign(key)
          )
          return Redacted.make(token)
        })
      })

      return Context.make(TokenVerifier, verifier).pipe(Context.add(TokenIssuer, issuer))
    })
  )
