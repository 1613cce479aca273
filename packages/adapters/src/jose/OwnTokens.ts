import type { TokenHolder, TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { UserId } from "@mma-savant/core/Identity"
import { DateTime, Duration, Effect, Redacted } from "effect"
import { type JWTPayload, jwtVerify, SignJWT } from "jose"
import { emailOf, nameText } from "./Claim.ts"
import { type Issuer, timely, tokenData } from "./Issuer.ts"

/** Who issues our own tokens, and whom they are for. */
const party = "mma-savant"

/** Who bears the token: `sub` is the id of a user of ours, or of an account where `provider` says so. */
const claimsOf = (holder: TokenHolder): JWTPayload =>
  "account" in holder
    ? {
        sub: holder.account.id,
        provider: holder.account.provider,
        ...(holder.email !== null && { email: holder.email })
      }
    : { sub: String(holder.id), email: holder.email, name: holder.username }

const holderOf = (claims: JWTPayload) => {
  const sub = nameText(claims.sub)
  const { provider } = claims
  return provider === undefined
    ? { sub, userId: UserId.make(Number(sub)), account: { provider: party, id: sub } }
    : { sub, userId: null, account: { provider: nameText(provider), id: sub } }
}

/** Our own tokens, signed with HS256. */
export const issuer = (key: Uint8Array): Issuer => ({
  names: [party],
  verify: async (compact, now) => {
    const { payload } = await jwtVerify(compact, key, {
      ...timely(now),
      algorithms: ["HS256"],
      issuer: party,
      audience: party
    })
    const email = emailOf(payload)
    return tokenData(payload, now, { ...holderOf(payload), email, emailVerified: email !== null })
  }
})

/** `iat` is to the millisecond, so that a revocation in the same second does not mean what is issued after it. */
export const issue = (key: Uint8Array): TokenIssuer["Service"]["issue"] =>
  Effect.fn("TokenIssuer.issue")(function* (holder, lifetime, issuedAt) {
    const iat = DateTime.toEpochMillis(issuedAt ?? (yield* DateTime.now)) / 1000
    const token = new SignJWT(claimsOf(holder))
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(party)
      .setAudience(party)
      .setJti(crypto.randomUUID())
      .setIssuedAt(iat)
      .setExpirationTime(Math.floor(iat + Duration.toSeconds(lifetime)))
    return Redacted.make(yield* Effect.promise(() => token.sign(key)))
  })
