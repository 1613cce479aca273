import { Schema } from "effect"
import { UserId } from "../Identity.ts"

/** Where an account is known, and under which id that the provider never gives to another. */
export const Account = Schema.Struct({ provider: Schema.NonEmptyString, id: Schema.NonEmptyString })
export type Account = typeof Account.Type

/** What a verified token says about its bearer, whoever issued it. */
export class TokenData extends Schema.Class<TokenData>("TokenData")({
  sub: Schema.NonEmptyString,
  /** Our own id of the bearer, in tokens of issuers that know it. */
  userId: Schema.NullOr(UserId),
  account: Account,
  email: Schema.NullOr(Schema.String),
  /** Whether the issuer answers for the address being the bearer's. */
  emailVerified: Schema.Boolean,
  name: Schema.NullOr(Schema.String),
  picture: Schema.NullOr(Schema.String),
  /** What tells the token from every other, and tells nothing of it. */
  id: Schema.NonEmptyString,
  /** Seconds since 1970, in our own tokens to the millisecond. */
  iat: Schema.Finite,
  exp: Schema.Finite
}) {}

/** The token is not good, for whatever reason: clients learn no more. */
export class TokenRejected extends Schema.TaggedError<TokenRejected>()("TokenRejected", {}) {}
