import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey, jwtVerify } from "jose"
import { timely } from "./Issuer.ts"

/** What follows is in milliseconds. */
const timeout = 5000
const cacheMaxAge = 600_000
/** Between two looks for a key that is not in the set. */
const cooldown = 30_000
/** Before keys that are out of reach are asked for again. */
const pause = 5000

/** Failures of finding a key that are the token's: it names none of the set. */
const tokenFaults: ReadonlySet<unknown> = new Set([
  "ERR_JWKS_NO_MATCHING_KEY",
  "ERR_JWKS_MULTIPLE_MATCHING_KEYS",
  "ERR_JOSE_NOT_SUPPORTED"
])

/** Fetches, and after a failure fails at once for a while, so that a flood of tokens is no flood of requests. */
const pausing = () => {
  let failure: { readonly until: number; readonly cause: unknown } | null = null
  return async (url: string, init: RequestInit) => {
    if (failure !== null && Date.now() < failure.until) throw failure.cause
    try {
      const response = await fetch(url, init)
      if (response.status !== 200) throw new Error(`the key set answers with status ${response.status}`)
      return Response.json(await response.json())
    } catch (cause) {
      failure = { until: Date.now() + pause, cause }
      throw cause
    }
  }
}

const keysAt = (url: URL): JWTVerifyGetKey => {
  const find = createRemoteJWKSet(url, {
    timeoutDuration: timeout,
    cacheMaxAge,
    cooldownDuration: cooldown,
    [customFetch]: pausing()
  })
  return (header, token) =>
    find(header, token).catch((cause) => {
      throw tokenFaults.has(cause.code) ? cause : new StoreUnavailable({ store: "keys", cause })
    })
}

export interface KeySetOptions {
  readonly url: URL
  readonly algorithms: ReadonlyArray<"RS256" | "ES256" | "EdDSA">
  readonly issuers: ReadonlyArray<string>
  readonly audiences: ReadonlyArray<string>
}

/** Gives the claims of tokens that a key of the set has signed. */
export const make = ({ algorithms, audiences, issuers, url }: KeySetOptions) => {
  const keys = keysAt(url)
  return async (compact: string, now: Date) => {
    const { payload } = await jwtVerify(compact, keys, {
      ...timely(now),
      algorithms: [...algorithms],
      issuer: [...issuers],
      audience: [...audiences]
    })
    return payload
  }
}
