import { hkdfSync } from "node:crypto"
import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { calculateJwkThumbprint, decodeProtectedHeader, type JWTPayload, jwtDecrypt } from "jose"
import { answersForEmail, emailOf, nameText, subOf, userIdOf } from "./Claim.ts"
import { type Issuer, timely, tokenData } from "./Issuer.ts"

/** How many bytes a key of each encryption has. */
const keyBytes = { "A256CBC-HS512": 64, A256GCM: 32 } as const

interface SessionKey {
  readonly enc: keyof typeof keyBytes
  readonly bytes: Uint8Array
  readonly kid: string
}

/**
 * How keys are derived from a secret: by NextAuth 4, which does not name them in its tokens, and by Auth.js 5 for each
 * name that its cookie has.
 */
const recipes = [
  { enc: "A256GCM", salt: "", info: "NextAuth.js Generated Encryption Key" } as const,
  ...["authjs.session-token", "__Secure-authjs.session-token"].flatMap((salt) =>
    (["A256CBC-HS512", "A256GCM"] as const).map((enc) => ({
      enc,
      salt,
      info: `Auth.js Generated Encryption Key (${salt})`
    }))
  )
]

const derive = async (secret: Uint8Array, { enc, info, salt }: (typeof recipes)[number]): Promise<SessionKey> => {
  const bytes = new Uint8Array(hkdfSync("sha256", secret, salt, info, keyBytes[enc]))
  const jwk = { kty: "oct", k: Buffer.from(bytes).toString("base64url") }
  return { enc, bytes, kid: await calculateJwkThumbprint(jwk, bytes.length === 64 ? "sha512" : "sha256") }
}

/** In small letters of ASCII: some capitals beyond it have a small one within it, and are another address. */
const folded = (email: string) => email.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())

/** The account at the identity provider where the front end tells it, else the proven address: `sub` may change. */
const accountOf = (claims: JWTPayload, provenEmail: string | null, sub: string) => {
  const { provider, providerAccountId } = claims
  if (provider != null && providerAccountId != null) {
    return { provider: nameText(provider), id: nameText(providerAccountId) }
  }
  return provenEmail === null
    ? { provider: "nextauth-sub", id: sub }
    : { provider: "nextauth", id: folded(provenEmail) }
}

/**
 * Session tokens of Auth.js 5 and NextAuth 4, encrypted with a key of one of the secrets. The front end that shares
 * the secret answers for the address.
 */
export const make = async (secrets: ReadonlyArray<Uint8Array>): Promise<Issuer> => {
  const keys = await Promise.all(secrets.flatMap((secret) => recipes.map((recipe) => derive(secret, recipe))))

  const decrypt = async (compact: string, now: Date) => {
    const { enc, kid } = decodeProtectedHeader(compact)
    for (const key of keys) {
      if (key.enc !== enc || (kid !== undefined && key.kid !== kid)) continue
      try {
        const { payload } = await jwtDecrypt(compact, key.bytes, {
          ...timely(now),
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: [key.enc]
        })
        return payload
      } catch {
        // Another key may be the one.
      }
    }
    throw new TokenRejected()
  }

  return {
    names: null,
    verify: async (compact, now) => {
      const claims = await decrypt(compact, now)
      const email = emailOf(claims)
      const emailVerified = answersForEmail(claims)
      const sub = subOf(claims)
      const account = accountOf(claims, emailVerified ? email : null, sub)
      return tokenData(claims, now, { sub, account, userId: userIdOf(claims), email, emailVerified })
    }
  }
}
