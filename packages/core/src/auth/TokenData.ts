import { Schema } from "effect"

/** What a verified token says about its bearer, whoever issued it. */
export class TokenData extends Schema.Class<TokenData>("TokenData")({
  /** The identity provider under which the account is known. */
  provider: Schema.NonEmptyString,
  /** The account's id there. */
  sub: Schema.NonEmptyString,
  email: Schema.NullOr(Schema.String),
  name: Schema.NullOr(Schema.String),
  picture: Schema.NullOr(Schema.String),
  /** Seconds since 1970. */
  iat: Schema.Int,
  exp: Schema.Int
}) {}

/** The token is not good, for whatever reason: clients learn no more. */
export class TokenRejected extends Schema.TaggedError<TokenRejected>()("TokenRejected", {}) {}
