import { TokenData, TokenRejected } from "@mma-savant/core/auth/TokenData"
import type { JWTClaimVerificationOptions, JWTPayload } from "jose"
import { idOf, optionalText } from "./Claim.ts"

/** Whoever issues tokens, by one way of making them. */
export interface Issuer {
  /** The `iss` of its signed tokens, of which each may have any; null where it may be whatever. */
  readonly names: ReadonlyArray<string> | null
  /**
   * Rejected with StoreUnavailable when the issuer's keys are out of reach, and with anything else for a token that is
   * not good.
   */
  readonly verify: (compact: string, now: Date) => Promise<TokenData>
}

/** Seconds by which clocks may differ. */
const skew = 15

/** The last second that dates have. */
const lastSecond = 8_640_000_000_000

/** What is asked of every token. */
export const timely = (now: Date) =>
  ({ currentDate: now, clockTolerance: skew, requiredClaims: ["exp"] }) satisfies JWTClaimVerificationOptions

/** A token that does not say when it was issued counts as one of long ago, which every revocation means. */
const times = ({ exp, iat = 0 }: JWTPayload, now: Date) => {
  if (exp === undefined || exp > lastSecond || iat > now.getTime() / 1000 + skew) throw new TokenRejected()
  return { exp, iat }
}

/** What verified claims say; throws where they cannot be kept. */
export const tokenData = (
  claims: JWTPayload,
  now: Date,
  bearer: Pick<TokenData, "sub" | "account" | "userId" | "email" | "emailVerified">
) =>
  new TokenData({
    ...bearer,
    ...times(claims, now),
    name: optionalText(claims["name"]),
    picture: optionalText(claims["picture"]),
    // Two issuers may give one id.
    id: `${bearer.account.provider} ${idOf(claims)}`
  })
