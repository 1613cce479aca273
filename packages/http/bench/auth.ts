/**
 * What it costs to know who is asking: how many tokens of each kind are verified in a second of CPU time, those that are
 * looked at anew and those that come again within a minute, next to the bare call of jose that does no more than the
 * cryptography, in the same run.
 *
 *     npm run bench:auth
 */

import "effect/schema/SchemaJITCompiler/enable"
import { hkdfSync } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { encode as encodeV5 } from "@auth/core/jwt"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { TokenVerifier } from "@mma-savant/core/auth/TokenVerifier"
import { UserId } from "@mma-savant/core/Identity"
import { Email, Username } from "@mma-savant/core/user/User"
import { Clock, Duration, Effect, Redacted } from "effect"
import { exportJWK, generateKeyPair, type JWTPayload, jwtDecrypt, jwtVerify, SignJWT } from "jose"
import { encode as encodeV4 } from "next-auth/jwt"
import { signedRequests } from "./SignedRequests.ts"

const ownSecret = "a secret of our own tokens, long enough"
const signedSecret = "a secret that an issuer shares with us"
const sessionSecret = "a secret of the front end's sessions"
const issuer = "https://issuer.example.org/"
const google = "https://accounts.google.com"
const audience = "savant"

const bytes = (text: string) => new TextEncoder().encode(text)
const derived = (salt: string, info: string, length: number) =>
  new Uint8Array(hkdfSync("sha256", sessionSecret, salt, info, length))

const fan = { sub: "42", email: "fan@example.com", name: "Fan", picture: "https://example.com/fan.png" }
const theirs = { ...fan, iss: issuer, aud: audience, email_verified: true }

const sign = (claims: JWTPayload, alg: string, key: CryptoKey | Uint8Array) =>
  new SignJWT(claims).setProtectedHeader({ alg, kid: alg }).setIssuedAt().setExpirationTime("1h").sign(key)

const algorithms = ["RS256", "ES256", "EdDSA"] as const
const pairs = await Promise.all(
  algorithms.map(async (alg) => ({ alg, ...(await generateKeyPair(alg, { extractable: true })) }))
)
const keySet = JSON.stringify({
  keys: await Promise.all(pairs.map(async ({ alg, publicKey }) => ({ ...(await exportJWK(publicKey)), kid: alg, alg })))
})

const server = createServer((_, response) => void response.end(keySet))
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
const keySetUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)

const services = await Effect.runPromise(
  Effect.context<TokenVerifier | TokenIssuer>().pipe(
    Effect.provide(
      Tokens.layer({
        ownSecret: Redacted.make(ownSecret),
        sessionSecrets: [Redacted.make(sessionSecret)],
        signedSecret: Redacted.make(signedSecret),
        keySetUrl,
        issuer,
        audience,
        google: { clientIds: [audience], keySetUrl }
      })
    )
  )
)

interface Kind {
  readonly name: string
  readonly token: string
  readonly bare: (token: string) => Promise<unknown>
  readonly question: "verify" | "verifyLogin"
}

const kind = (
  name: string,
  token: string,
  bare: (token: string) => Promise<unknown>,
  question: Kind["question"] = "verify"
): Kind => ({ name, token, bare, question })

const ownToken = await Effect.runPromiseWith(services)(
  Effect.flatMap(TokenIssuer, ({ issue }) =>
    issue({ id: UserId.make(42), email: Email.make(fan.email), username: Username.make("fan") }, Duration.hours(1))
  )
)

const salt = "authjs.session-token"
const v5Key = derived(salt, `Auth.js Generated Encryption Key (${salt})`, 64)
const v4Key = derived("", "NextAuth.js Generated Encryption Key", 32)
const [rsa] = pairs

const kinds: ReadonlyArray<Kind> = [
  kind("our own (HS256)", Redacted.value(ownToken), (token) => jwtVerify(token, bytes(ownSecret))),
  kind("Auth.js 5 (A256CBC-HS512)", await encodeV5({ token: fan, secret: sessionSecret, salt }), (token) =>
    jwtDecrypt(token, v5Key)
  ),
  kind("NextAuth 4 (A256GCM)", await encodeV4({ token: fan, secret: sessionSecret }), (token) =>
    jwtDecrypt(token, v4Key)
  ),
  kind("shared secret (HS256)", await sign(theirs, "HS256", bytes(signedSecret)), (token) =>
    jwtVerify(token, bytes(signedSecret))
  ),
  ...(await Promise.all(
    pairs.map(async ({ alg, privateKey, publicKey }) =>
      kind(`key set (${alg})`, await sign(theirs, alg, privateKey), (token) => jwtVerify(token, publicKey))
    )
  )),
  kind(
    "Google (RS256)",
    await sign({ ...theirs, iss: google }, "RS256", rsa!.privateKey),
    (token) => jwtVerify(token, rsa!.publicKey),
    "verifyLogin"
  )
]

/** Microseconds of work. */
const turn = 100_000
const turns = 7

/** Microseconds that the processors have worked for this process, so that what else the machine does is no one's loss. */
const worked = () => {
  const { system, user } = process.cpuUsage()
  return system + user
}

/** How often in a second of work. */
const rate = async (once: () => Promise<unknown>) => {
  const startedAt = worked()
  let count = 0
  while (worked() - startedAt < turn) {
    for (let i = 0; i < 20; i++) await once()
    count += 20
  }
  return (count / (worked() - startedAt)) * 1e6
}

const median = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** They take turns. */
const compare = async (rivals: ReadonlyArray<() => Promise<unknown>>) => {
  const rates = rivals.map((): Array<number> => [])
  for (let i = 0; i <= turns; i++) {
    for (const [at, rival] of rivals.entries()) {
      const measured = await rate(rival)
      // The first turn warms up.
      if (i > 0) rates[at]!.push(measured)
    }
  }
  return rates.map(median)
}

/** A clock that leaps a minute, on and back again, with each look at it: what was remembered is of another time. */
const leaping = (): Clock.Clock => {
  const times = [Date.now(), Date.now() + 60_000] as const
  let looks = 0
  const look = () => times[looks++ & 1]!
  const millis = { currentTimeMillisUnsafe: look, currentTimeMillis: Effect.sync(look) }
  return Object.assign(Object.create(Clock.Clock.defaultValue()), millis)
}

const verifications = async () => {
  const run = Effect.runPromiseWith(services)
  const { verify, verifyLogin } = await run(TokenVerifier)
  const questions = { verify, verifyLogin }
  const clock = leaping()
  const row = (name: string, figures: ReadonlyArray<string | number>) =>
    console.log(name.padEnd(30) + figures.map((figure) => String(figure).padStart(8)).join(""))
  row("verifications a CPU second", ["anew", "jose", "ratio", "again"])
  for (const { bare, name, question, token } of kinds) {
    const verified = questions[question](Redacted.make(token))
    const [anew = 0, jose = 0, again = 0] = await compare([
      () => run(Effect.provideService(verified, Clock.Clock, clock)),
      () => bare(token),
      () => run(verified)
    ])
    row(name, [Math.round(anew), Math.round(jose), (anew / jose).toFixed(2), Math.round(again)])
  }
}

try {
  await verifications()
  await Effect.runPromise(signedRequests)
} finally {
  server.closeAllConnections()
  server.close()
}
