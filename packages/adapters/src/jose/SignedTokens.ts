import { jwtVerify } from "jose"
import { answersForEmail, emailOf, nameText, subOf, userIdOf } from "./Claim.ts"
import { type Issuer, timely, tokenData } from "./Issuer.ts"
import * as KeySet from "./KeySet.ts"

/** Tokens signed with HS256 and a secret that we share with the issuer, who answers for the address. */
export const ofSecret = (key: Uint8Array, issuer: string | null, audience: string | null): Issuer => ({
  names: issuer === null ? null : [issuer],
  verify: async (compact, now) => {
    const { payload } = await jwtVerify(compact, key, {
      ...timely(now),
      algorithms: ["HS256"],
      ...(issuer !== null && { issuer }),
      ...(audience !== null && { audience })
    })
    const sub = subOf(payload)
    return tokenData(payload, now, {
      sub,
      account: { provider: nameText(payload.iss ?? "jwt"), id: sub },
      userId: userIdOf(payload),
      email: emailOf(payload),
      emailVerified: answersForEmail(payload)
    })
  }
})

/** Tokens signed with a key of the set: somebody else's, who does not know our ids. */
export const ofKeySet = (url: URL, issuer: string, audience: string): Issuer => {
  const verify = KeySet.make({ url, algorithms: ["RS256", "ES256", "EdDSA"], issuers: [issuer], audiences: [audience] })
  return {
    names: [issuer],
    verify: async (compact, now) => {
      const claims = await verify(compact, now)
      const email = emailOf(claims)
      const sub = nameText(claims.sub)
      return tokenData(claims, now, {
        sub,
        account: { provider: nameText(issuer), id: sub },
        userId: null,
        email,
        emailVerified: email !== null && claims["email_verified"] === true
      })
    }
  }
}
