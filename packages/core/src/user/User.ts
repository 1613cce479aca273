import { Schema } from "effect"
import { UserId } from "../Identity.ts"

/** 3 to 50 ASCII letters, digits and underscores; unique without regard to case. */
export const Username = Schema.String.pipe(
  Schema.check(Schema.isPattern(/^[A-Za-z0-9_]{3,50}$/, { message: "3 to 50 letters, digits or underscores" })),
  Schema.brand("Username")
)
export type Username = typeof Username.Type

export const Email = Schema.String.pipe(
  Schema.check(
    Schema.isMaxLength(254),
    Schema.isPattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { message: "not an e-mail address" })
  ),
  Schema.brand("Email")
)
export type Email = typeof Email.Type

const facts = {
  username: Username,
  email: Email,
  profileImageUrl: Schema.NullOr(Schema.String.pipe(Schema.check(Schema.isMaxLength(2048)))),
  isActive: Schema.Boolean,
  isAdmin: Schema.Boolean,
  /** Requests a day; 0 means none at all. */
  dailyRequestLimit: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })))
}

/** Who is to be entered: the account at the identity provider is the key, never the e-mail alone. */
export const NewUser = Schema.Struct({
  ...facts,
  provider: Schema.NonEmptyString,
  providerAccountId: Schema.NonEmptyString
})
export type NewUser = typeof NewUser.Type

export class User extends Schema.Class<User>("User")({
  id: UserId,
  ...facts,
  createdAt: Schema.DateTimeUtcFromDate,
  updatedAt: Schema.DateTimeUtcFromDate
}) {}

export class UserNotFound extends Schema.TaggedError<UserNotFound>()("UserNotFound", { id: UserId }) {}

/** Somebody else has the name, in whatever case. */
export class UsernameTaken extends Schema.TaggedError<UsernameTaken>()("UsernameTaken", { username: Schema.String }) {}

export class EmailTaken extends Schema.TaggedError<EmailTaken>()("EmailTaken", { email: Schema.String }) {}
