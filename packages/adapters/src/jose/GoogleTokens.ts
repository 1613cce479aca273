import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { emailOf, nameText } from "./Claim.ts"
import { type Issuer, tokenData } from "./Issuer.ts"
import * as KeySet from "./KeySet.ts"

export interface GoogleOptions {
  readonly clientIds: ReadonlyArray<string>
  readonly keySetUrl: URL
}

const names = ["https://accounts.google.com", "accounts.google.com"]

/**
 * Google's ID tokens for one of our clients, with an address that Google has verified
 * (https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken).
 */
export const make = ({ clientIds, keySetUrl }: GoogleOptions): Issuer => {
  const verify = KeySet.make({ url: keySetUrl, algorithms: ["RS256"], issuers: names, audiences: clientIds })
  return {
    names,
    verify: async (compact, now) => {
      const claims = await verify(compact, now)
      const email = emailOf(claims)
      if (email === null || String(claims["email_verified"]) !== "true") throw new TokenRejected()
      const sub = nameText(claims.sub)
      return tokenData(claims, now, {
        sub,
        account: { provider: "google", id: sub },
        userId: null,
        email,
        emailVerified: true
      })
    }
  }
}
