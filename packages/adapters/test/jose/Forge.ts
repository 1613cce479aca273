import { hkdfSync } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import type { TokenData } from "@mma-savant/core/auth/TokenData"
import { TokenVerifier } from "@mma-savant/core/auth/TokenVerifier"
import { Effect, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { type CryptoKey, EncryptJWT, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose"

export const ownSecret = "a secret of our own tokens, long enough"
export const signedSecret = "a secret that an issuer shares with us"
export const sessionSecret = "a secret of the front end's sessions"

/** Tokens of our own and of nobody else. */
export const ownOnly: Tokens.TokenOptions = {
  ownSecret: Redacted.make(ownSecret),
  sessionSecrets: [],
  signedSecret: null,
  keySetUrl: null,
  issuer: null,
  audience: null,
  google: null
}

export const bytes = (text: string) => new TextEncoder().encode(text)
export const base64url = (text: string) => Buffer.from(text).toString("base64url")

/** Seconds since 1970 at which the forged tokens are good. */
export const now = 1_800_000_000

/** What a token is to say, right or wrong; what is undefined is left out. */
type Claims = Readonly<Record<string, unknown>>

/** What a token says at least. */
export const claims = { sub: "s", iat: now, exp: now + 60 }

export type Algorithm = "HS256" | "HS384" | "HS512" | "RS256" | "PS256" | "ES256" | "ES384" | "EdDSA"

export const sign = (payload: Claims, alg: Algorithm, key: CryptoKey | Uint8Array, kid?: string) =>
  Effect.promise(() =>
    new SignJWT(payload as JWTPayload).setProtectedHeader({ alg, ...(kid !== undefined && { kid }) }).sign(key)
  )

/** Encrypted as NextAuth 4 does, with {@link sessionSecret}. */
export const seal = (payload: Claims, header: object = {}) =>
  Effect.promise(() => {
    const key = hkdfSync("sha256", sessionSecret, "", "NextAuth.js Generated Encryption Key", 32)
    return new EncryptJWT(payload as JWTPayload)
      .setProtectedHeader({ alg: "dir", enc: "A256GCM", ...header })
      .encrypt(new Uint8Array(key))
  })

export interface Pair {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
}

export const pair = async (alg: Algorithm, kid: string): Promise<Pair> => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } }
}

/** A server of a key set on this machine, which answers with what `answer` is and counts how often it is asked. */
export const keyServer = Effect.acquireRelease(
  Effect.promise(async () => {
    const state = { answer: { status: 200, body: "" }, hits: 0 }
    const server = createServer((_, response) => {
      state.hits += 1
      response.writeHead(state.answer.status, { "content-type": "application/json" }).end(state.answer.body)
    })
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
    const close = () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
    return {
      url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`),
      hits: () => state.hits,
      publish: (...keys: ReadonlyArray<JWK>) => {
        state.answer = { status: 200, body: JSON.stringify({ keys }) }
      },
      fail: (status: number, body: string) => {
        state.answer = { status, body }
      },
      close
    }
  }),
  ({ close }) => Effect.promise(close)
)

type Question = keyof TokenVerifier["Service"]

/** What the token says, else the tag of its failure. */
export const ask = (token: string, question: Question = "verify") =>
  TokenVerifier.use((verifier) =>
    Effect.match(verifier[question](Redacted.make(token)), {
      onFailure: ({ _tag }): string | TokenData => _tag,
      onSuccess: (data) => data
    })
  )

/** Whether the token is good, else the tag of its failure. */
export const verdict = (token: string, question?: Question) =>
  Effect.map(ask(token, question), (data) => (typeof data === "string" ? data : "good"))

/** At {@link now}, by a verifier of its own. */
export const judging =
  (options: Partial<Tokens.TokenOptions>) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    TestClock.setTime(now * 1000).pipe(Effect.andThen(effect), Effect.provide(Tokens.layer({ ...ownOnly, ...options })))
