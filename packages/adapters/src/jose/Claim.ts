import { createHash } from "node:crypto"
import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { UserId } from "@mma-savant/core/Identity"
import type { JWTPayload } from "jose"

/** OpenID Connect, 2: `sub` has at most 255 characters. */
const longestName = 255
/** RFC 5321, 4.5.3.1.3. */
const longestEmail = 254
const longestText = 2048

/** No store keeps a NUL or half a character, so nobody can be known by one. */
const isText = (claim: unknown, longest: number): claim is string =>
  typeof claim === "string" && claim !== "" && claim.length <= longest && !claim.includes("\0") && claim.isWellFormed()

/** A claim that the bearer can do without: null where it is missing or cannot be kept. */
export const optionalText = (claim: unknown) => (isText(claim, longestText) ? claim : null)

/** A claim by which somebody is known. It is never passed over: throws where it cannot be kept. */
export const nameText = (claim: unknown) => {
  if (isText(claim, longestName)) return claim
  throw new TokenRejected()
}

/**
 * What tells the token from others. Without `jti` it is taken from the claims, not from the text, for there is more than
 * one way to write the same token.
 */
export const idOf = (claims: JWTPayload) =>
  isText(claims.jti, longestName) ? claims.jti : createHash("sha256").update(JSON.stringify(claims)).digest("hex")

/** The bearer's address, null where there is none. */
export const emailOf = ({ email }: JWTPayload) => (isText(email, longestEmail) ? email : null)

/** How issuers write that the address is not proven; some write text for it. */
const denial = /^(false|no|0|)$/i

/** Whether an issuer that shares a secret with us answers for the address: it does, unless it says that it does not. */
export const answersForEmail = (claims: JWTPayload) =>
  emailOf(claims) !== null &&
  ["email_verified", "emailVerified"].every((name) => !denial.test(String(claims[name] ?? true)))

/** Our own id of the bearer. Throws on a number that no user has, for that is not nobody. */
export const userIdOf = (claims: JWTPayload) => {
  const id = claims["user_id"] ?? claims["userId"]
  return typeof id === "number" ? UserId.make(id) : null
}

/**
 * By what the issuer knows the bearer: those that share a secret with us may leave out `sub` where they say more. An
 * address that is not proven is nobody's name.
 */
export const subOf = (claims: JWTPayload) =>
  nameText(claims.sub ?? userIdOf(claims)?.toString() ?? (answersForEmail(claims) ? emailOf(claims) : null))
