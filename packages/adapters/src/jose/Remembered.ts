import { hash } from "node:crypto"
import type { TokenData } from "@mma-savant/core/auth/TokenData"
import type { Issuer } from "./Issuer.ts"

/** What a good token says, in the milliseconds since 1970 in which nobody need look at it again. */
interface Remembered {
  readonly data: TokenData
  readonly from: number
  readonly until: number
}

/** How long a token is remembered, in milliseconds; not beyond its expiry. */
const longest = 60_000

/** How many tokens are remembered; then the oldest is forgotten for the newest. */
const most = 5000

/**
 * Verifies a token that comes again and again once in a minute. Only good ones are remembered, and of each no more than
 * what it says and its SHA-256. Whether one has been revoked is asked elsewhere, each time.
 */
export const remembering = (verify: Issuer["verify"]): Issuer["verify"] => {
  const known = new Map<string, Remembered>()

  return async (compact, date) => {
    const now = date.getTime()
    const digest = hash("sha256", compact, "base64url")
    const found = known.get(digest)
    // A clock may go back.
    if (found !== undefined && found.from <= now && now < found.until) return found.data
    const data = await verify(compact, date)
    known.delete(digest)
    for (const [oldest, { until }] of known) {
      if (now < until && known.size < most) break
      known.delete(oldest)
    }
    known.set(digest, { data, from: now, until: Math.min(now + longest, data.exp * 1000) })
    return data
  }
}
