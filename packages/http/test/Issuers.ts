import { encode } from "@auth/core/jwt"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import { Context, Effect, Layer, Redacted } from "effect"
import { bytes, keyServer, pair, sessionSecret, sign, signedSecret } from "../../adapters/test/jose/Forge.ts"
import { trusted } from "./TestServer.ts"

type Claims = Readonly<Record<string, unknown>>
type Make = (claims: Claims) => Effect.Effect<string>

/** Tokens that are good for five minutes from now, unless the claims say otherwise. */
export class Issuers extends Context.Service<
  Issuers,
  {
    /** By Auth.js, encrypted. */
    readonly session: Make
    /** By somebody who shares a secret with us. */
    readonly shared: Make
    /** By somebody whose public keys we know. */
    readonly keys: Make
    /** By the same, with a key that is not in the set. */
    readonly otherKey: Make
    /** By the same, with the public key as the secret of another algorithm. */
    readonly swapped: Make
    readonly google: Make
  }
>()("test/Issuers") {}

const parties = { iss: "https://id.example", aud: "savant" }
const client = { iss: "https://accounts.google.com", aud: "our-client", email_verified: true }

const lasting = (claims: Claims): Claims => {
  const now = Math.floor(Date.now() / 1000)
  return { iat: now, exp: now + 300, ...claims }
}

/** A server's tokens of every kind, and the issuers of them. */
export const layer = Layer.unwrap(
  Effect.gen(function* () {
    const server = yield* keyServer
    const [ours, google, other] = yield* Effect.promise(() =>
      Promise.all([pair("ES256", "k"), pair("RS256", "g"), pair("ES256", "k")])
    )
    server.publish(ours.jwk, google.jwk)
    const issuers = Issuers.of({
      session: (claims) =>
        Effect.promise(() =>
          encode({ token: { ...claims }, secret: sessionSecret, salt: "authjs.session-token", maxAge: 300 })
        ),
      shared: (claims) => sign(lasting({ ...parties, ...claims }), "HS256", bytes(signedSecret)),
      keys: (claims) => sign(lasting({ ...parties, ...claims }), "ES256", ours.privateKey, "k"),
      otherKey: (claims) => sign(lasting({ ...parties, ...claims }), "ES256", other.privateKey, "k"),
      swapped: (claims) => sign(lasting({ ...parties, ...claims }), "HS256", bytes(JSON.stringify(ours.jwk)), "k"),
      google: (claims) => sign(lasting({ ...client, ...claims }), "RS256", google.privateKey, "g")
    })
    const tokens = Tokens.layer({
      ...trusted,
      sessionSecrets: [Redacted.make(sessionSecret)],
      signedSecret: Redacted.make(signedSecret),
      keySetUrl: server.url,
      issuer: parties.iss,
      audience: parties.aud,
      google: { clientIds: [client.aud], keySetUrl: server.url }
    })
    return Layer.merge(Layer.succeed(Issuers, issuers), tokens)
  })
)
